import { aedsAround } from '#core/aeds-around';
import { anAed, idOf, NOON, placeFrom, SCENE } from '#core/examples';
import { HOUR_MS } from '#core/units';

const HERE = idOf(0xb);
const near = { place: SCENE, incidentId: HERE, at: NOON, max: 10 };
const hours = (from: number, to: number) => ({
  state: 'intervals' as const,
  intervals: [{ from: NOON + from * HOUR_MS, to: NOON + to * HOUR_MS }],
  compiledFrom: NOON - 100 * HOUR_MS,
  compiledUntil: NOON + 100 * HOUR_MS,
});
const standings = (...aeds: Parameters<typeof aedsAround>[0]) =>
  aedsAround(aeds, near).map(({ standing }) => standing);

describe('AEDs around an incident', () => {
  it.each([
    ['open', {}],
    ['hours-unknown', { hours: { state: 'unknown' } }],
    ['shut', { hours: hours(2, 8) }],
    ['fetched-here', { reservedForId: HERE }],
    ['fetched-elsewhere', { reservedForId: idOf(0xc) }],
    ['no-access', { access: 'private' }],
    ['out-of-service', { status: 'out-of-service', outOfServiceReason: 'flat' }],
  ] as const)('one that is %s is told so', (standing, fields) => {
    expect(standings(anAed(fields))).toEqual([standing]);
  });

  it('say when they open or shut, and what was reported of those out of service', () => {
    const [shut] = aedsAround([anAed({ hours: hours(2, 8) })], near);
    const [open] = aedsAround([anAed({ hours: hours(-2, 1) })], near);
    expect([shut?.changesAt, open?.changesAt]).toEqual([NOON + 2 * HOUR_MS, NOON + HOUR_MS]);
    const flat = anAed({ status: 'out-of-service', outOfServiceReason: 'flat' });
    expect(aedsAround([flat], near)[0]?.report).toBe('flat');
  });

  it('put what can be had before what is nearer and cannot; what has gone is not listed', () => {
    const shut = anAed({ place: placeFrom(SCENE, 20), hours: hours(2, 8) });
    const open = anAed({ place: placeFrom(SCENE, 300) });
    const gone = anAed({ place: placeFrom(SCENE, 10), status: 'retired' });
    const found = aedsAround([shut, open, gone], near).map(({ aed }) => aed.id);
    expect(found).toEqual([open.id, shut.id]);
  });
});
