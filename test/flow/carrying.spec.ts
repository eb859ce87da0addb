import { MemoryClock } from '#adapters/memory/clock';
import { SeededIds } from '#adapters/memory/ids';
import { NullMeter } from '#adapters/memory/recorders';
import { MemoryStore } from '#adapters/memory/store';
import { SECOND_MS } from '#core/units';
import { Batcher, WRITES_MAX } from '#flow/batcher';
import { Lane } from '#flow/lane';
import type { DueDelivery, HandOver } from '#flow/ports';
import { PROVIDER_FAILURES_MAX, PROVIDER_REST_MS, ProviderGates } from '#flow/provider-gates';
import { START } from './memory-service';

const NO_ANSWER: HandOver = { outcome: 'no-answer', error: 'deadline' };
const TAKEN: HandOver = { outcome: 'taken', providerRef: null };

function batcher(fails: () => boolean) {
  const written: (readonly number[])[] = [];
  const done: number[] = [];
  const errors: unknown[] = [];
  const made = new Batcher<number>({
    write: async (batch) => {
      await Promise.resolve();
      if (fails()) throw new Error('the record is away');
      written.push(batch);
    },
    onError: (error) => errors.push(error),
    onDone: (batch) => done.push(...batch),
  });
  return { made, written, done, errors };
}

describe('what came of deliveries is written', () => {
  it('together with whatever came while the last was being written', async () => {
    const { made, written } = batcher(() => false);
    for (const thing of [1, 2, 3]) made.add(thing);
    await made.idle();
    expect(written).toEqual([[1], [2, 3]]);
  });

  it('with the next batch where the record was away, in the same order', async () => {
    let away = true;
    const { made, written, errors } = batcher(() => away);
    made.add(1);
    await made.idle();
    away = false;
    made.add(2);
    await made.idle();
    expect(errors).toHaveLength(1);
    expect(written).toEqual([[1, 2]]);
  });

  it('or let go after so many failures, so that it does not hold up the others', async () => {
    const { made, done, errors } = batcher(() => true);
    made.add(1);
    for (let round = 1; round <= WRITES_MAX; round += 1) {
      made.begin();
      await made.idle();
    }
    expect(done).toEqual([1]);
    expect(errors).toHaveLength(WRITES_MAX);
  });
});

describe('the lease of a lane', () => {
  it('is over soon for what may go out twice, and outlives what would ring twice', async () => {
    const leased = new Map<string, number>();
    const { queue } = new MemoryStore({ clock: new MemoryClock(START), ids: new SeededIds(3) });
    queue.takeDeliveries = (lease) => {
      leased.set(lease.channel, lease.leaseMs);
      return Promise.resolve([]);
    };
    const ports = {
      queue,
      clock: new MemoryClock(START),
      ids: new SeededIds(4),
      onError: (error: unknown) => expect(error).toBeNull(),
      carry: () => Promise.reject(new Error('nothing was taken')),
      onFinished: () => undefined,
    };
    for (const channel of ['push', 'sms'] as const) {
      await new Lane(ports, { channel, inFlightMax: 1, deadlineMs: 1_500 }).round();
    }
    expect(leased.get('push')).toBe(1_000);
    expect(leased.get('sms')).toBe(4_500);
  });

  it('is kept while its worker lives, not past the longest attempt, and never by SMS', async () => {
    const clock = new MemoryClock(START);
    const kept: [string, number][] = [];
    const { queue } = new MemoryStore({ clock, ids: new SeededIds(3) });
    queue.takeDeliveries = () => Promise.resolve([{ id: 'one', failures: 0 } as DueDelivery]);
    queue.renewDeliveries = (_, ids, leasedUntil) => {
      kept.push([ids.join(), leasedUntil - clock.now()]);
      return Promise.resolve();
    };
    const ports = {
      ...{ queue, clock, ids: new SeededIds(4) },
      onError: (error: unknown) => expect(error).toBeNull(),
      carry: () => new Promise<never>(() => undefined),
      onFinished: () => undefined,
    };
    const rule = { inFlightMax: 1, deadlineMs: 1_500 };
    const lanes = (['push', 'sms'] as const).map((each) => {
      return new Lane(ports, { ...rule, channel: each });
    });
    for (const lane of lanes) await lane.round();
    for (let tick = 0; tick < 12; tick += 1) {
      for (const lane of lanes) await lane.renew();
      clock.advanceBy(250);
    }
    expect(kept).toEqual(Array.from({ length: 6 }, () => ['one', 1_000]));
  });
});

describe('crowds in a lane', () => {
  it('leave half of the room to what is urgent, and ring again when theirs is free', async () => {
    const clock = new MemoryClock(START);
    const { queue } = new MemoryStore({ clock, ids: new SeededIds(3) });
    const taken: (readonly [crowds: boolean | undefined, max: number])[] = [];
    let count = 0;
    queue.takeDeliveries = ({ crowds, max }) => {
      taken.push([crowds, max]);
      const rank = crowds === false ? 'life-threatening' : 'callout';
      const due = Array.from({ length: Math.min(max, 5) }, () => ({ id: String((count += 1)) }));
      return Promise.resolve(due.map((each) => ({ ...each, rank, failures: 0 }) as DueDelivery));
    };
    queue.finishDeliveries = () => Promise.resolve();
    const answers: (() => void)[] = [];
    const onRoom = jest.fn();
    const lane = new Lane(
      {
        ...{ queue, clock, ids: new SeededIds(4), onError: () => undefined },
        carry: ({ id }) =>
          new Promise((resolve) => {
            const outcome = { status: 'handed-over', providerRef: null } as const;
            answers.push(() => resolve({ deliveryId: id, outcome, attempts: [] }));
          }),
        onFinished: () => undefined,
      },
      { channel: 'push', inFlightMax: 10, deadlineMs: 1_500 },
    );
    lane.listen(onRoom);
    const crowd = await lane.round({ crowds: true });
    await expect(lane.round({ crowds: true })).resolves.toMatchObject({ count: 0 });
    await lane.round({ crowds: false });
    expect(taken).toEqual([
      [true, 5],
      [false, 5],
    ]);
    expect(onRoom).not.toHaveBeenCalled();
    for (const answer of answers) answer();
    await crowd.carried;
    await lane.idle();
    expect(onRoom).toHaveBeenCalled();
  });
});

describe('the gates of providers', () => {
  const subscription = (host: string): string => {
    return JSON.stringify({ endpoint: `https://${host}/x`, keys: {} });
  };

  function gates() {
    const clock = new MemoryClock(START);
    return { clock, made: new ProviderGates({ clock, meter: new NullMeter() }) };
  }

  it('one that does not answer rests, and its channel alone', () => {
    const { clock, made } = gates();
    for (let count = 0; count < PROVIDER_FAILURES_MAX; count += 1) {
      expect(made.restsUntil('sms', '+1')).toBeNull();
      made.note('sms', '+1', { answer: NO_ANSWER, begunAt: START, isRepeat: false });
    }
    expect(made.restsUntil('sms', '+2')).toBe(START + PROVIDER_REST_MS);
    expect(made.restsUntil('push', 'token')).toBeNull();
    clock.advanceBy(PROVIDER_REST_MS);
    expect(made.restsUntil('sms', '+1')).toBeNull();
    made.note('sms', '+1', { answer: TAKEN, begunAt: clock.now(), isRepeat: false });
    expect(made.restsUntil('sms', '+2')).toBeNull();
  });

  it('each push service of browsers has one of its own', () => {
    const { made } = gates();
    const one = subscription('push.one.example');
    for (let count = 0; count < PROVIDER_FAILURES_MAX; count += 1) {
      made.note('web-push', one, { answer: NO_ANSWER, begunAt: START, isRepeat: false });
    }
    expect(made.restsUntil('web-push', one)).toBe(START + PROVIDER_REST_MS);
    expect(made.restsUntil('web-push', subscription('push.two.example'))).toBeNull();
  });

  it('one phone over its own limit stops nobody else', () => {
    const { made } = gates();
    const quota: HandOver = { outcome: 'try-again', error: 'quota', retryAfterMs: 60 * SECOND_MS };
    for (const [address, answer] of [
      ['a', quota],
      ['b', TAKEN],
      ['a', quota],
    ] as const) {
      made.note('push', address, { answer, begunAt: START, isRepeat: false });
    }
    expect(made.restsUntil('push', 'b')).toBeNull();
  });
});
