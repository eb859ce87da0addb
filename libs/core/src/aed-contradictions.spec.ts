import { contradictionsOf, believedHours, type AedClaims } from '#core/aed-contradictions';
import type { CompiledHours } from '#core/hours';

const ALWAYS: CompiledHours = { state: 'always' };
const plain: AedClaims = {
  access: 'public',
  indoor: null,
  name: 'Defibrillator',
  locationDetail: 'beim Haupteingang links',
  openingHours: '24/7',
  hours: ALWAYS,
};

test.each<[Partial<AedClaims>, string[]]>([
  [{}, []],
  [{ access: 'no' }, ['always-open-yet-no-access']],
  [{ access: 'private' }, ['always-open-yet-no-access']],
  [{ access: 'customers' }, []],
  [{ indoor: true }, []],
  [{ indoor: true, name: 'AED Schulhaus Berg 1' }, ['always-open-yet-in-school-or-gym']],
  [{ indoor: true, locationDetail: 'Eingang Turnhalle' }, ['always-open-yet-in-school-or-gym']],
  [{ indoor: true, name: 'City Gym' }, ['always-open-yet-in-school-or-gym']],
  [{ indoor: true, name: 'École du Centre' }, ['always-open-yet-in-school-or-gym']],
  [{ indoor: false, name: 'AED Schulhaus Berg 1' }, []],
  [{ indoor: null, name: 'AED Schulhaus Berg 1' }, []],
  [{ locationDetail: 'während Öffnungszeiten' }, ['always-open-yet-hours-in-detail']],
  [{ locationDetail: 'Reception, 07:30 - 17:00' }, ['always-open-yet-hours-in-detail']],
  [{ locationDetail: 'BOT-0-78 / beim Haupteingang' }, []],
  [{ locationDetail: 'im TLF der Feuerwehr' }, ['always-open-yet-in-vehicle']],
  [{ locationDetail: 'Automatische Auslösung, Autobahnseite' }, []],
  [
    { access: 'no', indoor: true, locationDetail: 'Schule, im Fahrzeug' },
    ['always-open-yet-no-access', 'always-open-yet-in-school-or-gym', 'always-open-yet-in-vehicle'],
  ],
])('%j beside "open at all hours" gives %j', (claims, expected) => {
  expect(contradictionsOf({ ...plain, ...claims })).toEqual(expected);
});

const times: CompiledHours = {
  state: 'intervals',
  intervals: [{ from: 0, to: 1 }],
  compiledFrom: 0,
  compiledUntil: 2,
};

test.each([
  ['Mo-Fr 08:00-11:30; 14:00-16:30', true],
  ['Mo-Fr 8-11; 14 - 16', true],
  ['Mo-Fr 08:00-11:30, 14:00-16:30', false],
  ['Mo-Fr 08:00-11:30; Sa 14:00-16:30', false],
  ['10:00-12:00; Su off', false],
  ['Mo-Fr 08:00-18:00; PH off', false],
])('times without days after times with days undo those: %j is doubted: %s', (text, doubted) => {
  const found = contradictionsOf({ ...plain, openingHours: text, hours: times });
  expect(found).toEqual(doubted ? ['hours-without-days-undo-others'] : []);
  expect(believedHours(times, found)).toEqual(doubted ? { state: 'unknown' } : times);
});

test('hours that name times contradict no access, and hours that nobody could read nothing', () => {
  for (const hours of [times, { state: 'unknown' } as const]) {
    expect(contradictionsOf({ ...plain, access: 'no', hours })).toEqual([]);
    expect(believedHours(hours, [])).toBe(hours);
  }
});

test('"at all hours" is believed only where nothing contradicts it', () => {
  expect(believedHours(ALWAYS, [])).toEqual({ state: 'always' });
  expect(believedHours(ALWAYS, ['always-open-yet-in-vehicle'])).toEqual({ state: 'unknown' });
});
