/** One at a time under each name, in the order of asking. */
export function keyedQueue() {
  const ends = new Map<string, Promise<void>>();
  return <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const turn = (ends.get(name) ?? Promise.resolve()).then(work);
    const end: Promise<void> = turn
      .then(
        () => undefined,
        () => undefined,
      )
      .then(() => {
        if (ends.get(name) === end) ends.delete(name);
      });
    ends.set(name, end);
    return turn;
  };
}
