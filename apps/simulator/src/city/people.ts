import type { StreetGraph } from '#adapters/streets/street-graph';
import type { Random } from './random';
import { round, roundPlace } from './rounding';
import type {
  CityCredential,
  CityPlace,
  CityResponder,
  Instant,
  Place,
  Tier,
  TravelMode,
} from './world-types';

const DAY_MS = 86_400_000;

/** How people travel; shares and speeds are assumptions, foot is somebody in a hurry. */
const MODES: readonly (readonly [ModeNumbers, number])[] = [
  [{ mode: 'foot', medianMps: 1.9, sigma: 0.2, minMps: 1.2, maxMps: 3.2, leaveS: 20 }, 0.55],
  [{ mode: 'bicycle', medianMps: 4.2, sigma: 0.2, minMps: 2.8, maxMps: 6.5, leaveS: 35 }, 0.1],
  [{ mode: 'car', medianMps: 7, sigma: 0.2, minMps: 4.5, maxMps: 12, leaveS: 60 }, 0.35],
];

interface ModeNumbers {
  readonly mode: TravelMode;
  readonly medianMps: number;
  readonly sigma: number;
  readonly minMps: number;
  readonly maxMps: number;
  readonly leaveS: number;
}

const ON_DUTY_SHARE = 0.8;
const EXPIRED_SHARE = 0.03;
/** Two years is the usual validity of a CPR card in the United States. */
const VALID_DAYS = 730;

/**
 * Acceptance differs between people: Beta(1.1, 1.94), mean 0.36. Of what is not accepted, 43.9 of
 * 63.8 are declined and the rest stays silent (11,302 answers: 36.2 % accept, 43.9 % decline).
 */
const ACCEPT_BETA = [1.1, 1.94] as const;
const DECLINE_OF_REST = 43.9 / 63.8;

const EXTRA_CREDENTIALS: readonly (readonly [CityCredential['kind'] | null, number])[] = [
  [null, 0.62],
  ['first-aid', 0.2],
  ['community-first-responder', 0.08],
  ['nurse', 0.07],
  ['paramedic', 0.03],
];

/** Assumptions of ours: so many stay with the open street, and so many have said where they are. */
const STREET_ONLY_SHARE = 0.08;
const HOME_SAID_SHARE = 0.4;
const WORK_SAID_SHARE = 0.2;
const HOME_HOURS: readonly (string | null)[] = ['Mo-Su 18:00-08:00', 'Mo-Su 20:00-07:00', null];
const WORK_HOURS = ['Mo-Fr 08:00-17:00', 'Mo-Fr 09:00-18:00', 'Tu-Sa 10:00-19:00'];

/** Made-up issuers; none of them is a real body. */
const ISSUERS = ['Tidewater Training', 'Lynnhaven First Aid School', 'Sandbridge Rescue Courses'];

const FIRST_NAMES = (
  'Ada Ben Carla Dan Elsie Frank Grace Hugo Ines Jack Kira Leo Maya Noah Olga Paul Quinn Rosa ' +
  'Sam Tess Umar Vera Will Xenia Yusuf Zoe'
).split(' ');
const LAST_NAMES = (
  'Abbott Bishop Carver Dalton Ellis Fisher Garner Hatch Irwin Jarvis Keller Lowell Mercer ' +
  'Norris Osborn Porter Quigley Rhodes Sawyer Tanner Upton Vance Waller Yates'
).split(' ');

/**
 * Made-up responders with homes by road density. Person n is the same whatever the count, and each
 * has a valid cpr credential but for the few whose card has run out.
 */
export function makeResponders(task: {
  readonly streets: StreetGraph;
  readonly count: number;
  readonly startsAt: Instant;
  readonly random: Random;
}): CityResponder[] {
  return Array.from({ length: task.count }, (_, index) => {
    const random = task.random.stream(String(index));
    const node = task.streets.nodeAtShare(random.stream('home').next());
    const home = roundPlace(task.streets.place(node));
    const credentials = credentialsOf(random.stream('credentials'), task.startsAt);
    const acceptShare = round(random.stream('accept').beta(...ACCEPT_BETA), 4);
    return {
      ref: `R-${String(index + 1).padStart(5, '0')}`,
      name: `${random.stream('first').pick(FIRST_NAMES)} ${random.stream('last').pick(LAST_NAMES)}`,
      home,
      ...travel(random.stream('travel')),
      onDuty: random.stream('duty').chance(ON_DUTY_SHARE),
      credentials,
      tier: tierOf(random.stream('tier'), credentials),
      registeredPlaces: registeredPlaces(random.stream('places'), home, task.streets),
      acceptShare,
      declineShare: round((1 - acceptShare) * DECLINE_OF_REST, 4),
      accuracyM: round(random.stream('accuracy').between(5, 30), 1),
    };
  });
}

function travel(random: Random): Pick<CityResponder, 'mode' | 'speedMps' | 'leaveAfterMs'> {
  const numbers = random.weighted(MODES);
  const drawn = random.lognormal(numbers.medianMps, numbers.sigma);
  const speedMps = round(Math.min(Math.max(drawn, numbers.minMps), numbers.maxMps), 2);
  const leaveAfterMs = Math.round(numbers.leaveS * 1_000 * random.between(0.7, 1.3));
  return { mode: numbers.mode, speedMps, leaveAfterMs };
}

function credentialsOf(random: Random, startsAt: Instant): CityCredential[] {
  const issue = (kind: CityCredential['kind'], isExpired: boolean): CityCredential => {
    const age = isExpired
      ? VALID_DAYS + 1 + random.below(300)
      : 30 + random.below(VALID_DAYS - 120);
    const validFrom = startsAt - age * DAY_MS;
    return {
      kind,
      issuer: random.pick(ISSUERS),
      validFrom,
      validTo: validFrom + VALID_DAYS * DAY_MS,
    };
  };
  const cpr = issue('cpr', random.chance(EXPIRED_SHARE));
  const extra = random.weighted(EXTRA_CREDENTIALS);
  return extra === null ? [cpr] : [cpr, issue(extra, random.chance(EXPIRED_SHARE))];
}

function tierOf(random: Random, credentials: readonly CityCredential[]): Tier {
  const isNurse = credentials.some(({ kind }) => kind === 'nurse' || kind === 'paramedic');
  if (isNurse) return 'professional';
  return random.chance(STREET_ONLY_SHARE) ? 'public-place' : 'home';
}

function registeredPlaces(random: Random, home: Place, streets: StreetGraph): CityPlace[] {
  const places: CityPlace[] = [];
  if (random.stream('home').chance(HOME_SAID_SHARE)) {
    places.push({ kind: 'home', place: home, hours: random.stream('home-hours').pick(HOME_HOURS) });
  }
  if (random.stream('work').chance(WORK_SAID_SHARE)) {
    const work = streets.place(streets.nodeAtShare(random.stream('work-place').next()));
    const hours = random.stream('work-hours').pick(WORK_HOURS);
    places.push({ kind: 'work', place: roundPlace(work), hours });
  }
  return places;
}
