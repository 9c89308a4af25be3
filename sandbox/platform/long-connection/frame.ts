import protobuf from 'protobufjs';

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

interface Wire {
  SeqID: number;
  LogID: number;
  service: number;
  method: number;
  headers: { key: string; value: string }[];
  payload: Uint8Array;
}

const METHODS = ['control', 'data'] as const;

const { Field, Root, Type } = protobuf;
const headerType = new Type('Header')
  .add(new Field('key', 1, 'string', 'required'))
  .add(new Field('value', 2, 'string', 'required'));
const frameType = new Type('Frame')
  .add(new Field('SeqID', 1, 'uint64', 'required'))
  .add(new Field('LogID', 2, 'uint64', 'required'))
  .add(new Field('service', 3, 'int32', 'required'))
  .add(new Field('method', 4, 'int32', 'required'))
  .add(new Field('headers', 5, 'Header', 'repeated'))
  .add(new Field('payload_encoding', 6, 'string', 'optional'))
  .add(new Field('payload_type', 7, 'string', 'optional'))
  .add(new Field('payload', 8, 'bytes', 'optional'))
  .add(new Field('LogIDNew', 9, 'string', 'optional'));
new Root().define('pbbp2').add(headerType).add(frameType);

export function encodeFrame({ seqId, logId, service, method, headers, payload }: Frame): Uint8Array {
  const wire: Wire = {
    SeqID: seqId,
    LogID: logId,
    service,
    method: METHODS.indexOf(method),
    headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
    payload,
  };
  return frameType.encode(wire).finish();
}

/** @throws for bytes that are no frame, or one of neither method */
export function decodeFrame(bytes: Uint8Array): Frame {
  const wire = frameType.toObject(frameType.decode(bytes), { longs: Number, arrays: true }) as Wire;
  const method = METHODS[wire.method];
  if (method === undefined) throw new Error(`a frame of method ${wire.method}`);
  return {
    seqId: wire.SeqID,
    logId: wire.LogID,
    service: wire.service,
    method,
    headers: Object.fromEntries(wire.headers.map(({ key, value }) => [key, value])),
    payload: Buffer.from(wire.payload ?? []),
  };
}
