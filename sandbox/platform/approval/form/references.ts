import { z } from 'zod';
import type { Person } from '../../world/schema.ts';
import {
  type Checker,
  type Checkers,
  type Entry,
  type FormContext,
  objectOf,
  shaped,
  wrong,
} from './entry.ts';

/** The people of a contact control: a union of user_ids and open_ids. */
export function contacts(value: Entry, { platform }: FormContext): Person[] {
  const { directory } = platform;
  const userIds = shaped(z.array(z.string()), value);
  const known = (type: 'user_id' | 'open_id') => (id: string) =>
    directory.find(type, id) ?? wrong(value.id, `no such person: ${id}`);
  const people = [...userIds.map(known('user_id')), ...(value.open_ids ?? []).map(known('open_id'))];
  return [...new Set(people)];
}

/** Of the overtime group, whose own settings say whether it is for others. */
const OVERTIME_WORKERS = 'widgetWorkGroupOvertimeWorkers';

/** `multi` is false unless the definition says otherwise. */
const contact: Checker = (value, widget, context) => {
  const people = contacts(value, context);
  const settings = objectOf(widget.value);
  if (people.length === 0) wrong(value.id, 'nobody');
  const several = settings.multi === true || value.id === OVERTIME_WORKERS;
  if (!several && people.length > 1) wrong(value.id, 'only one person');
  if (settings.ignore === true && people.includes(context.initiator)) wrong(value.id, 'not the initiator');
};

const department: Checker = (value, _widget, { platform }) => {
  const given = shaped(z.array(z.strictObject({ open_id: z.string() })).min(1), value);
  const known = platform.world.departments.map((one) => one.open_department_id);
  for (const { open_id } of given)
    if (!known.includes(open_id)) wrong(value.id, `no such department: ${open_id}`);
};

const connect: Checker = (value, widget, { platform }) => {
  const codes = shaped(z.array(z.string()).min(1), value);
  for (const code of codes) {
    const instance = platform.approvals.instances.find((one) => one.instance_code === code);
    if (!instance) wrong(value.id, `no such instance: ${code}`);
    else if (Array.isArray(widget.value) && !widget.value.includes(instance.definition.approval_code))
      wrong(value.id, 'of a definition that may not be linked');
  }
};

const place = z.strictObject({ id: z.string(), detailAddress: z.string().optional() });

const address: Checker = (value, _widget, { platform }) => {
  const [first] = shaped(z.array(place).min(1), value);
  const known = platform.world.districts.some((one) => one.id === first?.id);
  if (!known) wrong(value.id, `no such district: ${first?.id}`);
};

const files =
  (type: 'image' | 'attachment'): Checker =>
  (value, _widget, { platform }) => {
    for (const code of shaped(z.array(z.string()).min(1), value))
      if (platform.approvals.files.get(code)?.type !== type)
        wrong(value.id, `no uploaded ${type} has the code ${code}`);
  };

/** Controls whose value names something that must exist. */
export const referenceCheckers = {
  contact,
  department,
  connect,
  address,
  attachment: files('attachment'),
  attachmentV2: files('attachment'),
  image: files('image'),
  imageV2: files('image'),
} satisfies Checkers;
