import { useEffect, useRef, useState } from 'preact/hooks';
import type { PageChat } from '../../page/protocol.ts';
import { Icon } from '../icons.tsx';
import { chatName, nameOf, replyTo, suggested, t } from '../store.ts';
import { complain } from '../toasts.ts';
import { AttachButtons } from './attach.tsx';
import { ChoiceList } from './choice-list.tsx';
import { type Choice, choicesFor } from './choices.ts';
import { complete, completingAt } from './completion.ts';
import { previewOf } from './preview.ts';
import { send } from './send.ts';

function ReplyBar() {
  const parent = replyTo.value;
  if (parent === undefined) return null;
  const drop = () => {
    replyTo.value = undefined;
  };
  return (
    <div class="reply-bar">
      <span>
        {t('reply_to', { name: nameOf(parent.sender) })}: {previewOf(parent)}
      </span>
      <button type="button" class="plain" onClick={drop} aria-label={t('cancel')}>
        <Icon name="close" size={14} />
      </button>
    </div>
  );
}

/** The text, where its caret is, and what could be completed there. */
function useDraft(chat: PageChat) {
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  const [caret, setCaret] = useState(0);
  const [marked, setMarked] = useState(0);
  const completing = completingAt(text, caret);
  const choices = choicesFor(chat, completing);
  const put = (next: string, at: number) => {
    setText(next);
    setCaret(at);
    setMarked(0);
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(at, at);
    });
  };
  const take = ({ put: chosen }: Choice) => {
    if (!completing) return;
    const done = complete(text, caret, completing, chosen);
    put(done.text, done.caret);
  };
  const track = () => {
    setText(box.current?.value ?? '');
    setCaret(box.current?.selectionStart ?? 0);
    setMarked(0);
  };
  const insert = (sign: string) => put(text.slice(0, caret) + sign + text.slice(caret), caret + sign.length);
  useEffect(() => {
    const wanted = suggested.value;
    if (wanted === undefined) return;
    suggested.value = undefined;
    put(wanted, wanted.length);
  }, [suggested.value]);
  return { box, text, choices, marked, setMarked, take, track, insert, put, dismiss: () => setCaret(0) };
}

type Draft = ReturnType<typeof useDraft>;

function chooseByKey(event: KeyboardEvent, { choices, marked, setMarked, take, dismiss }: Draft): boolean {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const chosen = choices[marked];
  if (chosen === undefined) return false;
  if (step !== undefined) setMarked((marked + step + choices.length) % choices.length);
  else if (event.key === 'Enter' || event.key === 'Tab') take(chosen);
  else if (event.key === 'Escape') dismiss();
  else return false;
  return true;
}

interface ToolProps {
  chat: PageChat;
  empty: boolean;
  mention(): void;
  submit(): void;
}

function Tools({ chat, empty, mention, submit }: ToolProps) {
  return (
    <div class="composer-tools">
      <button type="button" class="plain" onClick={mention} aria-label={t('mention')} title={t('mention')}>
        <Icon name="at" />
      </button>
      <AttachButtons chat={chat} />
      <button
        type="button"
        class="plain send"
        onClick={submit}
        disabled={empty}
        aria-label={t('send')}
        title={t('send')}
      >
        <Icon name="send" />
      </button>
    </div>
  );
}

/** Where messages are written: Enter sends, Shift+Enter breaks the line, @ and / complete. */
export function Composer({ chat }: { chat: PageChat }) {
  const draft = useDraft(chat);
  const { box, text, choices, marked, take, track, insert, put } = draft;
  const submit = () => {
    if (text.trim() === '') return;
    put('', 0);
    void send(chat, { text: text.trim() }).catch(complain);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const sends = event.key === 'Enter' && !event.shiftKey;
    const handled = chooseByKey(event, draft);
    if (!handled && sends) submit();
    if (handled || sends) event.preventDefault();
  };
  const label = t('write_to', { name: chatName(chat) });
  const listed = choices.length > 0;
  return (
    <form class="composer" onSubmit={(event) => event.preventDefault()}>
      {listed && <ChoiceList choices={choices} marked={marked} take={take} />}
      <ReplyBar />
      <textarea
        ref={box}
        rows={Math.min(8, text.split('\n').length)}
        value={text}
        placeholder={label}
        aria-label={label}
        aria-autocomplete="list"
        aria-controls="choices"
        {...(listed && { 'aria-activedescendant': `choice-${marked}` })}
        onInput={track}
        onClick={track}
        onKeyUp={(event) => event.key.startsWith('Arrow') && !listed && track()}
        onKeyDown={onKeyDown}
      />
      <Tools chat={chat} mention={() => insert('@')} submit={submit} empty={text.trim() === ''} />
    </form>
  );
}
