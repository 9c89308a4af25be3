import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../lib/project-root.ts';

const named = z.looseObject({ name: z.string(), for: z.string() });
const menuName = z.object({ zh_cn: z.string(), en_us: z.string(), ja_jp: z.string() });

const schema = z.looseObject({
  scopes: z.array(
    named.extend({
      optional: z.boolean().default(false),
      /** Needed while the app is set up alone. */
      setup: z.boolean().default(false),
      /** The setting without which nobody needs it. */
      setting: z.string().optional(),
    }),
  ),
  events: z.array(named),
  callbacks: z.array(named),
  botMenu: z.array(z.looseObject({ event_key: z.string(), name: menuName })),
});

/** The app as Feishu must know it. */
export type Manifest = z.infer<typeof schema>;

/** Reads `app.manifest.json`. */
export const readManifest = (): Manifest =>
  schema.parse(JSON.parse(readFileSync(path.join(projectRoot(), 'app.manifest.json'), 'utf8')));
