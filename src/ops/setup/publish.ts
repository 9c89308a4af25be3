import type { ApplicationPort } from '../../feishu/application/port.ts';
import { codes } from '../../feishu/gateway/codes.ts';
import { isRefusal } from '../../feishu/gateway/errors.ts';
import { ENDS } from './ending.ts';

/** The number after this one. */
export function numberAfter(version: string | undefined): string {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d+)/.exec(version ?? '') ?? [];
  return patch === undefined ? '1.0.0' : `${major}.${minor}.${Number(patch) + 1}`;
}

/**
 * Submits a version with this note; resolves with its number. A number is optional by the page of the endpoint, whose errors
 * know one that is missing, and it has to be higher than all before. Throws as a call does.
 */
export async function publish(application: ApplicationPort, note: string): Promise<string> {
  try {
    return await application.publish(note);
  } catch (error) {
    if (!isRefusal(error, ...ENDS.badVersion)) throw error;
  }
  const last = await application.lastVersion().catch((error) => {
    if (!isRefusal(error, codes.missingScope)) throw error;
    return undefined;
  });
  return application.publish(note, numberAfter(last));
}
