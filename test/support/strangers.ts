import type { World } from '../../sandbox/platform/index.ts';

/** Another bot 周报*助手*, and 吴九, a colleague whom the app's contact range leaves out. */
export function strangers({ people }: World) {
  const [model] = people;
  if (!model) throw new Error('nobody in the world');
  const ids = (n: number) => ({
    open_id: `ou_${String(n).padStart(32, '0')}`,
    union_id: `on_${String(n).padStart(32, '0')}`,
    user_id: `stranger${n}`,
  });
  people.push({ ...model, ...ids(1), handle: 'weekly', name: '周报*助手*', bot: true });
  people.push({ ...model, ...ids(2), handle: 'wujiu', name: '吴九', seen: false });
}
