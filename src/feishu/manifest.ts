import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../lib/project-root.ts';

const named = z.looseObject({ name: z.string(), for: z.string() });
const menuName = z.object({ zh_cn: z.string(), en_us: z.string(), ja_jp: z.string() });

const schema = z.looseObject({
  scopes: z.array(
    named.extend({
      /** Not asked for: an operator may grant it. */
      optional: z.boolean().default(false),
      /** Asked for; where it is not granted, nobody is failed. */
      dispensable: z.boolean().default(false),
      /** Needed while the app is set up alone. */
      setup: z.boolean().default(false),
      /** The setting without which nobody needs it. */
      setting: z.string().optional(),
    }),
  ),
  events: z.array(named),
  callbacks: z.array(named),
  botMenu: z.array(z.looseObject({ event_key: z.string(), name: menuName })),
  /** The name of the entry that opens to others, where not all may stand side by side. */
  botMenuMore: menuName,
  /** What Feishu is to list after a slash; the bot registers them itself, with their texts. */
  slashCommands: z.array(named),
});

/** The app as Feishu must know it. */
export type Manifest = z.infer<typeof schema>;

/** Reads `app.manifest.json`. */
export const readManifest = (): Manifest =>
  schema.parse(JSON.parse(readFileSync(path.join(projectRoot(), 'app.manifest.json'), 'utf8')));
