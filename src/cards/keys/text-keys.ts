/** Keys of texts, each with the names of the values it takes. */
export type TextKeys = Readonly<Record<string, readonly string[]>>;
