import { NOON } from '#core/examples';
import { NEAREST_10 } from '#core/policy-presets';
import { RESPONSE_PLAN_TABLE, responsePlanFor, type ResponsePlan } from '#core/response-plan';

const aPlan = (name: string, overrides: Partial<ResponsePlan> = {}): ResponsePlan => ({
  organisationId: 'organisation',
  name,
  version: 1,
  status: 'active',
  title: name,
  kinds: [],
  determinants: [],
  policy: NEAREST_10,
  safetyRules: [],
  createdAt: NOON,
  ...overrides,
});

const arrest = { kind: 'cardiac-arrest', determinantCode: '09E01' } as const;

const named = (plans: readonly ResponsePlan[], incident: Parameters<typeof responsePlanFor>[1]) => [
  responsePlanFor(plans, incident)?.name,
  responsePlanFor([...plans].reverse(), incident)?.name,
];

/** Both orders of the same plans give the same one. */
const both = (name: string | undefined) => [name, name];

describe('the plan of an incident', () => {
  const byKind = aPlan('arrests', { kinds: ['cardiac-arrest'] });

  test('is the one for its kind where no code is named', () => {
    expect(named([byKind, aPlan('choking', { kinds: ['choking'] })], arrest)).toEqual(
      both('arrests'),
    );
    expect(named([byKind], { kind: 'cardiac-arrest', determinantCode: null })).toEqual(
      both('arrests'),
    );
  });

  test('is the one that names the beginning of its code before the one for its kind', () => {
    expect(named([byKind, aPlan('code', { determinants: ['09*'] })], arrest)).toEqual(both('code'));
    expect(named([byKind, aPlan('any', { determinants: ['*'] })], arrest)).toEqual(both('any'));
  });

  test('is the one that says more of the code', () => {
    const short = aPlan('short', { determinants: ['09*', '17*'] });
    const long = aPlan('long', { determinants: ['09E*'] });
    expect(named([byKind, short, long], arrest)).toEqual(both('long'));
  });

  test('is the one with the whole code before one with all of it as a beginning', () => {
    const beginning = aPlan('beginning', { determinants: ['09E01*'] });
    const whole = aPlan('whole', { determinants: ['09E01'] });
    expect(named([beginning, whole], arrest)).toEqual(both('whole'));
  });

  test('is the first by name where nothing else tells them apart', () => {
    const plans = [aPlan('b', { determinants: ['09E*'] }), aPlan('a', { determinants: ['09E*'] })];
    expect(named(plans, arrest)).toEqual(both('a'));
  });

  test('is never a draft or a retired one, and none where none is meant for it', () => {
    const draft = { ...byKind, status: 'draft' } as const;
    const retired = { ...byKind, status: 'retired' } as const;
    expect(named([draft, retired], arrest)).toEqual(both(undefined));
    expect(named([byKind], { kind: 'choking', determinantCode: '11D01' })).toEqual(both(undefined));
    expect(named([], arrest)).toEqual(both(undefined));
  });
});

test('a version that was retired never comes back', () => {
  expect(RESPONSE_PLAN_TABLE.retired).toEqual([]);
  expect(RESPONSE_PLAN_TABLE.active).toEqual(['retired']);
});
