import type { DirectoryPort } from '../../feishu/directory.ts';
import { codes, NOBODY } from '../../feishu/gateway/codes.ts';
import { type FeishuRefusal, isRefusal } from '../../feishu/gateway/errors.ts';
import { isOpenId, isPathId } from '../../lib/ids.ts';
import type { ThirdPartyInstance } from '../../store/third-party-document/documented.ts';
import type { Ids } from '../instance/people.ts';

/** Feishu names nobody in these. */
const ABOUT_PEOPLE = [codes.badParameter, codes.personUnknown, ...NOBODY];

/** So many are looked up; each user_id takes a call. */
const MOST_OPEN_IDS = 200;
const MOST_USER_IDS = 10;

type Directory = Pick<DirectoryPort, 'absent' | 'openIdOf'>;
type Field = { at: string; kind: 'open_id' | 'user_id'; id: string };

/** Whether Feishu may have refused an instance because of somebody in it. */
export const mayBeAboutPeople = (error: unknown): error is FeishuRefusal => isRefusal(error, ...ABOUT_PEOPLE);

/** The fields that name a person, as the system has pushed them: the open_id counts where there is one. */
function fieldsOf(instance: ThirdPartyInstance): Field[] {
  const named: [string, Ids][] = [
    ['', instance],
    ...(instance.task_list ?? []).map((task, n): [string, Ids] => [`task_list[${n}].`, task]),
    ...(instance.cc_list ?? []).map((cc, n): [string, Ids] => [`cc_list[${n}].`, cc]),
  ];
  return named.flatMap(([at, { open_id, user_id }]): Field[] => {
    if (isOpenId(open_id)) return [{ at: `${at}open_id`, kind: 'open_id', id: open_id }];
    return user_id ? [{ at: `${at}user_id`, kind: 'user_id', id: user_id }] : [];
  });
}

const idsIn = (fields: Field[], kind: Field['kind'], most: number) =>
  [...new Set(fields.flatMap((field) => (field.kind === kind ? field.id : [])))].slice(0, most);

/** Whether a user_id is none of a colleague. */
async function isStranger(directory: Directory, userId: string): Promise<boolean> {
  return !isPathId('user', userId) || (await directory.openIdOf(userId)) === undefined;
}

/**
 * The fields of an instance whose person has left, is not known, or is outside the contact range of the app: `task_list[1].open_id`.
 * Throws as the directory does.
 */
export async function strangersIn(directory: Directory, instance: ThirdPartyInstance): Promise<string[]> {
  const fields = fieldsOf(instance);
  const openIds = idsIn(fields, 'open_id', MOST_OPEN_IDS);
  const absent = await directory.absent(openIds);
  const gone = new Set([...absent.gone, ...absent.unknown]);
  for (const id of idsIn(fields, 'user_id', MOST_USER_IDS)) if (await isStranger(directory, id)) gone.add(id);
  return fields.flatMap(({ at, id }) => (gone.has(id) ? at : []));
}

/** The refusal with those fields in its message, for the system that has pushed the instance. */
export const namingThem = (error: FeishuRefusal, fields: string[]): FeishuRefusal =>
  Object.assign(error.as(error.code), {
    message: `${error.message}; has left, is unknown, or is outside the contact range of the app: ${fields.join(', ')}`,
  });
