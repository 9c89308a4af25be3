import { refuse } from '../errors.ts';
import type { Platform } from '../platform.ts';

/** The codes by which one endpoint of `application/v7` refuses what all of them refuse. */
export interface Refusals {
  readonly otherApp: number;
  readonly ofBase: number;
  readonly notOfConsole: number;
  readonly inReview: number;
}

/** Refuses to change another app, an app that was not made in the console, and one of which a version is being reviewed. */
export function checkOwn(appId: string | undefined, refusals: Refusals, platform: Platform): void {
  const { world, application } = platform;
  const { app_id, console } = world.app;
  if (appId !== app_id) refuse(refusals.otherApp);
  if (console.made_in === 'base') refuse(refusals.ofBase);
  if (console.made_in !== 'developer_console') refuse(refusals.notOfConsole);
  if (application.inReview()) refuse(refusals.inReview);
}

/** For what only reads: the app itself by `me` or its id. Of other apps nothing is known here. */
export function checkReadable(appId: string | undefined, { world }: Platform): void {
  if (appId === 'me' || appId === world.app.app_id) return;
  refuse(/^cli_[0-9a-z]+$/.test(appId ?? '') ? 210506 : 210503);
}
