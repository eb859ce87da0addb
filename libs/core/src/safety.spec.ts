import { anIncident, aSquare, NOON, placeFrom, SCENE } from '#core/examples';
import {
  DEFAULT_SAFETY_RULES,
  isKeptAway,
  isTierFor,
  matchesCode,
  safetyFindings,
  type DangerArea,
  type SafetyRule,
} from '#core/safety';
import { HOUR_MS } from '#core/units';

const EVERYBODY = ['public-place', 'home', 'professional'] as const;

const aRule = (when: SafetyRule['when']): SafetyRule => ({
  code: 'violence',
  says: 'Somebody there is violent.',
  when,
  keepsAway: EVERYBODY,
});

const anArea = (overrides: Partial<DangerArea> = {}): DangerArea => ({
  code: 'gas',
  says: 'Gas has been released.',
  area: { polygons: [aSquare(SCENE, 500)] },
  from: NOON - HOUR_MS,
  to: NOON + HOUR_MS,
  keepsAway: EVERYBODY,
  ...overrides,
});

const applies = (when: SafetyRule['when'], incident: Parameters<typeof anIncident>[0]): boolean =>
  safetyFindings(anIncident(incident), { rules: [aRule(when)], dangerAreas: [] }, NOON).length > 0;

const inDanger = (area: Partial<DangerArea>, northM = 0, now = NOON): boolean =>
  safetyFindings(
    anIncident({ place: placeFrom(SCENE, northM) }),
    { rules: [], dangerAreas: [anArea(area)] },
    now,
  ).length > 0;

describe('a safety rule applies', () => {
  test('by any one of its hazards', () => {
    const when = { hazards: ['violence', 'fire'] } as const;
    expect(applies(when, { hazards: ['traffic', 'fire'] })).toBe(true);
    expect(applies(when, { hazards: ['traffic'] })).toBe(false);
    expect(applies(when, { hazards: [] })).toBe(false);
  });

  test('by control’s code, whole or from its beginning, and never without a code', () => {
    const when = { determinants: ['14*', '09D02'] } as const;
    expect(applies(when, { determinantCode: '14D01' })).toBe(true);
    expect(applies(when, { determinantCode: '09D02' })).toBe(true);
    expect(applies(when, { determinantCode: '09D021' })).toBe(false);
    expect(applies(when, { determinantCode: null })).toBe(false);
  });

  test('by kind and by setting', () => {
    expect(applies({ kinds: ['opioid-overdose'] }, { kind: 'opioid-overdose' })).toBe(true);
    expect(applies({ kinds: ['opioid-overdose'] }, { kind: 'cardiac-arrest' })).toBe(false);
    const careHome = { settings: ['care-home-with-staff'] } as const;
    expect(applies(careHome, { setting: 'care-home-with-staff' })).toBe(true);
    expect(applies(careHome, { setting: 'unknown' })).toBe(false);
  });

  test('to a patient known to be younger, and not to one of unknown age', () => {
    expect(applies({ ageBelowYears: 8 }, { patientAgeYears: 7 })).toBe(true);
    expect(applies({ ageBelowYears: 8 }, { patientAgeYears: 8 })).toBe(false);
    expect(applies({ ageBelowYears: 8 }, { patientAgeYears: null })).toBe(false);
  });

  test('only when all the conditions it names hold', () => {
    const when = { hazards: ['water'], ageBelowYears: 16 } as const;
    expect(applies(when, { hazards: ['water'], patientAgeYears: 12 })).toBe(true);
    expect(applies(when, { hazards: ['water'], patientAgeYears: 30 })).toBe(false);
    expect(applies(when, { hazards: [], patientAgeYears: 12 })).toBe(false);
  });

  test('never when it names no condition', () => {
    expect(applies({}, { hazards: ['violence'] })).toBe(false);
  });
});

describe('a dangerous area applies', () => {
  test('inside it and not outside', () => {
    expect(inDanger({}, 249)).toBe(true);
    expect(inDanger({}, 251)).toBe(false);
  });

  test('from its start, not at its end, and for as long as it is not lifted', () => {
    expect(inDanger({}, 0, NOON - HOUR_MS)).toBe(true);
    expect(inDanger({}, 0, NOON - HOUR_MS - 1)).toBe(false);
    expect(inDanger({}, 0, NOON + HOUR_MS - 1)).toBe(true);
    expect(inDanger({}, 0, NOON + HOUR_MS)).toBe(false);
    expect(inDanger({ to: null }, 0, NOON + 1_000 * HOUR_MS)).toBe(true);
  });
});

describe('who is kept away', () => {
  const violent = anIncident({ hazards: ['violence'] });
  const safety = {
    rules: [{ ...aRule({ hazards: ['violence'] }), keepsAway: ['public-place', 'home'] as const }],
    dangerAreas: [anArea({ keepsAway: ['public-place'] })],
  };

  test('the tiers that a rule names, and no others', () => {
    const findings = safetyFindings(violent, safety, NOON);
    expect(findings.map(({ code }) => code)).toEqual(['violence', 'gas']);
    expect(isKeptAway('public-place', findings)).toBe(true);
    expect(isKeptAway('home', findings)).toBe(true);
    expect(isKeptAway('professional', findings)).toBe(false);
  });

  test('nobody where a dispatcher overrides it, but what was found is still said', () => {
    const override = { reason: 'police are on scene', by: 'dispatcher 7', at: NOON };
    const findings = safetyFindings({ ...violent, safetyOverride: override }, safety, NOON);
    expect(findings.map(({ overridden }) => overridden)).toEqual([true, true]);
    expect(isKeptAway('home', findings)).toBe(false);
  });

  test('nobody where nothing was found', () => {
    expect(isKeptAway('home', [])).toBe(false);
  });
});

test('people of the street go to public places only; an unknown place may be a home', () => {
  expect(isTierFor('public-place', 'public-place')).toBe(true);
  for (const setting of ['home', 'unknown', 'care-home-with-staff'] as const) {
    expect(isTierFor('public-place', setting)).toBe(false);
    expect(isTierFor('home', setting)).toBe(true);
    expect(isTierFor('professional', setting)).toBe(true);
  }
});

test('a code matches itself, the beginning before a star, and nothing when there is none', () => {
  expect(matchesCode('09E01', '09E01')).toBe(true);
  expect(matchesCode('09E*', '09E01')).toBe(true);
  expect(matchesCode('09E*', '09D01')).toBe(false);
  expect(matchesCode('*', '31')).toBe(true);
  expect(matchesCode('*', null)).toBe(false);
});

describe('an organisation that has written no rules', () => {
  const keptAway = (incident: Parameters<typeof anIncident>[0]) => {
    const safety = { rules: DEFAULT_SAFETY_RULES, dangerAreas: [] };
    const findings = safetyFindings(anIncident(incident), safety, NOON);
    return EVERYBODY.filter((tier) => isKeptAway(tier, findings));
  };

  test('sends nobody into violence, fire, gas, chemicals or electricity', () => {
    for (const hazard of ['violence', 'fire', 'hazardous-material', 'electricity'] as const) {
      expect(keptAway({ hazards: [hazard] })).toEqual(EVERYBODY);
    }
  });

  test('professionals only go into traffic, water, infection, to children, care homes', () => {
    const layPeople = ['public-place', 'home'];
    for (const hazard of ['traffic', 'water', 'infection'] as const) {
      expect(keptAway({ hazards: [hazard] })).toEqual(layPeople);
    }
    expect(keptAway({ patientAgeYears: 7 })).toEqual(layPeople);
    expect(keptAway({ setting: 'care-home-with-staff' })).toEqual(layPeople);
  });

  test('sends everyone else everywhere else, and has each code once', () => {
    expect(keptAway({ patientAgeYears: 8, setting: 'home' })).toEqual([]);
    const codes = DEFAULT_SAFETY_RULES.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
  });
});
