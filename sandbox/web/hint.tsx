import { hint, me, t } from './store.ts';

/** Says once that one can be several people here. */
export function Hint() {
  if (!hint.value || !me.value) return null;
  const close = () => {
    localStorage.setItem('hinted', 'yes');
    hint.value = false;
  };
  return (
    <aside class="hint">
      <p>{t('several_people', { name: me.value.name })}</p>
      <button type="button" class="button button-small" onClick={close}>
        {t('got_it')}
      </button>
    </aside>
  );
}
