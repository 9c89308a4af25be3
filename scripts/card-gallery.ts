import { cardProblems } from './card-problems.ts';

/** Every template with example values, or what is wrong with one. */
async function gallery() {
  try {
    const { exampleCards, NAMES } = await import('../test/cards/examples.ts');
    return { people: NAMES, cards: exampleCards(), problems: [] };
  } catch (error) {
    return { people: {}, cards: [], problems: cardProblems(error, process.cwd()) };
  }
}

/** Prints them, and the people's names, as JSON: for the gallery of the sandbox's page. */
process.stdout.write(JSON.stringify(await gallery()));
