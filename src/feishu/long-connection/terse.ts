import type * as Lark from '@larksuiteoapi/node-sdk';
import type { Logger } from 'pino';

/** What follows a colon in the SDK's lines may be an address with its ticket, or a piece of what people wrote. */
export function terse(log: Logger): Lark.Logger {
  const silent = () => undefined;
  const warn = (words: unknown) => {
    const [said = ''] = [words].flat().join(' ').split(/[:{"]/);
    log.warn({ sdk: said.trim() }, 'the long connection complains');
  };
  return { error: warn, warn, info: silent, debug: silent, trace: silent };
}
