import { readManifest } from '../../feishu/manifest.ts';
import { importJson, stepsByHand } from '../../ops/setup/by-hand.ts';
import { FEISHU, LARK, settingsOf } from './credentials.ts';
import type { InitSurroundings, InitWish } from './terms.ts';

/** The scopes as the console imports them. */
export const scopesToImport = (setup: boolean): string => importJson(readManifest(), { setup });

/** The steps in the developer console, a line each. */
export function manualSteps(wish: InitWish, surroundings: Pick<InitSurroundings, 'env' | 'file'>): string[] {
  const settings = settingsOf(surroundings);
  const console = wish.lark || settings.FEISHU_BASE_URL === LARK ? LARK : FEISHU;
  return stepsByHand(readManifest(), console, wish.appId ?? settings.FEISHU_APP_ID);
}
