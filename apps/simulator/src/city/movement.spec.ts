import { StreetGraph } from '#adapters/streets/street-graph';
import type { Place } from '#adapters/streets/street-graph';
import { distanceM } from '#core/geometry';
import { Movement } from './movement';
import { Random } from './random';
import { replyTo } from './replies';
import type { CityResponder } from './world-types';

const SEED = 'movement-spec';
const START = Date.UTC(2017, 0, 1, 12);
const MINUTE_MS = 60_000;

const streets = StreetGraph.fromLines(gridTown(30));
const home: Place = { lat: 36.815, lon: -76.085 };
const responder: CityResponder = {
  ref: 'R-00001',
  name: 'Ada Abbott',
  home,
  mode: 'bicycle',
  speedMps: 4,
  leaveAfterMs: 30_000,
  onDuty: true,
  credentials: [],
  tier: 'home',
  registeredPlaces: [],
  acceptShare: 0.36,
  declineShare: 0.44,
  accuracyM: 12,
};
const moving = (): Movement => new Movement({ streets, responder, seed: SEED, startsAt: START });

describe('a simulated responder at home', () => {
  it('strolls near home, never faster than a walk', () => {
    const movement = moving();
    const places = Array.from({ length: 480 }, (_, m) => movement.placeAt(START + m * MINUTE_MS));
    const farthestM = Math.max(...places.map((place) => distanceM(place, home)));
    expect(farthestM).toBeGreaterThan(50);
    expect(farthestM).toBeLessThan(1_800);
    places.slice(1).forEach((place, i) => {
      expect(distanceM(places[i] ?? home, place)).toBeLessThanOrEqual(1.3 * 60 + 0.1);
    });
  });

  it('is at the same place whatever was asked before', () => {
    const asked = moving();
    for (let m = 0; m < 300; m += 7) asked.fixAt(START + m * MINUTE_MS);
    const later = START + 211.3 * MINUTE_MS;
    expect(asked.fixAt(later)).toEqual(moving().fixAt(later));
  });

  it('reports fixes whose error fits their accuracy of 5 to 30 m', () => {
    const movement = moving();
    let within = 0;
    for (let m = 0; m < 400; m += 1) {
      const now = START + m * MINUTE_MS;
      const fix = movement.fixAt(now);
      expect(fix.at).toBe(now);
      expect(fix.accuracyM).toBeGreaterThanOrEqual(5);
      expect(fix.accuracyM).toBeLessThanOrEqual(30);
      if (distanceM(fix.place, movement.placeAt(now)) <= fix.accuracyM) within += 1;
    }
    expect(within / 400).toBeGreaterThan(0.6);
    expect(within / 400).toBeLessThan(0.78);
  });
});

describe('a simulated responder on the way', () => {
  const target: Place = { lat: 36.8222, lon: -76.0781 };
  const asked = START + 3 * MINUTE_MS;

  it('gets ready, travels along streets at their own speed and is there at the time said', () => {
    const movement = moving();
    const from = movement.placeAt(asked);
    const plan = movement.headFor(target, asked);
    expect(plan.leavesAt).toBe(asked + responder.leaveAfterMs);
    expect(plan.distanceM).toBeGreaterThanOrEqual(distanceM(from, target));
    expect(plan.arrivesAt - plan.leavesAt).toBe(Math.ceil((plan.distanceM / 4) * 1_000));
    expect(movement.placeAt(plan.leavesAt)).toEqual(from);
    expect(movement.placeAt(plan.arrivesAt)).toEqual(target);
    expect(movement.placeAt(plan.arrivesAt + 60 * MINUTE_MS)).toEqual(target);
    expect(distanceM(movement.placeAt(plan.arrivesAt - 1_000), target)).toBeGreaterThan(0.5);
  });

  it('turns to another target without a jump and without getting ready again', () => {
    const movement = moving();
    const first = movement.headFor(target, asked);
    const turn = first.leavesAt + 20_000;
    const before = movement.placeAt(turn);
    const second = movement.headFor({ lat: 36.81, lon: -76.09 }, turn);
    expect(second.leavesAt).toBe(turn);
    expect(movement.placeAt(turn)).toEqual(before);
  });

  it('goes home after being released, and strolls again', () => {
    const movement = moving();
    const there = movement.headFor(target, asked).arrivesAt;
    const back = movement.goHome(there + 10 * MINUTE_MS);
    expect(distanceM(movement.placeAt(back.arrivesAt), home)).toBeLessThan(1);
    const evening = Array.from({ length: 300 }, (_, m) =>
      distanceM(movement.placeAt(back.arrivesAt + m * MINUTE_MS), home),
    );
    expect(Math.max(...evening)).toBeGreaterThan(50);
  });
});

describe('simulated answers', () => {
  const replies = Array.from({ length: 20_000 }, (_, i) => replyTo(SEED, responder, `VB-${i}`));
  const delaysS = replies
    .flatMap((reply) => (reply.kind === 'none' ? [] : [reply.afterMs / 1_000]))
    .sort((a, b) => a - b);
  const quantile = (share: number): number => delaysS[Math.floor(delaysS.length * share)] ?? NaN;

  it('accept, decline and stay silent as often as the person does', () => {
    const share = (kind: string): number =>
      replies.filter((reply) => reply.kind === kind).length / replies.length;
    expect(share('accept')).toBeCloseTo(0.36, 1);
    expect(share('decline')).toBeCloseTo(0.44, 1);
    expect(share('none')).toBeCloseTo(0.2, 1);
  });

  it('take as long as measured: median 39.7 s, tenths 23 and 75 s, none before 15 s', () => {
    expect(Math.abs(quantile(0.5) - 39.7)).toBeLessThan(1.5);
    expect(Math.abs(quantile(0.1) - 23)).toBeLessThan(1.5);
    expect(Math.abs(quantile(0.9) - 75)).toBeLessThan(3);
    expect(delaysS[0]).toBeGreaterThanOrEqual(15);
  });

  it('are the same for the same person and incident', () => {
    expect(replyTo(SEED, responder, 'VB-7')).toEqual(replyTo(SEED, responder, 'VB-7'));
    expect(new Random(SEED).stream('a').next()).toBe(new Random(`${SEED}/a`).next());
  });
});

/** Streets every 0.001 degrees both ways, about 100 m. */
function gridTown(size: number): { name: string; places: Place[] }[] {
  const degrees = (base: number, step: number): number => Number((base + step / 1_000).toFixed(6));
  const steps = Array.from({ length: size }, (_, index) => index);
  return steps.flatMap((i) => [
    { name: '', places: steps.map((j) => ({ lat: degrees(36.8, i), lon: degrees(-76.1, j) })) },
    { name: '', places: steps.map((j) => ({ lat: degrees(36.8, j), lon: degrees(-76.1, i) })) },
  ]);
}
