import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from './store.ts';

interface Question {
  title: string;
  text: string;
  answer(yes: boolean): void;
}

const question = signal<Question | undefined>(undefined);

/** Asks in a dialog, as a card's `confirm` does; resolves to whether the person went on. */
export function ask(title: string, text: string): Promise<boolean> {
  return new Promise((resolve) => {
    question.value = {
      title,
      text,
      answer(yes) {
        question.value = undefined;
        resolve(yes);
      },
    };
  });
}

export function Dialogs() {
  const asked = question.value;
  return asked && <Asked {...asked} />;
}

function Asked({ title, text, answer }: Question) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="asked" onCancel={() => answer(false)}>
      <h2 id="asked">{title}</h2>
      <p>{text}</p>
      <div class="dialog-buttons">
        <button type="button" class="button" onClick={() => answer(false)}>
          {t('cancel')}
        </button>
        <button type="button" class="button button-primary_filled" onClick={() => answer(true)}>
          {t('confirm')}
        </button>
      </div>
    </dialog>
  );
}
