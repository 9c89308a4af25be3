import encodeQR from 'qr';

/** Light modules around the code, without which some cameras don't find it. */
const BORDER = 2;
const BLACK_ON_WHITE = '\u001b[30;107m';
const AS_BEFORE = '\u001b[0m';
/** Two rows of modules in one line: [upper dark][lower dark]. */
const HALVES = [
  [' ', '▄'],
  ['▀', '█'],
] as const;

/** A QR code for a terminal of any colours, two rows a line; `columns` is how wide it is. */
export function qrCode(content: string): { text: string; columns: number } {
  const rows = encodeQR(content, 'raw', { ecc: 'low', border: BORDER });
  const lines = rows.flatMap((upper, index) => {
    if (index % 2 === 1) return [];
    const lower = rows[index + 1] ?? [];
    const line = upper.map((dark, column) => HALVES[dark ? 1 : 0][lower[column] ? 1 : 0]).join('');
    return [`${BLACK_ON_WHITE}${line}${AS_BEFORE}`];
  });
  return { text: lines.join('\n'), columns: rows.length };
}
