import { useState } from 'preact/hooks';

/** The option that the arrow keys have reached; Enter takes it. */
export function useOptionKeys<T>(options: readonly T[], take: (option: T) => void) {
  const [at, setMarked] = useState(0);
  const marked = Math.max(0, Math.min(at, options.length - 1));
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const option = options[marked];
    if (step !== undefined && options.length > 0)
      setMarked((marked + step + options.length) % options.length);
    else if (event.key === 'Enter' && option !== undefined) take(option);
    else return;
    event.preventDefault();
  };
  return { marked, onKeyDown };
}
