import { Icon } from './icons.tsx';
import { toasts } from './toasts.ts';

const ICONS = { info: 'info', success: 'check', warning: 'warning', error: 'close' } as const;

export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map(({ id, kind, text, detail }) => (
        <div key={id} class={`toast toast-${kind}`}>
          <span class="toast-icon">
            <Icon name={ICONS[kind]} size={13} />
          </span>
          <span>
            {text}
            {detail && <small>{detail}</small>}
          </span>
        </div>
      ))}
    </div>
  );
}
