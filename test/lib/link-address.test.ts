import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linkProblem } from '../../src/lib/link-address.ts';

const path = fc.constantFrom('', '/', '/x?y=@z', '?@', '#@');
const port = fc.constantFrom('', ':80', ':8443');
const octet = fc.integer({ min: 0, max: 255 });
const rest = fc.tuple(octet, octet, octet);
/** An address of four numbers, with which one should meet oneself. */
const local = fc.oneof(
  rest.map((last) => [127, ...last]),
  rest.map((last) => [0, ...last]),
  fc.tuple(octet, octet).map((last) => [169, 254, ...last]),
);
const number = (bytes: number[]) => bytes.reduce((sum, byte) => sum * 256 + byte, 0);
const hex = (n: number) => n.toString(16).padStart(2, '0');
const halves = ([a = 0, b = 0, c = 0, d = 0]: number[]) => `${hex(a)}${hex(b)}:${hex(c)}${hex(d)}`;
const written = (bytes: number[]) => [
  bytes.join('.'),
  `${bytes.join('.')}.`,
  String(number(bytes)),
  `0x${number(bytes).toString(16)}`,
  `0${number(bytes).toString(8)}`,
  bytes.map((byte) => `0x${hex(byte)}`).join('.'),
  bytes.map((byte) => `0${byte.toString(8)}`).join('.'),
  `${bytes[0]}.${number(bytes.slice(1))}`,
  bytes.join('.').replaceAll('.', '。'),
  `[::ffff:${bytes.join('.')}]`,
  `[::ffff:${halves(bytes)}]`,
  `[0:0:0:0:0:FFFF:${halves(bytes)}]`,
  `[64:ff9b::${halves(bytes)}]`,
  `[2002:${halves(bytes)}::1]`,
];

it('refuses each way to write an address of the own machine, or of one beside it', () => {
  fc.assert(
    fc.property(local, port, path, fc.constantFrom('http', 'https', 'HTTP'), (bytes, at, after, scheme) => {
      for (const host of written(bytes))
        expect([host, linkProblem(`${scheme}://${host}${at}${after}`)]).toEqual([host, expect.any(String)]);
    }),
  );
});

it('refuses whatever has something before its host', () => {
  fc.assert(
    fc.property(fc.string(), fc.webAuthority(), path, (name, host, after) => {
      expect(linkProblem(`https://${name.replace(/[/?#]/g, '')}@${host}${after}`)).toEqual(
        expect.any(String),
      );
    }),
  );
});

it('takes addresses of the web and of an intranet as they are', () => {
  const intranet = fc.oneof(
    rest.map((last) => `10.${last.join('.')}`),
    fc.tuple(octet, octet).map((last) => `192.168.${last.join('.')}`),
    fc.constantFrom('oa', 'oa.corp', '172.16.0.9', '[fd00::1]', 'localhost.example.com', '例え.jp'),
  );
  fc.assert(
    fc.property(intranet, port, path, (host, at, after) => {
      expect(linkProblem(`http://${host}${at}${after}`)).toBeUndefined();
    }),
  );
  fc.assert(
    fc.property(fc.webUrl(), (url) => {
      expect(linkProblem(url)).toBeUndefined();
    }),
    { numRuns: 20 },
  );
});

it('answers for any text, and takes none that a browser would read as another scheme', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.webUrl().map((url) => `java\tscript:${url}`),
      ),
      (text) => {
        if (linkProblem(text) === undefined) expect(text).toMatch(/^(https?|lark|feishu):\/\//i);
      },
    ),
  );
});
