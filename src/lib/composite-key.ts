const written = (part: string) =>
  part.replace(/[%:#]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

/** One key of several ids that others choose: two different lists of ids never have the same. Contains no `#`. */
export const compositeKey = (...parts: string[]): string => parts.map(written).join(':');
