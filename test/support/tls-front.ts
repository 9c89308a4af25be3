import { generateKeyPairSync, sign } from 'node:crypto';
import net, { type AddressInfo } from 'node:net';
import tls from 'node:tls';

const sized = (tag: number, content: Buffer): Buffer => {
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};
const sequence = (...parts: Buffer[]) => sized(0x30, Buffer.concat(parts));
const time = (text: string) => sized(0x17, Buffer.from(text));
const bits = (content: Buffer) => sized(0x03, Buffer.concat([Buffer.from([0]), content]));

const ECDSA_WITH_SHA256 = sequence(Buffer.from('06082a8648ce3d040302', 'hex'));
const COMMON_NAME = Buffer.from('0603550403', 'hex');

/** A certificate that nobody has issued, and its key. */
function selfSigned(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(sized(0x31, sequence(COMMON_NAME, sized(0x0c, Buffer.from('localhost')))));
  const signed = sequence(
    Buffer.from('020101', 'hex'),
    ECDSA_WITH_SHA256,
    name,
    sequence(time('200101000000Z'), time('491231235959Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const cert = sequence(signed, ECDSA_WITH_SHA256, bits(sign('sha256', signed, privateKey)));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${cert.toString('base64')}\n-----END CERTIFICATE-----\n`,
  };
}

/** Speaks TLS in front of a server that does not. Whoever calls it must not ask for its certificate. */
export async function tlsFront(of: string) {
  const server = tls.createServer(selfSigned(), (socket) => {
    const onward = net.connect(Number(new URL(of).port), '127.0.0.1');
    onward.pipe(socket).pipe(onward);
    for (const end of [socket, onward]) end.on('error', () => undefined);
    socket.on('close', () => onward.destroy());
    onward.on('close', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { host: `127.0.0.1:${port}`, close: () => server.close() };
}
