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
    async wait(name: string, until: Promise<void>): Promise<void> {
      change(name, 1);
      await until.finally(() => change(name, -1));
    },
  };
}
