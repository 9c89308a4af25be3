/** Strings that are JSON themselves, as the platform nests it, opened up. */
function opened(_key: string, value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;

function kindOf([token = '', text, colon]: RegExpMatchArray): string {
  if (colon) return 'key';
  if (text) return 'string';
  return /^[tfn]/.test(token) ? 'word' : 'number';
}

/** JSON in colours, as text nodes. */
export function Json({ value }: { value: unknown }) {
  const text = typeof value === 'string' && value === '' ? '""' : JSON.stringify(value, opened, 2);
  const parts = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    parts.push(text.slice(at, match.index));
    parts.push(
      <span key={match.index} class={`json-${kindOf(match)}`}>
        {match[0]}
      </span>,
    );
    at = match.index + match[0].length;
  }
  return (
    <pre class="json">
      {parts}
      {text.slice(at)}
    </pre>
  );
}
