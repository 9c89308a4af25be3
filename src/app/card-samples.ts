import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../lib/project-root.ts';

const MOST_OUTPUT = 16 * 1024 * 1024;

/** Every template of ours with each of its examples, and the people in them by id. */
export interface Drawn {
  people: Record<string, string>;
  cards: { name: string; example: string; card: object }[];
}

/** As the gallery of the sandbox shows them. */
export async function drawnCards(): Promise<Drawn> {
  const script = path.join(projectRoot(), 'dist', 'scripts', 'card-gallery.js');
  const { stdout } = await promisify(execFile)(process.execPath, [script], { maxBuffer: MOST_OUTPUT });
  return JSON.parse(stdout) as Drawn;
}

/** Of each template the example that has the most in it, with this person in the place of all. */
export function fullestCards({ people, cards }: Drawn, openId: string): { name: string; card: object }[] {
  const fullest = new Map<string, string>();
  for (const { name, card } of cards) {
    const text = JSON.stringify(card);
    if (text.length > (fullest.get(name)?.length ?? 0)) fullest.set(name, text);
  }
  // The longest first: one id may begin another.
  const ids = Object.keys(people).sort((a, b) => b.length - a.length);
  const toThem = (text: string) => ids.reduce((all, id) => all.replaceAll(id, openId), text);
  return [...fullest].map(([name, text]) => ({ name, card: JSON.parse(toThem(text)) }));
}
