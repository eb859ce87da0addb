import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { hoursAround } from '#core/hours-around';
import type { Responder } from '#core/responder';
import { NO_HISTORY } from '#core/response-history';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#core/units';
import type { RegisteredPlaceInput } from '#flow/ports';
import { valueOf, yes } from './booking-steps';
import { suite } from './suite';
import { NOW, World, type OpenStores } from './world';

const HERE = { lat: 36.852912345678, lon: -75.978012345678 };
const HOURS = {
  state: 'intervals',
  intervals: [
    { from: NOW - 9 * HOUR_MS, to: NOW - 7 * HOUR_MS },
    { from: NOW - 5 * HOUR_MS, to: NOW + 5 * HOUR_MS },
    { from: NOW + 40 * DAY_MS, to: NOW + 41 * DAY_MS },
  ],
  compiledFrom: NOW - DAY_MS,
  compiledUntil: NOW + 400 * DAY_MS,
} as const;

/** What every store of people promises of places and of what people did before, as tests. */
export function whereaboutsConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of places and histories`, open, (world) => {
    keepsPlaces(world);
    findsByPlace(world);
    givesPlaces(world);
    remembersAnswers(world);
    remembersWays(world);
  });
}

function home(north = 0): RegisteredPlaceInput {
  const place = { ...HERE, lat: HERE.lat + north };
  return { kind: 'home', place, hoursText: null, hours: { state: 'unknown' } };
}

function work(north = 0): RegisteredPlaceInput {
  return { ...home(north), kind: 'work', hoursText: 'Mo-Fr 08:00-18:00', hours: HOURS };
}

function keepsPlaces(world: () => World): void {
  it('gives places back as they were put, home first, and replaces all of them', async () => {
    const { people } = world().stores;
    const { organisationId } = world();
    const { id } = await world().responder();
    await expect(people.registeredPlaces(organisationId, id)).resolves.toEqual([]);
    await people.putRegisteredPlaces(organisationId, id, [work(0.1), home()]);
    await expect(people.registeredPlaces(organisationId, id)).resolves.toEqual([home(), work(0.1)]);
    const shut = { ...HOURS, intervals: [] };
    for (const hours of [shut, { state: 'always' } as const]) {
      await people.putRegisteredPlaces(organisationId, id, [{ ...work(0.2), hours }]);
      await expect(people.registeredPlaces(organisationId, id)).resolves.toEqual([
        { ...work(0.2), hours },
      ]);
    }
    const other = await World.make(world().stores);
    await expect(people.registeredPlaces(other.organisationId, id)).resolves.toEqual([]);
    await expect(people.putRegisteredPlaces(other.organisationId, id, [home()])).rejects.toThrow(
      'no such responder',
    );
    await people.putRegisteredPlaces(organisationId, id, []);
    await expect(people.registeredPlaces(organisationId, id)).resolves.toEqual([]);
  });
}

function findsByPlace(world: () => World): void {
  it('finds people by the nearest of their places, each once, wherever they are', async () => {
    const { people } = world().stores;
    const { organisationId } = world();
    const [far, both, away, old] = await world().responders(4);
    const put = (person: Responder | undefined, places: readonly RegisteredPlaceInput[]) =>
      people.putRegisteredPlaces(organisationId, person?.id ?? '', places);
    await put(far, [home(0.003)]);
    await put(both, [home(0.002), work(0.001)]);
    await put(away, [home(0.02)]);
    await put(old, [home(-0.0025)]);
    const fix = { place: { lat: 40, lon: -75 }, at: NOW - 900 * DAY_MS, accuracyM: 5 };
    await people.saveLastKnown([{ organisationId, responderId: old?.id ?? '', fix }], NOW);
    const near = { place: HERE, radiusM: 1_000, max: 10 };
    const found = await people.candidatesWithPlaceNear(organisationId, near);
    expect(found.map((one) => one.responder)).toEqual([both, old, far]);
    expect(found.map((one) => one.fix)).toEqual([null, fix, null]);
    const two = await people.candidatesWithPlaceNear(organisationId, { ...near, max: 2 });
    expect(two.map((one) => one.responder)).toEqual([both, old]);
    const other = await World.make(world().stores);
    await expect(people.candidatesWithPlaceNear(other.organisationId, near)).resolves.toEqual([]);
  });
}

function givesPlaces(world: () => World): void {
  it('gives history, and places with the hours around now, however a person is found', async () => {
    const { people } = world().stores;
    const { organisationId } = world();
    const { id: responderId } = await world().responder();
    await people.putRegisteredPlaces(organisationId, responderId, [work(0.1), home()]);
    const fix = { place: HERE, at: NOW, accuracyM: 5 };
    await people.saveLastKnown([{ organisationId, responderId, fix }], NOW);
    const near = { place: HERE, radiusM: 10, max: 9 };
    const ring = [-1, 1].flatMap((a) =>
      [a, -a].map((b) => ({ lat: HERE.lat + a * 0.01, lon: HERE.lon + b * 0.01 })),
    );
    const area = { polygons: [{ outer: ring, holes: [] }] };
    const found = await Promise.all([
      people.candidates(organisationId, [responderId, randomUUID()]),
      people.candidatesNear(organisationId, near),
      people.candidatesWithPlaceNear(organisationId, near),
      people.candidatesIn(organisationId, area, 9),
    ]);
    const [one] = found[0];
    expect(one).toMatchObject({ fix, history: NO_HISTORY, boundToId: null });
    expect(one?.places).toEqual([
      { kind: 'home', place: home().place, hours: home().hours },
      { kind: 'work', place: work(0.1).place, hours: hoursAround(HOURS, NOW) },
    ]);
    expect(found).toEqual(found.map(() => [one]));
  });
}

function remembersAnswers(world: () => World): void {
  it('counts answers and silence to incidents, and every alert of seven days', async () => {
    const [person] = await world().responders(1);
    if (person === undefined) throw new Error('one person');
    const past = (days: number, ms = 0) => NOW - days * DAY_MS + ms;
    await asked(world(), person, { sentAt: past(30), declinedAt: past(30, 4_000) });
    await asked(world(), person, { sentAt: past(7), declinedAt: past(7, 5_001) });
    await asked(world(), person, { sentAt: past(7, 1), expired: true });
    await asked(world(), person, { sentAt: past(6), withdrawn: true });
    await asked(world(), person, { sentAt: past(0, -MINUTE_MS) });
    const { alerts } = await world().open([person]);
    const [question] = alerts;
    if (question === undefined) throw new Error('one question');
    valueOf(await yes(world(), question, { now: NOW + 1 }));
    await expect(history(world(), person)).resolves.toEqual({
      ...NO_HISTORY,
      ...{ alerts: 3, accepts: 0, declines: 2 },
      // The mean of 4,000 and 5,001 to the nearest millisecond.
      replies: { count: 2, meanMs: 4_501 },
      alertsLast7Days: 4,
    });
  });
}

function remembersWays(world: () => World): void {
  it('remembers how fast a person set out, and when they were last with a patient', async () => {
    const [person] = await world().responders(1);
    if (person === undefined) throw new Error('one person');
    for (const [wait, withPatient] of [
      [20_000, 300_000],
      [41_000, null],
    ] as const) {
      const { incident, alerts } = await world().raise([person]);
      const taken = alerts[0] === undefined ? null : await world().take(alerts[0], NOW + 3_000);
      const assignmentId = taken?.ok === true ? taken.value.assignment.id : '';
      const move = { assignmentId, reason: null };
      const at = NOW + 3_000 + wait;
      const steps = [
        { ...move, from: 'accepted', to: 'en-route', at },
        { ...move, from: 'en-route', to: 'on-scene', at: at + 1 },
        ...(withPatient === null
          ? [{ ...move, from: 'on-scene', to: 'cleared', at: at + 2 } as const]
          : [
              { ...move, from: 'on-scene', to: 'with-patient', at: NOW + withPatient } as const,
              { ...move, from: 'with-patient', to: 'cleared', at: NOW + withPatient + 1 } as const,
            ]),
      ] as const;
      for (const [i, step] of steps.entries()) {
        const change = { ...world().change(incident, i + 1), assignmentMoves: [step] };
        await world().stores.incidents.save(change);
      }
    }
    await expect(history(world(), person)).resolves.toEqual({
      ...{ alerts: 2, accepts: 2, declines: 0, alertsLast7Days: 2 },
      replies: { count: 2, meanMs: 3_000 },
      turnouts: { count: 2, meanMs: 30_500 },
      lastWithPatientAt: NOW + 300_000,
    });
  });
}

async function history(world: World, person: Responder) {
  const found = await world.stores.people.candidates(world.organisationId, [person.id]);
  return found[0]?.history;
}

/** Asks a person for a new incident, and ends the alert so. */
async function asked(
  world: World,
  person: Responder,
  how: {
    readonly sentAt: number;
    readonly declinedAt?: number;
    readonly expired?: boolean;
    readonly withdrawn?: boolean;
  },
): Promise<void> {
  const { sentAt, declinedAt, expired, withdrawn } = how;
  const incident = world.incident();
  const expiresAt = sentAt + 5 * MINUTE_MS;
  const alert = world.alert({ incidentId: incident.id }, person.id, { sentAt, expiresAt });
  const { incidents } = world.stores;
  await incidents.save(world.raising(incident, [alert]));
  const end = (to: 'declined' | 'expired' | 'withdrawn', at: number) =>
    incidents.save({
      ...world.change(incident, 0),
      alertMoves: [
        { alertId: alert.id, to, at, endedReason: to === 'withdrawn' ? 'enough-accepted' : null },
      ],
    });
  if (declinedAt !== undefined) await end('declined', declinedAt);
  if (expired === true) await end('expired', expiresAt);
  if (withdrawn === true) await end('withdrawn', expiresAt);
}
