import { exampleCards } from '../test/cards/examples.ts';

/** Prints every template with example values, as JSON, for the gallery of the sandbox's page. */
process.stdout.write(JSON.stringify(exampleCards()));
