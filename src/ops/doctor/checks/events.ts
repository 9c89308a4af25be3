import type { Check } from '../check.ts';
import type { Facts } from '../facts.ts';

const seenIn = ({ tally }: Facts, type: string) =>
  tally.some(({ kind, about }) => kind === 'event' && about === type);

const events: Check = {
  name: 'event',
  needs: ['token'],
  looksAt: 'each event of app.manifest.json is subscribed',
  breaks: 'what the finding names',
  required: true,
  fixable: true,
  page: (links) => links.console('event'),
  async look({ version, manifest, facts }, say) {
    const subscribed = (await version().catch(() => undefined))?.events;
    const known = await facts().catch(() => undefined);
    return manifest.events.map(({ name, for: breaks }) => {
      const details = { of: name, breaks };
      if (subscribed?.includes(name)) return say.ok('subscribed', details);
      if (known && seenIn(known, name)) return say.ok('it has come these days', details);
      if (!subscribed) return say.unknown('Feishu does not say, and none has come these days', details);
      return say.fails('not subscribed', {
        ...details,
        mend: 'Events & callbacks → Add events, then publish a version',
        fix: { kind: 'event', name },
      });
    });
  },
};

const CLICKS = 'card.action.trigger';

const callbacks: Check = {
  name: 'callback',
  needs: ['token'],
  looksAt: 'each callback of app.manifest.json is subscribed',
  breaks: 'what the finding names',
  required: true,
  fixable: true,
  page: (links) => `${links.console('event')}?tab=callback`,
  async look({ app, manifest, facts }, say) {
    const subscribed = (await app().catch(() => undefined))?.callbacks?.names;
    const known = await facts().catch(() => undefined);
    return manifest.callbacks.map(({ name, for: breaks }) => {
      const details = { of: name, breaks };
      if (subscribed?.includes(name)) return say.ok('subscribed', details);
      if (known && name === CLICKS && seenIn(known, CLICKS))
        return say.ok('clicks have come these days', details);
      if (!subscribed) return say.unknown('Feishu does not say, and none has come these days', details);
      return say.fails('not subscribed', {
        ...details,
        mend: 'Events & callbacks → Callback configuration, then publish a version',
        fix: { kind: 'callback', name },
      });
    });
  },
};

const NAMES = { websocket: 'the long connection', webhook: 'requests to an address' } as const;

const callbackMode: Check = {
  name: 'callback mode',
  needs: ['token'],
  looksAt: 'clicks come as FEISHU_EVENT_MODE says',
  breaks: 'buttons do nothing',
  required: true,
  fixable: true,
  page: (links) => `${links.console('event')}?tab=callback`,
  async look({ app, settings }, say) {
    const { callbacks } = await app();
    const ours = settings.FEISHU_EVENT_MODE;
    if (!callbacks?.mode) return [say.unknown('Feishu does not say')];
    if (callbacks.mode === ours) return [say.ok(NAMES[ours])];
    const theirs = callbacks.mode === 'websocket' ? NAMES.websocket : NAMES.webhook;
    return [
      say.fails(`the console has ${theirs}, FEISHU_EVENT_MODE has ${NAMES[ours]}`, {
        mend: `set FEISHU_EVENT_MODE=${callbacks.mode}, or the other in the console`,
        ...(ours === 'websocket' && { fix: { kind: 'callback mode' } }),
      }),
    ];
  },
};

/** Feishu does not tell how events are sent, so it is seen by their coming. */
const eventMode: Check = {
  name: 'event mode',
  needs: ['facts'],
  looksAt: 'events come: the console’s way of sending them can not be read back',
  breaks: 'no message and no approval event arrives',
  required: true,
  page: (links) => links.console('event'),
  async look({ facts, settings }, say) {
    const known = await facts();
    const came = known.tally.filter(({ kind, about }) => kind === 'event' && about !== CLICKS);
    if (came.length > 0) return [say.ok('events have come these days')];
    const mend = `write the bot a message; if nothing comes of it, choose ${NAMES[settings.FEISHU_EVENT_MODE]} in the console`;
    const clicked = seenIn(known, CLICKS);
    if (clicked) return [say.fails('clicks have come these days, and not one event', { mend })];
    return [say.unknown('no event has come these days', { mend })];
  },
};

export const eventChecks = [events, callbacks, callbackMode, eventMode];
