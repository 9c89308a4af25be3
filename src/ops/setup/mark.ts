import { createHash } from 'node:crypto';
import type { Manifest } from '../../feishu/manifest.ts';

const MARK = /feishu-approval-bot set-up [0-9a-f]{12}/;

const names = (list: { name: string }[]) => list.map(({ name }) => name);

/** Stands in the notes of a version: what can't be read back, such as the menu, is as it was set with it. */
export function markOf({ scopes, events, callbacks, botMenu }: Manifest, channel: object): string {
  const parts = JSON.stringify([[scopes, events, callbacks].map(names), botMenu, channel]);
  return `feishu-approval-bot set-up ${createHash('sha256').update(parts).digest('hex').slice(0, 12)}`;
}

/** The mark in the notes of a version, if it has one. */
export const markIn = (notes: string): string[] | null => MARK.exec(notes);
