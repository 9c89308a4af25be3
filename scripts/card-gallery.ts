import { exampleCards, NAMES } from '../test/cards/examples.ts';

/** Prints every template with example values, and the people's names, as JSON: for the gallery of the sandbox's page. */
process.stdout.write(JSON.stringify({ people: NAMES, cards: exampleCards() }));
