/** One field of a protobuf message: a varint, or bytes. */
export interface Field {
  readonly number: number;
  readonly value: number | Buffer;
}

const VARINT = 0;
const BYTES = 2;

function varint(value: number): number[] {
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${value} is no unsigned integer`);
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return [...bytes, rest];
}

/** The wire form of a message, as far as varints and bytes go: https://protobuf.dev/programming-guides/encoding/ */
export function encodeFields(fields: readonly Field[]): Buffer {
  const parts = fields.map(({ number, value }) => {
    if (typeof value === 'number') return Buffer.from([...varint(number * 8 + VARINT), ...varint(value)]);
    return Buffer.concat([Buffer.from([...varint(number * 8 + BYTES), ...varint(value.length)]), value]);
  });
  return Buffer.concat(parts);
}

/** @throws for what is cut off, or of a wire type that no field of a frame has */
export function decodeFields(bytes: Buffer): Field[] {
  let at = 0;
  const readVarint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 0x80) {
      const byte = bytes[at++];
      if (byte === undefined || factor > 2 ** 63) throw new Error('a varint without an end');
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  };
  const readBytes = (): Buffer => {
    const end = readVarint() + at;
    if (end > bytes.length) throw new Error('bytes are cut off');
    const value = bytes.subarray(at, end);
    at = end;
    return value;
  };
  const fields: Field[] = [];
  while (at < bytes.length) {
    const tag = readVarint();
    const type = tag % 8;
    if (type !== VARINT && type !== BYTES) throw new Error(`wire type ${type}`);
    fields.push({ number: Math.floor(tag / 8), value: type === VARINT ? readVarint() : readBytes() });
  }
  return fields;
}
