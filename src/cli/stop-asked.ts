/**
 * Resolves when this process is told to stop. From here on no signal ends it by itself: npm and process groups deliver the
 * same one twice, and the second must not cut short what the first has begun.
 */
export function stopAsked(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve(signal));
  });
}
