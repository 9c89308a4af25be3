import type {
  ThirdPartyCc,
  ThirdPartyInstance,
  ThirdPartyTask,
} from '../../store/third-party-document/documented.ts';
import type { SimpleInstance, SimpleLinks, SimpleText } from './simple.ts';
import { textBook } from './texts.ts';

type Book = ReturnType<typeof textBook>;
type SimpleTask = NonNullable<SimpleInstance['task_list']>[number];
type SimpleCc = NonNullable<SimpleInstance['cc_list']>[number];
type Links = ThirdPartyInstance['links'];

const linksOf = (links: SimpleLinks): Links =>
  typeof links === 'string' ? { pc_link: links, mobile_link: links } : links;

/** These fields with keys instead of their texts; those that are not there stay away. */
function keyed<Name extends string>(
  from: Partial<Record<Name, SimpleText | undefined>>,
  names: Name[],
  book: Book,
) {
  const given = names.flatMap((name) => {
    const text = from[name];
    return text === undefined ? [] : [[name, book.key(text)] as const];
  });
  return Object.fromEntries(given) as Partial<Record<Name, string>>;
}

/** The documented shape of a simple instance: what it does not say of its tasks and copies is taken from itself. */
export function expand(given: SimpleInstance): ThirdPartyInstance {
  const book = textBook();
  const { task_list, cc_list, form, title, user_name, department_name, ...plain } = given;
  const links = linksOf(given.links);
  const instance = {
    ...plain,
    links,
    end_time: given.end_time ?? '0',
    ...keyed({ title, user_name, department_name }, ['title', 'user_name', 'department_name'], book),
    ...(form && { form: form.map((row) => keyed(row, ['name', 'value'], book)) }),
    ...(task_list && { task_list: task_list.map((one) => expandTask(one, given, book)) }),
    ...(cc_list && { cc_list: cc_list.map((one) => expandCc(one, given)) }),
  };
  return { ...instance, i18n_resources: book.resources() } as ThirdPartyInstance;
}

function expandTask(task: SimpleTask, instance: SimpleInstance, book: Book): ThirdPartyTask {
  const { title, node_name, action_configs, ...plain } = task;
  return {
    ...plain,
    links: linksOf(task.links ?? instance.links),
    create_time: task.create_time ?? instance.start_time,
    end_time: task.end_time ?? (task.status === 'PENDING' ? '0' : (task.update_time ?? instance.update_time)),
    ...keyed({ title, node_name }, ['title', 'node_name'], book),
    ...(action_configs && {
      action_configs: action_configs.map(({ action_name, ...action }) => ({
        ...action,
        ...keyed({ action_name }, ['action_name'], book),
      })),
    }),
  } as ThirdPartyTask;
}

const expandCc = (cc: SimpleCc, instance: SimpleInstance): ThirdPartyCc => ({
  ...cc,
  links: linksOf(cc.links ?? instance.links),
  read_status: cc.read_status ?? 'UNREAD',
  create_time: cc.create_time ?? instance.start_time,
  update_time: cc.update_time ?? instance.update_time,
});
