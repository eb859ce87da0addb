import { chooseByGain, fatigueFactor, type Offer, type Weighed } from '#core/choose-by-gain';
import { anAlert, aCandidate, aResponder, NOON } from '#core/examples';
import { aSmallIncident, weighingOf, type Weighing } from '#core/gain-examples';
import { aPlanInput, closeby, idsOf } from '#core/plan-examples';
import { seededChance } from '#core/random-examples';
import { gainOf, noOne, survivalIn, valuesOf, withPart, type Odds } from '#core/rescue-odds';
import { NO_HISTORY } from '#core/response-history';
import { sceneOf } from '#core/scene';
import { SURVIVAL_CURVES, type SurvivalCurve } from '#core/survival';
import { DAY_MS } from '#core/units';
import type { Option } from '#core/ways-there';

const SEED = 3;
const INSTANCES = 8;
/** From nearly everyone is worth it to few are: prices of one alert, in turn. */
const PRICES = [0.002, 0.005, 0.01, 0.02];
/** How many may be asked, in turn: all, or half of them. */
const MAXIMA = [6, 6, 6, 6, 3, 3, 3, 3];
const UNLIMITED = { max: 30, floor: 0 };

const EXAMPLE = weighingOf(aSmallIncident(seededChance(SEED), 'larsen', { people: 12, aeds: 4 }));

function choose(weighing: Weighing, room = UNLIMITED): ReturnType<typeof chooseByGain> {
  return chooseByGain(weighing.people, { ...weighing, odds: noOne(), stillThere: new Map(), room });
}

const netOf = (offers: readonly Offer[]): number =>
  offers.reduce((sum, { gain, price }) => sum + gain - price, 0);

/** With what is left of an AED when others may have taken it, written a second time. */
function sharedPart({ task, part }: Option, taken: ReadonlyMap<string, number>) {
  return { ...part, shockChance: part.shockChance * (taken.get(task.aedId ?? '') ?? 1) };
}

function takenAfter({ task, part }: Option, taken: ReadonlyMap<string, number>) {
  if (task.aedId === null) return taken;
  return new Map([...taken, [task.aedId, (taken.get(task.aedId) ?? 1) * (1 - part.chance)]]);
}

interface Searched {
  readonly odds: Odds;
  readonly taken: ReadonlyMap<string, number>;
  readonly room: number;
}

/** The most that any choice of people and ways adds over its price, everything tried. */
function bestNet(weighing: Weighing, max: number): number {
  const { choice, people, scene, worth } = weighing;
  const search = (
    [person, ...rest]: readonly Weighed[],
    { odds, taken, room }: Searched,
  ): number => {
    if (person === undefined || room === 0) return 0;
    const price = choice.pricePerAlert * fatigueFactor(person.candidate, choice.fatigue, scene);
    let best = search(rest, { odds, taken, room });
    const values = valuesOf(odds, worth);
    for (const option of person.options) {
      const part = sharedPart(option, taken);
      const further =
        rest.length === 0 || room === 1
          ? 0
          : search(rest, {
              odds: withPart(odds, part),
              taken: takenAfter(option, taken),
              room: room - 1,
            });
      best = Math.max(best, gainOf(part, values) - price + further);
    }
    return best;
  };
  // Whoever is asked first counts for an AED: both orders, the better of them.
  const start = { odds: noOne(), taken: new Map<string, number>(), room: max };
  return Math.max(search(people, start), search([...people].reverse(), start));
}

/** The same person, who nearly always comes. */
function surely(person: Weighed): Weighed {
  const options = person.options.map((option) => ({
    ...option,
    part: { ...option.part, chance: 0.9 },
  }));
  return { ...person, options };
}

function smallOnes(curve: SurvivalCurve): Weighing[] {
  const chance = seededChance(SEED);
  return Array.from({ length: INSTANCES }, (_, index) => {
    const weighing = weighingOf(aSmallIncident(chance, curve, { people: 6, aeds: 2 }));
    const pricePerAlert = PRICES[index % PRICES.length] ?? 0;
    return { ...weighing, choice: { ...weighing.choice, pricePerAlert } };
  });
}

/** How near greedy came, and how much one candidate more made it lose. */
interface Compared {
  readonly ratios: number[];
  worstLoss: number;
}

function compare(weighing: Weighing, max: number, found: Compared): void {
  const room = { max, floor: 0 };
  const best = bestNet(weighing, max);
  const greedy = netOf(choose(weighing, room).chosen);
  if (best > 1e-9) found.ratios.push(greedy / best);
  const fewer = { ...weighing, people: weighing.people.slice(0, -1) };
  const bestOfFewer = bestNet(fewer, max);
  expect(best).toBeGreaterThanOrEqual(bestOfFewer - 1e-12);
  if (bestOfFewer <= 1e-9) return;
  const loss = (netOf(choose(fewer, room).chosen) - greedy) / bestOfFewer;
  found.worstLoss = Math.max(found.worstLoss, loss);
}

/** Prints what was found. */
function summary(name: string, { ratios, worstLoss }: Compared): { mean: number; least: number } {
  const mean = ratios.reduce((sum, each) => sum + each, 0) / ratios.length;
  const least = Math.min(...ratios);
  process.stdout.write(
    `choose by gain, ${name}: seed ${SEED}, ${ratios.length} cases, greedy / best mean ` +
      `${mean.toFixed(5)}, least ${least.toFixed(5)}; worst loss by one candidate more ` +
      `${(100 * worstLoss).toFixed(3)} %\n`,
  );
  return { mean, least };
}

describe('greedy against everything tried', () => {
  const usual: Compared = { ratios: [], worstLoss: 0 };
  const sure: Compared = { ratios: [], worstLoss: 0 };

  test.each(SURVIVAL_CURVES)(
    `6 people by up to 3 ways under %s, one more never lowers the best (seed ${String(SEED)})`,
    (curve) => {
      for (const [index, weighing] of smallOnes(curve).entries()) {
        const max = MAXIMA[index] ?? 6;
        compare(weighing, max, usual);
        if (index % 2 === 0) {
          compare({ ...weighing, people: weighing.people.map(surely) }, max, sure);
        }
      }
    },
  );

  test('reaches at least 0.99 of the best on average, and 0.9 always', () => {
    const { mean, least } = summary('people as they are', usual);
    expect(usual.ratios.length).toBeGreaterThan(SURVIVAL_CURVES.length * (INSTANCES / 2));
    expect(mean).toBeGreaterThanOrEqual(0.99);
    expect(least).toBeGreaterThanOrEqual(0.9);
    expect(usual.worstLoss).toBeLessThan(0.1);
  });

  test('of people who nearly always come, each standing in for the others, 0.98 on average', () => {
    const { mean, least } = summary('people who nearly always come', sure);
    expect(mean).toBeGreaterThanOrEqual(0.98);
    expect(least).toBeGreaterThanOrEqual(0.8);
    expect(sure.worstLoss).toBeLessThan(0.1);
  });
});

describe.each(SURVIVAL_CURVES)('under %s', (curve) => {
  test(`each choice is the best of all people and ways left (seed ${String(SEED)})`, () => {
    const chance = seededChance(SEED);
    const weighing = weighingOf(aSmallIncident(chance, curve, { people: 15, aeds: 5 }));
    let odds = noOne();
    let taken: ReadonlyMap<string, number> = new Map();
    const left = new Set(weighing.people);
    for (const chosen of choose(weighing).chosen) {
      const now = survivalIn(valuesOf(odds, weighing.worth));
      let best = -Infinity;
      for (const { candidate, options } of left) {
        const factor = fatigueFactor(candidate, weighing.choice.fatigue, weighing.scene);
        for (const option of options) {
          const then = withPart(odds, sharedPart(option, taken));
          const gain = survivalIn(valuesOf(then, weighing.worth)) - now;
          best = Math.max(best, gain - weighing.choice.pricePerAlert * factor);
        }
      }
      expect(chosen.gain - chosen.price).toBeCloseTo(best, 12);
      odds = withPart(odds, sharedPart(chosen.option, taken));
      taken = takenAfter(chosen.option, taken);
      for (const each of left) if (each.candidate === chosen.candidate) left.delete(each);
    }
  });
});

test('the order of people does not matter', () => {
  const turned = { ...EXAMPLE, people: [...EXAMPLE.people].reverse() };
  const said = (weighing: Weighing) =>
    choose(weighing).chosen.map(({ candidate, option }) => [candidate.responder.id, option.task]);
  expect(said(turned)).toEqual(said(EXAMPLE));
  expect(said(EXAMPLE).length).toBeGreaterThan(1);
});

test('no AED is promised surely to two: of people who surely come one fetches each', () => {
  const people = EXAMPLE.people.map((person) => ({
    ...person,
    options: person.options.map((option) => ({ ...option, part: { ...option.part, chance: 1 } })),
  }));
  const { chosen } = choose({ ...EXAMPLE, people }, { max: 12, floor: 12 });
  expect(chosen.length).toBeGreaterThanOrEqual(8);
  const aeds = chosen.flatMap(({ option }) => option.task.aedId ?? []);
  expect(aeds.length).toBeGreaterThan(0);
  expect(new Set(aeds).size).toBe(aeds.length);
});

test('an AED somebody fetches already is nobody’s way', () => {
  const aedIds = EXAMPLE.scene.ground.aeds.map(({ id }) => [id, 0] as const);
  const { chosen } = chooseByGain(EXAMPLE.people, {
    ...EXAMPLE,
    odds: noOne(),
    stillThere: new Map(aedIds),
    room: UNLIMITED,
  });
  expect(chosen.map(({ option }) => option.task.role)).toEqual(chosen.map(() => 'direct'));
});

describe('when it is enough', () => {
  test('everyone chosen is worth the price, nobody left is', () => {
    const { chosen, left } = choose(EXAMPLE);
    expect(chosen.every(({ gain, price }) => gain > price)).toBe(true);
    expect(left.length).toBeGreaterThan(0);
    expect(left.every(({ gain, price }) => gain <= price)).toBe(true);
    expect(idsOf([...chosen, ...left].map(({ candidate }) => candidate))).toHaveLength(12);
  });

  test('fewer at a higher price, and no more than there is room for', () => {
    const dear = { ...EXAMPLE, choice: { ...EXAMPLE.choice, pricePerAlert: 0.02 } };
    expect(choose(dear).chosen.length).toBeLessThan(choose(EXAMPLE).chosen.length);
    expect(choose(EXAMPLE, { max: 2, floor: 0 }).chosen).toHaveLength(2);
    expect(choose(EXAMPLE, { max: 0, floor: 3 }).chosen).toHaveLength(0);
  });

  test('the floor is asked although it is not worth the price, and says so', () => {
    const dear = { ...EXAMPLE, choice: { ...EXAMPLE.choice, pricePerAlert: 1 } };
    const { chosen } = choose(dear, { max: 30, floor: 3 });
    expect(chosen.map(({ isFloor }) => isFloor)).toEqual([true, true, true]);
    const etas = chosen.map(({ option }) => option.etaMs);
    expect(etas).toEqual([...etas].sort((a, b) => a - b));
  });

  test('the floor of the first wave is asked however late they come', () => {
    const dear = { ...EXAMPLE, choice: { ...EXAMPLE.choice, pricePerAlert: 1 } };
    expect(choose(dear, { max: 30, floor: 30 }).chosen).toHaveLength(dear.people.length);
  });

  test('for the floor of a later wave nobody is woken who comes after the ambulance', () => {
    const { scene } = EXAMPLE;
    const later = {
      ...scene,
      input: { ...scene.input, alerts: [anAlert({ status: 'declined' })] },
    };
    const dear = {
      ...EXAMPLE,
      scene: later,
      choice: { ...EXAMPLE.choice, pricePerAlert: 1 },
    };
    const { usefulMs } = dear.scene.ground;
    const { chosen } = choose(dear, { max: 30, floor: 30 });
    expect(chosen.length).toBeLessThan(dear.people.length);
    for (const { option } of chosen) expect(option.etaMs).toBeLessThanOrEqual(usefulMs);
  });

  test('whoever has no way is not weighed', () => {
    const people = EXAMPLE.people.map((person) => ({ ...person, options: [] }));
    expect(choose({ ...EXAMPLE, people }, { max: 30, floor: 3 })).toMatchObject({
      chosen: [],
      left: [],
    });
  });
});

describe('the price of a person', () => {
  const fatigue = {
    perAlertLast7Days: 0.25,
    night: 0.5,
    afterPatient: 2,
    restMs: DAY_MS,
    perKm: 1,
  };
  const priced = (history: Partial<typeof NO_HISTORY>, localHour = 12, wayM = 0): number => {
    const candidate = aCandidate({
      responder: aResponder({ id: 'p' }),
      history: { ...NO_HISTORY, ...history },
    });
    const travel = {
      source: 'streets' as const,
      toPatientM: { p: wayM },
      aedToPatientM: {},
      toAedM: {},
    };
    const policy = closeby('larsen');
    return fatigueFactor(
      candidate,
      fatigue,
      sceneOf(aPlanInput({ candidates: [candidate], policy, travel, localHour })),
    );
  };

  test.each([
    ['rested, by day', {}, 12, 0, 1],
    ['two alerts this week', { alertsLast7Days: 2 }, 12, 0, 1.5],
    ['by night', {}, 23, 0, 1.5],
    ['a day after a patient, to the millisecond', { lastWithPatientAt: NOON - DAY_MS }, 12, 0, 1],
    ['a millisecond less', { lastWithPatientAt: NOON - DAY_MS + 1 }, 12, 0, 3],
    ['1,500 m away', {}, 12, 1_500, 2.5],
    ['all of it', { alertsLast7Days: 4, lastWithPatientAt: NOON - 1 }, 3, 2_000, 6.5],
  ] as const)('%s', (_name, history, localHour, wayM, factor) => {
    expect(priced(history, localHour, wayM)).toBeCloseTo(factor, 12);
  });
});
