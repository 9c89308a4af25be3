import { describe, expect, it, onTestFinished } from 'vitest';
import { askRunningBot } from '../../src/ops/admin.ts';
import { hasPostgres } from '../support/postgres.ts';
import { cardsEach, cardsOut, killInTheMiddle, openMorning, untilThrough } from './morning.ts';
import { until } from './processes.ts';

/** A few in the suite; `npm run drills` makes it 500. */
const OWED = Number(process.env.DRILL_DIGESTS ?? 80);
/** What goes wrong in the controls does so with few. */
const FEW = 40;

const once = { owed: new Set([1]), others: new Set([0]) };
const spread = (sandbox: Parameters<typeof cardsEach>[0]) => {
  const { owed, others } = cardsEach(sandbox);
  return { owed: new Set(owed), others: new Set(others) };
};

async function open(...options: Parameters<typeof openMorning>) {
  const morning = await openMorning(...options);
  onTestFinished(morning.close);
  return morning;
}

describe(`${OWED} people are owed a digest`, () => {
  it('kill -9 in the middle, twice, and `digest run` besides: everyone gets exactly one', async () => {
    const { sandbox, bots, dataDir } = await open('bot', { owed: OWED, processes: 1, storage: 'embedded' });
    const [bot] = bots;
    await bot!.start();
    const ask = { name: 'digest.run', args: {}, say: () => undefined };
    await askRunningBot(dataDir, ask);
    for (const part of [0.25, 0.6]) {
      await killInTheMiddle(sandbox, bot!, Math.floor(OWED * part));
      await bot!.start();
    }
    await askRunningBot(dataDir, ask);
    await untilThrough(bot!, OWED);
    expect(spread(sandbox)).toEqual(once);
    expect(sandbox.calls.filter((call) => call.code === 99991400)).toEqual([]);
  });

  it.skipIf(!hasPostgres)(
    'two bots on one PostgreSQL and `digest run` at once, one bot killed: everyone gets exactly one',
    async () => {
      const { sandbox, bots, command } = await open('bot', { owed: OWED, processes: 2, storage: 'postgres' });
      await Promise.all(bots.map((bot) => bot.start()));
      const run = command('digest', 'run');
      await killInTheMiddle(sandbox, bots[0]!, Math.floor(OWED * 0.3));
      await untilThrough(bots[1]!, OWED);
      expect(spread(sandbox)).toEqual(once);
      expect(sandbox.calls.filter((call) => call.code === 99991400)).toEqual([]);
      expect(await run).toMatchObject({ code: 0, output: expect.stringContaining('before') });
    },
  );

  it('control: one that crosses people off afterwards, killed in the middle, sends some of them two', async () => {
    const { sandbox, bots } = await open('naiveDigest', { owed: FEW, processes: 1, storage: 'embedded' });
    await bots[0]!.start();
    await killInTheMiddle(sandbox, bots[0]!, Math.floor(FEW * 0.3));
    await bots[0]!.start();
    await until('everyone', () => !cardsEach(sandbox).owed.includes(0), 100);
    expect(spread(sandbox)).toEqual({ owed: new Set([1, 2]), others: new Set([0]) });
  });

  it('control: two of those on one list send everyone two', async () => {
    const { sandbox, bots } = await open('naiveDigest', { owed: FEW, processes: 2, storage: 'embedded' });
    await Promise.all(bots.map((bot) => bot.start()));
    await until('all cards', () => cardsOut(sandbox) >= 2 * FEW, 100);
    expect(spread(sandbox)).toEqual({ owed: new Set([2]), others: new Set([0]) });
  });
});
