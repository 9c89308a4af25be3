const plainNumber = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/;
/** More digits than these are no longer told apart. */
const MAX_DIGITS = 15;

/** What a person typed as a number: full-width digits and thousands separators are fine. Undefined for anything else. */
export function numberIn(typed: string): { value: number; decimals: number } | undefined {
  const plain = typed.normalize('NFKC').replace(/\s/g, '');
  const match = plainNumber.exec(plain);
  const digits = plain.replace(/\D/g, '').replace(/^0+/, '');
  if (!match || digits.length > MAX_DIGITS) return undefined;
  return { value: Number(plain.replaceAll(',', '')), decimals: match[1]?.length ?? 0 };
}
