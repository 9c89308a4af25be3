/** Counts who waits under which name. */
export function waitingRoom() {
  const waiting = new Map<string, number>();
  const change = (name: string, by: number) => {
    const count = (waiting.get(name) ?? 0) + by;
    if (count > 0) waiting.set(name, count);
    else waiting.delete(name);
  };
  return {
    count: (name: string) => waiting.get(name) ?? 0,
    wait<T>(name: string, until: Promise<T>): Promise<T> {
      change(name, 1);
      return until.finally(() => change(name, -1));
    },
  };
}
