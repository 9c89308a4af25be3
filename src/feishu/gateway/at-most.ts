/** The same bytes; throws what `tooMany` makes once there are more than `most`, and reads no further. */
export async function* atMost(
  most: number,
  chunks: AsyncIterable<Buffer>,
  tooMany: () => Error = () => new Error(`more than ${most} bytes`),
): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > most) throw tooMany();
    yield chunk;
  }
}
