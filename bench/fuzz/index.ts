import { performance } from 'node:perf_hooks';
import { LONGEST_BYTES, leastMs } from './measure.ts';
import { READERS, type Reader } from './readers.ts';
import { type Recipe, recipes } from './recipes.ts';

/** Looks at so many bytes first: whatever grows faster than its input shows there already. */
const SHORT_BYTES = 16 * 1024;
const KEPT = 6;
const WORST = 10;

interface Found {
  name: string;
  recipe: Recipe;
  /** Of processor time. */
  ms: number;
}

const slowestFirst = (a: Found, b: Found) => b.ms - a.ms;

/** Searches for the inputs on which a reader takes longest: the slowest ones so far are changed a little, again and again. */
function searcher(name: string, read: Reader) {
  const { fresh, changed } = recipes(Math.random);
  let slowest: Found[] = [];
  return () => {
    const from = slowest[Math.floor(Math.random() * slowest.length)];
    const recipe = from && Math.random() < 0.7 ? changed(from.recipe) : fresh();
    const found = { name, recipe, ms: leastMs(read, recipe, SHORT_BYTES, 1) };
    if (slowest.length === KEPT && found.ms <= (slowest.at(-1)?.ms ?? 0)) return slowest;
    const again = { ...found, ms: Math.min(found.ms, leastMs(read, recipe, SHORT_BYTES, 2)) };
    slowest = [...slowest, again].sort(slowestFirst).slice(0, KEPT);
    return slowest;
  };
}

/** The slowest of these inputs at full length. */
function slowestOf(found: Found[]): Found {
  const long = found.slice(0, KEPT / 2).map(({ name, recipe }): Found => {
    const ms = leastMs(READERS[name] as Reader, recipe, LONGEST_BYTES, 3);
    return { name, recipe, ms };
  });
  return long.sort(slowestFirst)[0] as Found;
}

/** One line for each of the readers that take longest, the worst first. */
function report(found: Found[][]): string {
  const worst = found.map(slowestOf).sort(slowestFirst).slice(0, WORST);
  const lines = worst.map(({ name, recipe, ms }) => {
    const half = leastMs(READERS[name] as Reader, recipe, LONGEST_BYTES / 2, 3);
    const said = [recipe.prefix, recipe.pump, recipe.suffix].map((text) => JSON.stringify(text)).join(' ');
    return `${ms.toFixed(1)} ms, ${(ms / half).toFixed(1)} times half of it: ${name}: ${said}`;
  });
  return lines.join('\n');
}

/** `npm run fuzz [minutes]`: the worst ten readers, each with its worst input. */
function main(minutes: number) {
  const end = performance.now() + minutes * 60_000;
  const searches = Object.entries(READERS).map(([name, read]) => searcher(name, read));
  let tried = 0;
  let found: Found[][] = [];
  do {
    found = searches.map((search) => search());
    tried += searches.length;
  } while (performance.now() < end);
  console.log(`${tried} inputs tried; the slowest at ${LONGEST_BYTES} bytes (beginning, repeated, end):`);
  console.log(report(found));
}

main(Number(process.argv[2] ?? 1));
