import { decodeFields, encodeFields, type Field } from './protobuf.ts';

/** One binary message of the long connection, the protobuf message `pbbp2.Frame`. */
export interface Frame {
  readonly seqId: number;
  readonly logId: number;
  readonly service: number;
  /** Pings and pongs are `control`; events and their acknowledgements are `data`. */
  readonly method: 'control' | 'data';
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Buffer;
}

const METHODS = ['control', 'data'] as const;
/** Numbers of the fields; those of 1 to 4 are required. 6, 7 and 9 are not used. */
const SEQ_ID = 1;
const LOG_ID = 2;
const SERVICE = 3;
const METHOD = 4;
const HEADER = 5;
const PAYLOAD = 8;
const HEADER_KEY = 1;
const HEADER_VALUE = 2;

export function encodeFrame({ seqId, logId, service, method, headers, payload }: Frame): Buffer {
  const header = ([key, value]: [string, string]): Field => ({
    number: HEADER,
    value: encodeFields([
      { number: HEADER_KEY, value: Buffer.from(key) },
      { number: HEADER_VALUE, value: Buffer.from(value) },
    ]),
  });
  return encodeFields([
    { number: SEQ_ID, value: seqId },
    { number: LOG_ID, value: logId },
    { number: SERVICE, value: service },
    { number: METHOD, value: METHODS.indexOf(method) },
    ...Object.entries(headers).map(header),
    { number: PAYLOAD, value: payload },
  ]);
}

/** @throws for bytes that are no frame, or one of neither method */
export function decodeFrame(bytes: Buffer): Frame {
  const fields = decodeFields(bytes);
  const integer = (wanted: number): number => {
    const value = fields.findLast(({ number }) => number === wanted)?.value;
    if (typeof value !== 'number') throw new Error(`a frame without its field ${wanted}`);
    return value;
  };
  const method = METHODS[integer(METHOD)];
  if (method === undefined) throw new Error(`a frame of method ${integer(METHOD)}`);
  return {
    seqId: integer(SEQ_ID),
    logId: integer(LOG_ID),
    service: integer(SERVICE),
    method,
    headers: Object.fromEntries(fields.filter(({ number }) => number === HEADER).map(headerIn)),
    payload: bytesOf(fields, PAYLOAD),
  };
}

function headerIn({ value }: Field): [string, string] {
  const fields = typeof value === 'number' ? [] : decodeFields(value);
  return [bytesOf(fields, HEADER_KEY).toString('utf8'), bytesOf(fields, HEADER_VALUE).toString('utf8')];
}

function bytesOf(fields: readonly Field[], wanted: number): Buffer {
  const value = fields.findLast(({ number }) => number === wanted)?.value;
  return typeof value === 'object' ? value : Buffer.alloc(0);
}
