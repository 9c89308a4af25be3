/** Whether objects and lists are nested in more levels than these. */
export function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((one) => isDeeper(one, levels - 1));
}

/** The upper levels; what lies deeper is left out. */
export function upperLevels(value: unknown, levels: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return null;
  if (Array.isArray(value)) return value.map((one) => upperLevels(one, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, upperLevels(one, levels - 1)]));
}
