import { createHash } from 'node:crypto';
import { loadCity } from './city';
import { makeWorld } from './world';
import type { World } from './world-types';

const city = loadCity();
const SMALL = { seed: '1', responders: 50, aeds: 20, cases: 40 };
/** Changes only with a decision to change the world of every seed. */
const SMALL_DIGEST = '64ed8fca9f62c6b346f0e1c975f65296feb117e47268e645c409311a86334e9d';

describe('a seeded world', () => {
  it('is the same to the byte for the same seed, and another for another', () => {
    const digest = digestOf(makeWorld(city, SMALL));
    expect(digestOf(makeWorld(city, SMALL))).toBe(digest);
    expect(digestOf(makeWorld(city, { ...SMALL, seed: '2' }))).not.toBe(digest);
    expect(digest).toBe(SMALL_DIGEST);
  });

  it('keeps its first people, AEDs and cases when it grows', () => {
    const small = makeWorld(city, SMALL);
    const big = makeWorld(city, { ...SMALL, responders: 80, aeds: 30, cases: 100 });
    expect(big.responders.slice(0, 50)).toEqual(small.responders);
    expect(big.aeds.slice(0, 20)).toEqual(small.aeds);
    const refs = new Set(big.incidents.map(({ ref }) => ref));
    expect(small.incidents.every(({ ref }) => refs.has(ref))).toBe(true);
  });

  it('holds each recorded arrest once, in the order of the calls, at its recorded place', () => {
    const { incidents } = makeWorld(city, { ...SMALL, cases: 2_071 });
    expect(incidents.every(({ source }) => source === 'recorded')).toBe(true);
    expect(new Set(incidents.map(({ row }) => row)).size).toBe(2_071);
    const byRow = new Map(city.arrests.map((arrest) => [arrest.row, arrest]));
    for (const incident of incidents) {
      expect(incident.place).toEqual(byRow.get(incident.row)?.place);
      expect(incident.responseMin).toBe(byRow.get(incident.row)?.responseMin);
    }
    const times = incidents.map(({ calledAt }) => calledAt);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('says of a case beyond the records that it is resampled, and keeps it near a street', () => {
    const { incidents, madeUp } = makeWorld(city, { ...SMALL, cases: 2_371 });
    const extra = incidents.filter(({ source }) => source === 'resampled');
    expect(extra).toHaveLength(300);
    expect(madeUp.some((sentence) => sentence.startsWith('300 cases'))).toBe(true);
    expect(new Set(incidents.map(({ ref }) => ref)).size).toBe(2_371);
    const places = new Map(city.arrests.map(({ row, place }) => [row, place]));
    const moved = extra.filter(({ row, place }) => places.get(row)?.lat !== place.lat);
    expect(moved.length).toBeGreaterThan(290);
  });

  it('gives everybody a cpr credential, valid at the start but for a few', () => {
    const startsAt = Date.UTC(2030, 5, 1);
    const { responders } = makeWorld(city, { ...SMALL, responders: 2_000, startsAt });
    const isValid = (c: { validFrom: number; validTo: number }): boolean =>
      c.validFrom <= startsAt && startsAt < c.validTo;
    const cpr = responders.map(({ credentials }) => credentials.find(({ kind }) => kind === 'cpr'));
    const expired = cpr.filter((credential) => credential === undefined || !isValid(credential));
    expect(cpr).not.toContain(undefined);
    expect(expired.length).toBeGreaterThan(20);
    expect(expired.length).toBeLessThan(120);
  });

  it('refuses a count that is no count', () => {
    expect(() => makeWorld(city, { ...SMALL, aeds: -1 })).toThrow('aeds is -1');
    expect(() => makeWorld(city, { ...SMALL, cases: NaN })).toThrow('cases is NaN');
  });

  it('is summarised for a look', () => {
    const world = makeWorld(city, { seed: '1', responders: 3_000, aeds: 400, cases: 2_071 });
    const lines = summary(world);
    process.stdout.write(`${lines.join('\n')}\n`);
    expect(lines.length).toBeGreaterThan(5);
  });
});

function digestOf(world: World): string {
  return createHash('sha256').update(JSON.stringify(world)).digest('hex');
}

function summary(world: World): string[] {
  const { streets } = city;
  const onDuty = world.responders.filter((responder) => responder.onDuty);
  const homes = onDuty.map(({ home }) => streets.nearestNode(home).node);
  const aeds = world.aeds.map(({ place }) => streets.nearestNode(place).node);
  const within = (nodes: number[], limitM: number): string => {
    const reached = world.incidents.map(({ place }) => {
      const from = streets.nearestNode(place).node;
      return streets.sweep(from, { to: nodes, limitM }).filter(Number.isFinite).length;
    });
    const share = (least: number): string =>
      `${((100 * reached.filter((n) => n >= least).length) / reached.length).toFixed(1)} %`;
    return `with 1 or more ${share(1)}, 3 or more ${share(3)}, 10 or more ${share(10)}`;
  };
  const snapM = world.incidents
    .map(({ place }) => streets.nearestNode(place).distanceM)
    .sort((a, b) => a - b);
  const at = (values: number[], share: number): number =>
    values[Math.floor(values.length * share)] ?? NaN;
  const speeds = world.responders.map(({ speedMps }) => speedMps).sort((a, b) => a - b);
  const accept = world.responders.reduce((sum, r) => sum + r.acceptShare, 0) / 3_000;
  const minutes = world.incidents
    .flatMap(({ responseMin }) => (responseMin === null ? [] : [responseMin]))
    .sort((a, b) => a - b);
  return [
    `${world.city}: ${streets.lengthKm.toFixed(0)} km of road, ${world.stations.length} stations`,
    `arrests ${world.incidents.length}: refused rows ${world.refusedRows.length}, ` +
      `without response time ${world.notedRows.length}, repeats ` +
      `${world.incidents.filter(({ repeatOf }) => repeatOf !== null).length}`,
    `first unit (recorded): median ${at(minutes, 0.5)} min, nine tenths by ${at(minutes, 0.9)} min`,
    `arrest to nearest street node: median ${at(snapM, 0.5).toFixed(0)} m, ` +
      `99 % within ${at(snapM, 0.99).toFixed(0)} m, most ${at(snapM, 0.9999).toFixed(0)} m`,
    `responders ${world.responders.length}, on duty ${onDuty.length}, ` +
      `accept ${accept.toFixed(3)}, speed median ${at(speeds, 0.5)} m/s ` +
      `(quarters ${at(speeds, 0.25)} and ${at(speeds, 0.75)})`,
    `arrests with on-duty responders within 1 km by road: ${within(homes, 1_000)}`,
    `AEDs ${world.aeds.length}; arrests with AEDs within 1 km by road: ${within(aeds, 1_000)}`,
  ];
}
