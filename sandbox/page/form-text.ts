/** The value of a form widget as its page shows it. */
export function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).join(', ');
  if (typeof value !== 'object' || value === null) return String(value ?? '');
  const { start, end, name, value: inner, ...rest } = value as Record<string, unknown>;
  if (start !== undefined && end !== undefined) return `${minutes(start)} – ${minutes(end)}`;
  if (name !== undefined && inner !== undefined) return `${valueText(name)}: ${valueText(inner)}`;
  return Object.values(rest).map(valueText).join(' ');
}

const minutes = (moment: unknown): string => String(moment).slice(0, 16).replace('T', ' ');
