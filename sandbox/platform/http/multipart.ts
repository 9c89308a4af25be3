/** One part of a form as it was posted. */
export interface FormPart {
  readonly name: string;
  readonly filename: string | undefined;
  readonly content: Buffer;
}

const LINE = Buffer.from('\r\n');
const BLANK = Buffer.from('\r\n\r\n');

function sections(body: Buffer, boundary: string): Buffer[] {
  const mark = Buffer.from(`--${boundary}`);
  const found: Buffer[] = [];
  let from = body.indexOf(mark);
  while (from >= 0) {
    const next = body.indexOf(mark, from + mark.length);
    if (next < 0) break;
    found.push(body.subarray(from + mark.length + LINE.length, next - LINE.length));
    from = next;
  }
  return found;
}

/** The parts of a multipart/form-data body; undefined when it is none. */
export function readMultipart(contentType: string, body: Buffer): FormPart[] | undefined {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return undefined;
  return sections(body, boundary).flatMap((section): FormPart[] => {
    const end = section.indexOf(BLANK);
    const head = section.subarray(0, Math.max(0, end)).toString('utf8');
    const name = /\bname="([^"]*)"/.exec(head)?.[1];
    if (end < 0 || name === undefined) return [];
    const filename = /\bfilename="([^"]*)"/.exec(head)?.[1];
    return [{ name, filename, content: section.subarray(end + BLANK.length) }];
  });
}
