import { api } from '../api.ts';
import { Icon, type IconName } from '../icons.tsx';
import { cssColor } from './colors.ts';
import { object, useCard } from './model.ts';

/** Pictures for the words that names of Feishu's icons are made of; others get a round dot, with the name as its title. */
const KNOWN: readonly [RegExp, IconName][] = [
  [/approval/, 'approval'],
  [/calendar|date/, 'calendar'],
  [/time|clock|alarm/, 'clock'],
  [/down/, 'down'],
  [/right/, 'right'],
  [/chat|bot|robot/, 'chat'],
  [/file|doc/, 'file'],
  [/visible/, 'eye'],
  [/search/, 'search'],
  [/info|bulb|help|maybe/, 'info'],
  [/warning|error|alert/, 'warning'],
  [/yes|done|check|succeed/, 'check'],
  [/close|no_/, 'close'],
  [/more/, 'more'],
  [/link|share|window/, 'outside'],
  [/image|picture/, 'picture'],
  [/reply/, 'reply'],
  [/send/, 'send'],
];

/** An icon of Feishu's library or of the card's own, where an element has one. */
export function CardIcon({ icon, turned = 0 }: { icon: unknown; turned?: number }) {
  const { style } = useCard();
  const { tag, token, color, img_key, size } = object(icon);
  if (tag === undefined) return null;
  const [width = 16, height = 16] =
    String(size ?? '')
      .match(/\d+/g)
      ?.map(Number) ?? [];
  if (tag === 'custom_icon')
    return <img class="card-icon" src={api.fileUrl(String(img_key))} alt="" width={width} height={height} />;
  const name = KNOWN.find(([pattern]) => pattern.test(String(token)))?.[1] ?? 'record';
  const look = { color: cssColor(color, style, 600) ?? 'inherit', transform: `rotate(${turned}deg)` };
  return (
    <span class="card-icon" style={look} title={String(token ?? '')}>
      <Icon name={name} size={width} />
    </span>
  );
}
