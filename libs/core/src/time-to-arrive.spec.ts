import { chanceWithin, logNormalOf, momentsOf, type LogNormal } from '#core/log-normal';
import { ARRIVAL_MODEL } from '#core/policy-models';
import { momentsOfDraws, seededChance } from '#core/random-examples';
import { NO_HISTORY, type ResponseHistory } from '#core/response-history';
import { isNight, timeToArrive, type ArrivalModel, type Way } from '#core/time-to-arrive';
import { MINUTE_MS, SECOND_MS } from '#core/units';

const SEED = 4;
const NOON_HOUR = 12;
const NIGHT_HOUR = 3;

const certain = (seconds: number): LogNormal => ({ medianMs: seconds * SECOND_MS, sigma: 0 });

/** Everybody takes exactly the median, so that sums can be done in the head. */
const plain: ArrivalModel = {
  reply: certain(40),
  turnoutDay: certain(62),
  turnoutNight: certain(102),
  night: { fromHour: 22, toHour: 7 },
  travel: {
    foot: { medianMps: 2, sigma: 0, startMs: 0 },
    bicycle: { medianMps: 4, sigma: 0, startMs: 30 * SECOND_MS },
    car: { medianMps: 8, sigma: 0, startMs: 60 * SECOND_MS },
  },
  lastMetres: certain(20),
  ownDelayWeight: 5,
};

const aWay = (overrides: Partial<Way> = {}): Way => ({
  mode: 'foot',
  history: NO_HISTORY,
  state: { step: 'to-be-alerted' },
  metres: 600,
  uncertaintyM: 0,
  stopMs: 0,
  ...overrides,
});

const seconds = (way: Way, localHour = NOON_HOUR, model = plain): number =>
  timeToArrive(way, model, localHour).medianMs / SECOND_MS;

const slowTo = (replyS: number, turnoutS: number, count: number): ResponseHistory => ({
  ...NO_HISTORY,
  replies: { count, meanMs: replyS * SECOND_MS },
  turnouts: { count, meanMs: turnoutS * SECOND_MS },
});

describe('the parts of the way, added by hand', () => {
  test.each([
    ['600 m on foot: 40 + 62 + 300 + 20', {}, 422],
    ['600 m by bicycle: 40 + 62 + 30 + 150 + 20', { mode: 'bicycle' }, 302],
    ['600 m by car: 40 + 62 + 60 + 75 + 20', { mode: 'car' }, 257],
    ['with a stop of 30 s at a cabinet', { stopMs: 30 * SECOND_MS }, 452],
    ['alerted 15 s ago: 25 + 62 + 300 + 20', { state: { step: 'alerted', sinceMs: 15_000 } }, 407],
    ['alerted long ago: 62 + 300 + 20', { state: { step: 'alerted', sinceMs: 90_000 } }, 382],
    ['accepted 12 s ago: 50 + 300 + 20', { state: { step: 'accepted', sinceMs: 12_000 } }, 370],
    ['on the way: 300 + 20', { state: { step: 'en-route' } }, 320],
    ['driving, the car started: 75 + 20', { mode: 'car', state: { step: 'en-route' } }, 95],
  ] as const)('%s', (_name, overrides, expected) => {
    expect(seconds(aWay(overrides))).toBeCloseTo(expected, 6);
  });

  test('by night leaving takes 40 s longer, and an answer given by night too', () => {
    expect(seconds(aWay(), NIGHT_HOUR)).toBeCloseTo(462, 6);
    const accepted = aWay({ state: { step: 'accepted', sinceMs: 12_000 } });
    expect(seconds(accepted, NIGHT_HOUR)).toBeCloseTo(410, 6);
    expect(seconds(aWay({ state: { step: 'en-route' } }), NIGHT_HOUR)).toBeCloseTo(320, 6);
  });

  test.each([
    [21.99, false],
    [22, true],
    [0, true],
    [6.99, true],
    [7, false],
  ])('%d o’clock is night: %s', (hour, expected) => {
    expect(isNight(hour, plain.night)).toBe(expected);
  });

  test('hours of a day shift do not run over midnight, and none is none', () => {
    expect(isNight(12, { fromHour: 9, toHour: 17 })).toBe(true);
    expect(isNight(17, { fromHour: 9, toHour: 17 })).toBe(false);
    expect(isNight(9, { fromHour: 9, toHour: 9 })).toBe(false);
  });
});

describe('own delays', () => {
  test('shrink towards the group: five slow answers weigh as much as the group', () => {
    // Reply (5·40 + 5·80) / 10 = 60, turnout (5·62 + 5·122) / 10 = 92.
    expect(seconds(aWay({ history: slowTo(80, 122, 5) }))).toBeCloseTo(60 + 92 + 320, 6);
  });

  test('of somebody never measured are those of the group', () => {
    expect(seconds(aWay({ history: slowTo(80, 122, 0) }))).toBeCloseTo(422, 6);
  });

  test('of somebody measured very often are their own', () => {
    const measured = seconds(aWay({ history: slowTo(80, 122, 100_000) }));
    expect(measured).toBeCloseTo(80 + 122 + 320, 1);
  });

  test('count only while they are still to come', () => {
    const quick = aWay({ history: slowTo(1, 1, 50), state: { step: 'en-route' } });
    expect(seconds(quick)).toBeCloseTo(320, 6);
  });
});

describe('what nobody knows for sure', () => {
  test('somebody who may be 800 m off is not taken to stand beside the patient', () => {
    // √(0² + 800²) m at 2 m/s, and 40 + 62 + 20 s.
    const { meanMs } = momentsOf(timeToArrive(aWay({ metres: 0, uncertaintyM: 800 }), plain, 12));
    expect(meanMs / SECOND_MS).toBeCloseTo(522, 6);
  });

  test('an accurate position changes next to nothing', () => {
    const difference = seconds(aWay({ uncertaintyM: 10 })) - seconds(aWay());
    expect(Math.abs(difference)).toBeLessThan(0.1);
  });

  test('less certainty about the start spreads the arrival', () => {
    const spread = (uncertaintyM: number) =>
      timeToArrive(aWay({ uncertaintyM }), ARRIVAL_MODEL, NOON_HOUR).sigma;
    expect(spread(300)).toBeGreaterThan(spread(10));
  });

  test('an answer that does not come makes the arrival later, never sooner', () => {
    const arrival = (sinceMs: number) =>
      sinceMs +
      momentsOf(
        timeToArrive(aWay({ state: { step: 'alerted', sinceMs } }), ARRIVAL_MODEL, NOON_HOUR),
      ).meanMs;
    for (let sinceMs = 0; sinceMs < 5 * MINUTE_MS; sinceMs += 10 * SECOND_MS) {
      expect(arrival(sinceMs + 10 * SECOND_MS)).toBeGreaterThan(arrival(sinceMs));
    }
  });
});

test(`chances of arrival agree with draws of the parts (seed ${String(SEED)})`, () => {
  const chance = seededChance(SEED);
  const draw = ({ medianMs, sigma }: LogNormal) => medianMs * Math.exp(sigma * chance.normal());
  const { reply, turnoutDay, lastMetres, travel } = ARRIVAL_MODEL;
  const { medianMps, sigma, startMs } = travel.bicycle;
  const msPerM: LogNormal = { medianMs: SECOND_MS / medianMps, sigma };
  const drawn = Array.from(
    { length: 50_000 },
    () => draw(reply) + draw(turnoutDay) + startMs + 900 * draw(msPerM) + draw(lastMetres),
  );
  const arrival = timeToArrive(aWay({ mode: 'bicycle', metres: 900 }), ARRIVAL_MODEL, NOON_HOUR);
  const { mean, variance } = momentsOfDraws(drawn);
  const fitted = logNormalOf({ meanMs: mean, varianceMs2: variance });
  expect(arrival.medianMs / fitted.medianMs).toBeCloseTo(1, 2);
  for (const minutes of [4, 5, 6, 7, 8, 10]) {
    const share = drawn.filter((each) => each <= minutes * MINUTE_MS).length / drawn.length;
    expect(Math.abs(chanceWithin(arrival, minutes * MINUTE_MS) - share)).toBeLessThan(0.015);
  }
});
