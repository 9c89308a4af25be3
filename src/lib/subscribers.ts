/** Tells whoever wants to hear it, in the order of their coming. */
export interface Subscribers<T> {
  add(hear: (told: T) => void): void;
  tell(told: T): void;
}

export function subscribers<T>(): Subscribers<T> {
  const all: ((told: T) => void)[] = [];
  return {
    add(hear) {
      all.push(hear);
    },
    tell(told) {
      for (const hear of all) hear(told);
    },
  };
}
