import type { StreetGraph } from '#adapters/streets/street-graph';
import type { Random } from './random';
import { roundPlace } from './rounding';
import type { CityAed, SampleAed } from './world-types';

/** A kind of place that has an AED. Hours null: nobody has written them down. */
interface Site {
  readonly name: string;
  readonly detail: string;
  readonly hours: readonly (string | null)[];
  readonly access: CityAed['access'];
  /** Shares of such sites with a locked cabinet, and with the AED on another floor. */
  readonly lockedShare: number;
  readonly upstairsShare: number;
}

/** A few of every kind may not be taken after all. */
const NO_ACCESS_SHARE = 0.05;

const CODE_DIGITS_FROM = 1_000;
const CODE_DIGITS_TO = 10_000;
const FLOORS = ['1', '1', '2', '3', '-1'];

/**
 * Assumed mix: a tenth always open (9.1 % in Copenhagen, Hansen et al. 2013), three tenths without
 * known hours, the rest closed at night and mostly on Sundays.
 */
const SITES: readonly (readonly [Site, number])[] = [
  [
    {
      name: 'Wall cabinet',
      detail: 'outside, by the entrance',
      hours: ['24/7'],
      access: 'public',
      lockedShare: 0.6,
      upstairsShare: 0,
    },
    0.1,
  ],
  [
    {
      name: 'Building',
      detail: 'ask inside',
      hours: [null],
      access: 'unknown',
      lockedShare: 0,
      upstairsShare: 0.3,
    },
    0.3,
  ],
  [
    {
      name: 'Office',
      detail: 'reception',
      hours: ['Mo-Fr 08:00-17:00', 'Mo-Fr 09:00-18:00'],
      access: 'permissive',
      lockedShare: 0.1,
      upstairsShare: 0.4,
    },
    0.25,
  ],
  [
    {
      name: 'Shop',
      detail: 'behind the tills',
      hours: ['Mo-Sa 09:00-21:00', 'Mo-Sa 08:00-22:00'],
      access: 'customers',
      lockedShare: 0,
      upstairsShare: 0.1,
    },
    0.18,
  ],
  [
    {
      name: 'School',
      detail: 'front office',
      hours: ['Mo-Fr 07:30-16:00; PH off'],
      access: 'private',
      lockedShare: 0.1,
      upstairsShare: 0.3,
    },
    0.07,
  ],
  [
    {
      name: 'Gym',
      detail: 'front desk',
      hours: ['Mo-Fr 05:00-22:00; Sa,Su 07:00-20:00'],
      access: 'customers',
      lockedShare: 0,
      upstairsShare: 0.1,
    },
    0.05,
  ],
  [
    {
      name: 'Church',
      detail: 'hall',
      hours: ['Su 08:00-13:00; We 18:00-20:30'],
      access: 'permissive',
      lockedShare: 0.2,
      upstairsShare: 0.1,
    },
    0.05,
  ],
];

/** Made-up AEDs along the streets, by road density. AED n is the same whatever the count. */
export function makeAeds(streets: StreetGraph, count: number, random: Random): SampleAed[] {
  return Array.from({ length: count }, (_, index) => {
    const draws = random.stream(String(index));
    const node = streets.nodeAtShare(draws.stream('place').next());
    const kind = draws.stream('site').weighted(SITES);
    const street = streets.streetName(node);
    return {
      ref: `AED-${String(index + 1).padStart(4, '0')}`,
      name: street === '' ? kind.name : `${kind.name}, ${street}`,
      place: roundPlace(streets.place(node)),
      locationDetail: kind.detail,
      access: draws.stream('access').chance(NO_ACCESS_SHARE) ? 'no' : kind.access,
      openingHours: draws.stream('hours').pick(kind.hours),
      floor: draws.stream('floor').chance(kind.upstairsShare)
        ? draws.stream('which-floor').pick(FLOORS)
        : null,
      cabinetCode: draws.stream('locked').chance(kind.lockedShare)
        ? String(Math.floor(draws.stream('code').between(CODE_DIGITS_FROM, CODE_DIGITS_TO)))
        : null,
    };
  });
}
