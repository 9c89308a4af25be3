import { signal } from '@preact/signals';
import { api } from '../api.ts';
import { d } from '../store.ts';
import { complain, toast } from '../toasts.ts';
import { panel } from './drawer.tsx';

const SIGNATURES = ['valid', 'wrong', 'missing'] as const;

const EXAMPLE = {
  schema: '2.0',
  header: {
    event_id: 'change-me',
    event_type: 'application.bot.menu_v6',
    create_time: '0',
    token: '',
    tenant_key: '',
    app_id: '',
  },
  event: { operator: { operator_id: { open_id: '' } }, event_key: 'help', timestamp: 0 },
};

const draft = signal(JSON.stringify(EXAMPLE, undefined, 2));
const signature = signal<(typeof SIGNATURES)[number]>('valid');

/** Puts a payload into the editor and opens it. */
export function edit(payload: unknown): void {
  draft.value = JSON.stringify(payload, undefined, 2);
  panel.value = 'event';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(d('bad_json'));
  }
}

async function send(): Promise<void> {
  await api.sendEvent(parse(draft.value), signature.value);
  toast('success', d('sent'));
}

/** Any event or callback, with a signature of one's choice. */
export function CustomEvent() {
  return (
    <div class="custom-event">
      <label for="payload">{d('payload')}</label>
      <textarea
        id="payload"
        spellcheck={false}
        value={draft.value}
        onInput={(event) => {
          draft.value = event.currentTarget.value;
        }}
      />
      <div class="drawer-bar">
        <fieldset>
          <legend>{d('signature')}</legend>
          {SIGNATURES.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="signature"
                checked={signature.value === one}
                onChange={() => {
                  signature.value = one;
                }}
              />
              {d(one)}
            </label>
          ))}
        </fieldset>
        <button
          type="button"
          class="button button-primary_filled"
          onClick={() => void send().catch(complain)}
        >
          {d('send')}
        </button>
      </div>
    </div>
  );
}
