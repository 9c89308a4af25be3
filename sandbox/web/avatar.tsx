const HUES = ['blue', 'turquoise', 'orange', 'purple', 'green', 'carmine', 'indigo', 'wathet'];

function hueOf(name: string): string {
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return HUES[sum % HUES.length] ?? 'blue';
}

/** What Feishu writes into the round of someone without a picture: the end of a Chinese name, initials of others. */
function initials(name: string, group: boolean): string {
  const words = name.split(/\s+/).filter(Boolean);
  const latin = /^[\p{Script=Latin}\s.'-]+$/u.test(name);
  if (latin)
    return words
      .map((word) => word[0])
      .slice(0, 2)
      .join('')
      .toUpperCase();
  return group ? [...name].slice(0, 2).join('') : [...name].slice(-2).join('');
}

interface Props {
  name: string;
  size?: number;
  bot?: boolean;
  group?: boolean;
}

export function Avatar({ name, size = 36, bot = false, group = false }: Props) {
  const hue = bot || group ? 'blue' : hueOf(name);
  const style = {
    width: `${size}px`,
    height: `${size}px`,
    fontSize: `${size * 0.36}px`,
    '--own': `var(--${hue})`,
  };
  return (
    <span
      class={`avatar${bot ? ' avatar-bot' : ''}${group ? ' avatar-group' : ''}`}
      style={style}
      aria-hidden="true"
    >
      {bot ? <BotFace /> : initials(name, group)}
    </span>
  );
}

function BotFace() {
  return (
    <svg viewBox="0 0 24 24" width="62%" height="62%" aria-hidden="true">
      <path d="M5 8h14v10H5zM12 8V5M9 12.5v1M15 12.5v1" />
    </svg>
  );
}
