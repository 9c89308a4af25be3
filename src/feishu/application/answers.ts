import { z } from 'zod';
import { text, texts } from '../listed.ts';

const people = z
  .looseObject({ open_ids: texts, department_ids: texts, group_ids: texts })
  .nullish()
  .transform((list) => [
    ...(list?.open_ids ?? []),
    ...(list?.department_ids ?? []),
    ...(list?.group_ids ?? []),
  ]);

export const appAnswer = z.object({
  app: z
    .looseObject({
      status: z.number().nullish(),
      online_version_id: text,
      unaudit_version_id: text,
      callback_info: z
        .looseObject({ callback_type: text, request_url: text, subscribed_callbacks: texts })
        .nullish(),
    })
    .transform((raw) => ({
      /** Switched off by an administrator. */
      stopped: raw.status === 0,
      /** Empty where none is published, and where none waits for a review. */
      onlineVersion: raw.online_version_id,
      waitingVersion: raw.unaudit_version_id,
      /** How clicks are sent; undefined where Feishu does not say. */
      callbacks: raw.callback_info
        ? {
            mode: raw.callback_info.callback_type,
            url: raw.callback_info.request_url,
            names: raw.callback_info.subscribed_callbacks,
          }
        : undefined,
    })),
});

export const versionAnswer = z.object({
  app_version: z
    .looseObject({
      version: text,
      event_infos: z.array(z.looseObject({ event_type: text })).nullish(),
      ability: z
        .looseObject({ bot: z.looseObject({ bot_menus: z.array(z.unknown()).nullish() }).nullish() })
        .nullish(),
      remark: z
        .looseObject({
          remark: text,
          update_remark: text,
          visibility: z.looseObject({ is_all: z.boolean().nullish(), visible_list: people }).nullish(),
        })
        .nullish(),
    })
    .transform((raw) => ({
      version: raw.version,
      /** What was written down when it was published. */
      notes: `${raw.remark?.remark ?? ''}\n${raw.remark?.update_remark ?? ''}`,
      hasBot: raw.ability?.bot !== undefined && raw.ability.bot !== null,
      /** Types of the subscribed events; undefined where Feishu does not say. */
      events: raw.event_infos?.map(({ event_type }) => event_type),
      /** Who may use the app; undefined where Feishu does not say. */
      availability: raw.remark?.visibility
        ? {
            everybody: raw.remark.visibility.is_all === true,
            named: raw.remark.visibility.visible_list.length,
          }
        : undefined,
    })),
});

export const versionsAnswer = z.object({
  items: z.array(z.looseObject({ version: text })).nullish(),
});

export const scopesAnswer = z.object({
  scopes: z
    .array(z.looseObject({ scope_name: text, grant_status: z.number().nullish(), scope_type: text }))
    .nullish(),
});

export const visibleAnswer = z.object({
  user_visibility_list: z
    .array(
      z.looseObject({
        user_id: text,
        in_white_list: z.boolean().nullish(),
        in_black_list: z.boolean().nullish(),
      }),
    )
    .nullish(),
});

export type AppState = z.infer<typeof appAnswer>['app'];
export type AppVersion = z.infer<typeof versionAnswer>['app_version'];
