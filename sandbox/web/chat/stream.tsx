import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PageChat, PageMessage } from '../../page/protocol.ts';
import { Icon } from '../icons.tsx';
import { messagesByChat, seen, t } from '../store.ts';
import { dayOf, whenLong } from '../time.ts';
import { MessageRow } from './row.tsx';
import { Welcome } from './welcome.tsx';

/** So many messages are drawn at first, and so many more each time the reader reaches the top. */
const DRAWN = 60;
const NEAR_PX = 80;
const TOGETHER_MS = 5 * 60_000;

/** Whether a message stands below the one before as its continuation: same sender, same day, shortly after. */
function continues(before: PageMessage | undefined, { sender, create_time, recalled }: PageMessage): boolean {
  if (before === undefined || before.sender !== sender || before.recalled || recalled) return false;
  return create_time - before.create_time < TOGETHER_MS;
}

function pauseBefore(before: PageMessage | undefined, message: PageMessage): boolean {
  return (
    before === undefined ||
    dayOf(before.create_time) !== dayOf(message.create_time) ||
    message.create_time - before.create_time > TOGETHER_MS * 2
  );
}

/** Stays at the end while the reader is there, and in place when older messages are put above. */
function useScroll(count: number, drawn: number, more: () => void) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const fromEnd = useRef(0);
  const [away, setAway] = useState(false);
  const onScroll = () => {
    const element = box.current;
    if (!element) return;
    fromEnd.current = element.scrollHeight - element.scrollTop;
    atEnd.current = fromEnd.current - element.clientHeight < NEAR_PX;
    setAway(!atEnd.current);
    if (element.scrollTop < NEAR_PX) more();
  };
  const toEnd = () => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  };
  useLayoutEffect(() => {
    if (box.current && !atEnd.current) box.current.scrollTop = box.current.scrollHeight - fromEnd.current;
  }, [drawn]);
  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
  }, [count]);
  useEffect(() => {
    const inner = box.current?.lastElementChild;
    if (!inner) return undefined;
    const grown = new ResizeObserver(() => atEnd.current && toEnd());
    grown.observe(inner);
    return () => grown.disconnect();
  }, []);
  return { box, onScroll, away, toEnd };
}

function useSeen(chat: string, messages: readonly PageMessage[]): void {
  const last = messages.at(-1)?.create_time ?? 0;
  useEffect(() => {
    seen.value = { ...seen.value, [chat]: last };
  }, [chat, last]);
}

export function MessageStream({ chat }: { chat: PageChat }) {
  const messages = messagesByChat.value.get(chat.handle) ?? [];
  const [drawn, setDrawn] = useState(DRAWN);
  const hidden = Math.max(0, messages.length - drawn);
  const shown = messages.slice(hidden);
  const more = () => hidden > 0 && setDrawn(drawn + DRAWN);
  const { box, onScroll, away, toEnd } = useScroll(messages.length, drawn, more);
  useSeen(chat.handle, messages);
  return (
    <div class="stream-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
      <div class="stream" ref={box} onScroll={onScroll} role="log" aria-live="polite" tabIndex={0}>
        {messages.length === 0 && <Welcome chat={chat} />}
        <ol>
          {hidden > 0 && (
            <li class="earlier">
              <button type="button" class="plain" onClick={more}>
                {t('earlier')}
              </button>
            </li>
          )}
          {shown.map((message, index) => (
            <MessageRow
              key={message.message_id}
              message={message}
              group={chat.type === 'group'}
              continued={continues(shown[index - 1], message)}
              {...(pauseBefore(shown[index - 1], message) && { when: whenLong(message.create_time) })}
            />
          ))}
        </ol>
      </div>
      {away && (
        <button
          type="button"
          class="to-end"
          onClick={toEnd}
          aria-label={t('new_messages')}
          title={t('new_messages')}
        >
          <Icon name="down" />
        </button>
      )}
    </div>
  );
}
