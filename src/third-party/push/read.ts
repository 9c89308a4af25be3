import { parsed } from '../../lib/parsed.ts';
import { documented, type ThirdPartyInstance } from '../../store/third-party-document/documented.ts';
import { expand } from './expand.ts';
import { flooded } from './floods.ts';
import { keyRules, strayKeys } from './key-rules.ts';
import { isObject, type Loose } from './loose.ts';
import { type Problem, problemsOf } from './problems.ts';
import { rules } from './rules.ts';
import { simple } from './simple.ts';

export type ReadPush = { instance: ThirdPartyInstance } | { problems: Problem[] };

/** Reads a pushed instance in either shape: the one with i18n_resources is the documented one. Names all mistakes at once, where no list is too long. */
export function readPush(body: unknown): ReadPush {
  if (!isObject(body)) return { problems: [{ path: [], detail: 'must be an object' }] };
  const floods = flooded(body);
  if (floods.length > 0) return { problems: floods };
  return 'i18n_resources' in body ? readDocumented(body) : readSimple(body);
}

function readDocumented(body: Loose): ReadPush {
  const read = parsed(documented, body);
  const problems = [...rules(body), ...keyRules(body)];
  return read.success && problems.length === 0
    ? { instance: withTaskTimes(read.data) }
    : { problems: [...(read.error ? problemsOf(read.error, body) : []), ...problems] };
}

function readSimple(body: Loose): ReadPush {
  const read = parsed(simple, body);
  const problems = [...rules(body), ...strayKeys(body)];
  return read.success && problems.length === 0
    ? { instance: withTaskTimes(expand(read.data)) }
    : { problems: [...(read.error ? problemsOf(read.error, body) : []), ...problems] };
}

/** A task that does not say when it was changed was changed with its instance: without a time it could never be compared. */
const withTaskTimes = (instance: ThirdPartyInstance): ThirdPartyInstance =>
  instance.task_list
    ? {
        ...instance,
        task_list: instance.task_list.map((task) => ({
          ...task,
          update_time: task.update_time ?? instance.update_time,
        })),
      }
    : instance;
