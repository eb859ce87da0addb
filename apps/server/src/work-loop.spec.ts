import { setImmediate as soon } from 'node:timers/promises';
import { WorkLoop } from './work-loop';

describe('work loop', () => {
  const errors: unknown[] = [];
  const onError = (error: unknown): void => void errors.push(error);
  let release: () => void = () => undefined;
  let rounds = 0;
  let atOnce = 0;
  let atOnceMost = 0;
  const work = async (): Promise<boolean> => {
    rounds += 1;
    atOnce += 1;
    atOnceMost = Math.max(atOnceMost, atOnce);
    await new Promise<void>((resolve) => (release = resolve));
    atOnce -= 1;
    return false;
  };

  it('never runs twice at once, and not once less than it was woken after starting', async () => {
    const loop = new WorkLoop({ work, everyMs: 3_600_000, onError });
    loop.start();
    loop.wake();
    loop.wake();
    expect(rounds).toBe(1);
    release();
    await soon();
    await soon();
    expect(rounds).toBe(2);
    release();
    await soon();
    await soon();
    expect(rounds).toBe(2);
    expect(atOnceMost).toBe(1);
    await loop.stop();
  });

  it('goes on after an error, and stops only when the round at hand is done', async () => {
    let round = 0;
    const loop = new WorkLoop({
      work: () => {
        round += 1;
        return round === 1 ? Promise.reject(new Error('broken')) : Promise.resolve(round < 4);
      },
      everyMs: 1,
      onError,
    });
    loop.start();
    while (round < 4) await soon();
    await loop.stop();
    const after = round;
    loop.wake();
    await soon();
    expect(round).toBe(after);
    expect(errors).toEqual([new Error('broken')]);
  });
});
