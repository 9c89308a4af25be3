/**
 * Waits for something until `signal` is aborted, then throws what `ended` makes; what was waited for is left to itself. Begins
 * nothing once it is aborted.
 */
export async function beforeEnd<T>(
  signal: AbortSignal | undefined,
  begin: () => Promise<T>,
  ended: () => Error,
): Promise<T> {
  if (!signal) return begin();
  if (signal.aborted) throw ended();
  let left = () => {};
  const end = new Promise<never>((_resolve, reject) => {
    left = () => reject(ended());
    signal.addEventListener('abort', left);
  });
  try {
    return await Promise.race([begin(), end]);
  } finally {
    signal.removeEventListener('abort', left);
  }
}
