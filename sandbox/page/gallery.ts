import { execFile } from 'node:child_process';
import { existsSync, type FSWatcher, watch } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { GalleryCards } from './protocol.ts';

const run = promisify(execFile);
const MOST_OUTPUT = 16 * 1024 * 1024;
const SAVED_WITHIN_MS = 150;

export interface Gallery {
  /** Every template of the bot with its examples, as they are on disk now. */
  cards(): Promise<GalleryCards>;
  /** Calls back when a file of the templates is saved, once for several at a time. */
  onSaved(listener: () => void): void;
  close(): void;
}

/** The templates of the bot in this folder, drawn by a process of the bot's side: the sandbox knows cards, not templates. */
export function createGallery(root: string): Gallery {
  const script = path.join(root, 'dist', 'scripts', 'card-gallery.js');
  const folder = path.join(root, 'cards');
  const watchers: FSWatcher[] = [];
  return {
    async cards() {
      if (!existsSync(script)) throw new Error(`${script} is missing: run npm run build`);
      const { stdout } = await run(process.execPath, [script], { cwd: root, maxBuffer: MOST_OUTPUT });
      return JSON.parse(stdout) as GalleryCards;
    },
    onSaved(listener) {
      let timer: NodeJS.Timeout | undefined;
      const saved = () => {
        clearTimeout(timer);
        timer = setTimeout(listener, SAVED_WITHIN_MS);
      };
      for (const one of [folder, path.join(folder, 'text')]) {
        if (existsSync(one)) watchers.push(watch(one, saved));
      }
    },
    close() {
      for (const watcher of watchers) watcher.close();
    },
  };
}
