import type { Tx } from '../db.ts';

const OFFERED = 30;

/** Remembers whom a person chose: a card's picker lists only the people it is given. All are open_ids. */
export async function rememberChosen(tx: Pick<Tx, 'run'>, person: string, chosen: readonly string[]) {
  for (const one of chosen)
    await tx.run(
      `insert into chosen_person (person, chosen, chosen_at) values ($1, $2, now_ms())
       on conflict (person, chosen) do update set chosen_at = now_ms()`,
      person,
      one,
    );
}

/** Whom this person chose before, the latest first. */
export async function chosenBefore(db: Pick<Tx, 'all'>, person: string): Promise<string[]> {
  const rows = await db.all<{ chosen: string }>(
    'select chosen from chosen_person where person = $1 order by chosen_at desc, chosen limit $2',
    person,
    OFFERED,
  );
  return rows.map((row) => row.chosen);
}
