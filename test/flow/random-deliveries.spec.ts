import { SPARED_REASONS } from '#core/may-send';
import { RandomWorld } from './random-world';

const SEED = 20_261_122;
const DECISIONS = process.env['TEST_LONG'] === '1' ? 1_000_000 : 12_000;
const STEPS_PER_WORLD = 60;
const TIME_MAX_MS = DECISIONS * 5;

it(
  `of ${DECISIONS} send decisions none reaches anybody who should not get it (seed ${SEED})`,
  async () => {
    let decided = 0;
    let handedOver = 0;
    const spared = new Set<string>();
    for (let world = 0; decided < DECISIONS; world += 1) {
      const random = await RandomWorld.open(SEED + world);
      for (let step = 0; step < STEPS_PER_WORLD; step += 1) await random.step();
      decided += random.decidedCount;
      handedOver += random.oracle.checkedCount;
      for (const reason of random.second.spared) spared.add(reason);
      expect({ world, wrongs: random.oracle.wrongs }).toEqual({ world, wrongs: [] });
    }
    process.stdout.write(`${decided} decisions, ${handedOver} handed over, seed ${SEED}\n`);
    // Where a reason never occurs, nobody would notice that it is gone.
    expect(SPARED_REASONS.filter((reason) => !spared.has(reason))).toEqual([]);
    expect(handedOver).toBeGreaterThan(decided / 10);
  },
  TIME_MAX_MS,
);
