import { randomInt } from 'node:crypto';
import type { LedgerView } from '#contracts/delivery-api';
import type { ReadinessPage } from '#contracts/reach-api';
import { DEADLINE_MS, until } from '../support/clients';
import {
  enrolCrowd,
  ledgerOf,
  placeOf,
  raiseAt,
  startWithFakes,
  type ReachablePhone,
  type ServedByFakes,
  type Way,
} from '../support/fake-providers';

/** The wave of the rule that the tests' organisation has. */
const WAVE = 10;
/** From the first attempt by push until the phone must ring by something else. */
const ESCALATED_WITHIN_MS = 8_000;

let fakes: ServedByFakes;

beforeAll(async () => {
  fakes = await startWithFakes();
});

afterAll(() => fakes.stop());

afterEach(() => {
  fakes.providers.setFaults(null);
  fakes.providers.fcm.treatments.treatAll(null);
});

function crowdAt(index: number, ways: readonly Way[]): Promise<readonly ReachablePhone[]> {
  const each = Array.from({ length: WAVE }, () => ways);
  return enrolCrowd(fakes, placeOf(index), each);
}

function smsTo(phone: ReachablePhone): number {
  return fakes.providers.sms.delivered.filter(({ to }) => to === phone.number).length;
}

function settled({ lines }: LedgerView): boolean {
  return lines.length > 0 && lines.every(({ status }) => status !== 'queued');
}

/** Channels by which each person can be reached, as coordinators see it. */
async function channelsByPerson(): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const path = `/v1/responders/readiness?limit=100${query}`;
    const { body, status } = await fakes.server.registrar().get<ReadinessPage>(path);
    if (status !== 200) throw new Error(JSON.stringify(body));
    for (const each of body.items) found.set(each.responderId, each.channels);
    cursor = body.nextCursor;
  } while (cursor !== null);
  return found;
}

describe('dead tokens and malformed payloads', () => {
  it('of a hundred, all thirty dead are pruned and no good one; everybody rings', async () => {
    const { fcm } = fakes.providers;
    const places = Array.from({ length: 10 }, (_, i) => i);
    const crowds: (readonly ReachablePhone[])[] = [];
    for (const index of places) crowds.push(await crowdAt(index, ['push', 'number']));
    const all = crowds.flat();
    const dead = all.filter((_, i) => i % 10 < 3);
    const malformed = all[55];
    const good = all.filter((phone) => !dead.includes(phone) && phone !== malformed);
    for (const [i, phone] of dead.entries()) {
      fcm.treat(phone.pushToken, { how: i % 2 === 0 ? 'unregistered' : 'invalid-token' });
    }
    fcm.treat(malformed?.pushToken ?? '', { how: 'invalid-payload' });
    const incidents = await Promise.all(places.map((index) => raiseAt(fakes, placeOf(index))));
    const without = [...dead, ...(malformed === undefined ? [] : [malformed])];
    await until(
      () => Promise.resolve(without.every((phone) => smsTo(phone) === 1)),
      'SMS to each of those whose push was refused',
    );
    for (const { id } of incidents) {
      await until(async () => settled(await ledgerOf(fakes, id)), 'settled ledger');
    }
    expect(good.filter((phone) => phone.rings.length !== 1)).toEqual([]);
    expect(good.filter((phone) => smsTo(phone) > 0)).toEqual([]);
    const channels = await channelsByPerson();
    const hasPush = ({ responderId }: ReachablePhone): boolean =>
      channels.get(responderId)?.includes('push') === true;
    expect([dead.length, dead.filter(hasPush).length]).toEqual([30, 0]);
    expect(good.filter(hasPush)).toHaveLength(69);
    expect(malformed !== undefined && hasPush(malformed)).toBe(true);
  }, 120_000);
});

describe('a provider over its quota', () => {
  it('asked to come back soon, is asked again then and not before; everybody rings', async () => {
    const { fcm } = fakes.providers;
    const crowd = await crowdAt(12, ['push']);
    for (const phone of crowd) fcm.treat(phone.pushToken, { how: 'quota', retryAfterS: 2 }, 1);
    const early = fcm.tooEarly;
    await raiseAt(fakes, placeOf(12));
    const rang = (): boolean => crowd.every((phone) => phone.rings.length === 1);
    await until(() => Promise.resolve(rang()), 'push to everybody after the quota');
    expect(fcm.tooEarly - early).toBe(0);
  }, 60_000);

  it('asked to come back too late, is left alone, and everybody rings by SMS', async () => {
    // A server of its own, since it leaves push alone for a minute.
    const own = await startWithFakes();
    const { fcm, sms } = own.providers;
    const ways: Way[][] = Array.from({ length: WAVE }, () => ['push', 'number']);
    const crowd = await enrolCrowd(own, placeOf(0), ways);
    fcm.treatments.treatAll({ how: 'quota', retryAfterS: 60 });
    const from = performance.now();
    await raiseAt(own, placeOf(0));
    const got = ({ number }: ReachablePhone): number =>
      sms.delivered.filter(({ to }) => to === number).length;
    const rang = (): boolean => crowd.every((phone) => got(phone) === 1);
    await until(() => Promise.resolve(rang()), 'SMS to everybody');
    expect(performance.now() - from).toBeLessThan(ESCALATED_WITHIN_MS);
    expect(fcm.tooEarly).toBe(0);
    expect(fcm.requests).toBeLessThanOrEqual(WAVE);
    await own.stop();
  }, 60_000);
});

describe('a connection that ends', () => {
  it('by GOAWAY in the middle of a wave loses nothing and rings nobody twice', async () => {
    const { fcm } = fakes.providers;
    const crowd = await crowdAt(14, ['push']);
    fcm.treatments.treatAll({ how: 'slow', ms: 300 });
    for (const phone of crowd.slice(5)) fcm.treat(phone.pushToken, { how: 'go-away' }, 1);
    const before = fcm.requests;
    const { id } = await raiseAt(fakes, placeOf(14));
    await until(() => Promise.resolve(fcm.requests - before >= WAVE), 'wave in flight');
    fcm.goAway();
    const rang = (): boolean => crowd.every((phone) => phone.rings.length > 0);
    await until(() => Promise.resolve(rang()), 'push to everybody');
    await until(async () => settled(await ledgerOf(fakes, id)), 'settled ledger');
    expect(crowd.map(({ rings }) => rings.length)).toEqual(crowd.map(() => 1));
  }, 60_000);

  it('by being cut in the middle of a wave loses nothing, and no time', async () => {
    const { fcm } = fakes.providers;
    const crowd = await crowdAt(15, ['push']);
    for (const phone of crowd) fcm.treat(phone.pushToken, { how: 'slow', ms: 60_000 }, 1);
    const before = fcm.requests;
    await raiseAt(fakes, placeOf(15));
    await until(() => Promise.resolve(fcm.requests - before >= WAVE), 'wave in flight');
    fcm.cut();
    const from = performance.now();
    const rang = (): boolean => crowd.every((phone) => phone.rings.length === 1);
    await until(() => Promise.resolve(rang()), 'push to everybody');
    expect(performance.now() - from).toBeLessThan(ESCALATED_WITHIN_MS);
  }, 60_000);
});

describe('a provider that keeps nothing of what it says', () => {
  it('is overtaken by SMS within eight seconds, which counts as rung', async () => {
    const { fcm } = fakes.providers;
    const crowd = await crowdAt(16, ['push', 'number']);
    const [silent, heard] = [crowd.slice(0, 2), crowd.slice(2)];
    for (const phone of silent) fcm.treat(phone.pushToken, { how: 'silent-drop' });
    const from = performance.now();
    const { id } = await raiseAt(fakes, placeOf(16));
    await until(() => Promise.resolve(silent.every((phone) => smsTo(phone) === 1)), 'SMS');
    expect(performance.now() - from).toBeLessThan(ESCALATED_WITHIN_MS);
    const people = await until(async () => {
      const ledger = await ledgerOf(fakes, id);
      return ledger.people.every(({ state }) => state === 'rang') && ledger.people;
    }, 'ledger in which everybody rang');
    const by = (phone: ReachablePhone): string | null | undefined =>
      people.find(({ responderId }) => responderId === phone.responderId)?.by;
    expect(silent.map(by)).toEqual(silent.map(() => 'sms'));
    expect(heard.map(by)).toEqual(heard.map(() => 'push'));
    expect(heard.filter((phone) => smsTo(phone) > 0)).toEqual([]);
  }, 60_000);
});

describe('a provider that is slow', () => {
  it('delays nobody who is reached by another, and its own ring by SMS', async () => {
    const { fcm } = fakes.providers;
    const ways: Way[][] = Array.from({ length: WAVE }, (_, i) =>
      i % 2 === 0 ? ['push', 'number'] : ['web-push'],
    );
    const crowd = await enrolCrowd(fakes, placeOf(17), ways);
    const [slow, others] = [
      crowd.filter(({ pushToken }) => pushToken !== ''),
      crowd.filter(({ endpoint }) => endpoint !== ''),
    ];
    fcm.treatments.treatAll({ how: 'slow', ms: 10_000 });
    const from = performance.now();
    await raiseAt(fakes, placeOf(17));
    await until(() => Promise.resolve(others.every(({ rings }) => rings.length === 1)), 'Web Push');
    await until(() => Promise.resolve(slow.every((phone) => smsTo(phone) === 1)), 'SMS');
    expect(performance.now() - from).toBeLessThan(Math.min(ESCALATED_WITHIN_MS, DEADLINE_MS));
    const lastMs = Math.max(...others.map(({ rings }) => (rings[0]?.atMs ?? Infinity) - from));
    // Before the slow provider is so much as given up for the first time.
    expect(lastMs).toBeLessThan(1_500);
  }, 60_000);
});

describe('whatever goes wrong by lot', () => {
  const seed = String(randomInt(1_000_000));

  it(`rings everybody by something, by SMS once at most (seed ${seed})`, async () => {
    const places = [20, 21, 22, 23];
    const crowds: (readonly ReachablePhone[])[] = [];
    for (const index of places) crowds.push(await crowdAt(index, ['push', 'number']));
    const crowd = crowds.flat();
    fakes.providers.setFaults({
      seed,
      pushDropShare: 0.2,
      pushLateShare: 0.1,
      lateMs: 2_000,
      slowShare: 0.1,
      slowMs: 10_000,
      quotaShare: 0.1,
      unavailableShare: 0.1,
      sms: { unavailableShare: 0.2, quotaShare: 0.1, retryAfterS: 1 },
    });
    const incidents = await Promise.all(places.map((index) => raiseAt(fakes, placeOf(index))));
    const isReached = (phone: ReachablePhone): boolean =>
      phone.rings.length > 0 || smsTo(phone) > 0;
    await until(() => Promise.resolve(crowd.every(isReached)), 'ring of everybody');
    for (const { id } of incidents) {
      await until(async () => settled(await ledgerOf(fakes, id)), 'settled ledger');
      const { people } = await ledgerOf(fakes, id);
      expect(people.map(({ state }) => state)).toEqual(people.map(() => 'rang'));
    }
    expect(crowd.filter((phone) => smsTo(phone) > 1 || phone.rings.length > 1)).toEqual([]);
  }, 120_000);
});
