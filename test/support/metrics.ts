/** What a bot says at its `/metrics`, as the text that Prometheus reads. */
export async function scrape(url: string): Promise<string> {
  return (await fetch(new URL('/metrics', url))).text();
}

/** The sum of a metric over all its lines that have these labels. */
export const value = (text: string, name: string, ...labels: string[]): number =>
  text
    .split('\n')
    .filter((line) => line.startsWith(name) && labels.every((label) => line.includes(label)))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
