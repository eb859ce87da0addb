import type { AlertPolicy } from '#core/alert-policy';
import { LEFT_OPEN } from '#core/policy-defaults';
import { AMBULANCE } from '#core/policy-models';
import {
  EMAS_5,
  FIRSTAED_9_3,
  HARTSLAGNU,
  HEARTRUNNER_20,
  LAS_3,
  LEBENSRETTER,
  POLICY_PRESETS,
  policyByName,
  PUBLISHED_PRESETS,
  SAMBA_30,
} from '#core/policy-presets';

const all = Object.values(POLICY_PRESETS);

/** Fields whose source stands under the name of what in them matters. */
const SAID_AS: Readonly<Record<string, string>> = {
  team: 'keepBest',
  replaces: 'alertedAtOnceMax',
};

/** What was published of each rule, as it was read. */
const published: readonly (readonly [AlertPolicy, Partial<AlertPolicy>])[] = [
  [LAS_3, { alertedAtOnceMax: 3, wantedCount: 3 }],
  [EMAS_5, { alertedAtOnceMax: 5, wantedCount: 5, radiusM: 800 }],
  [SAMBA_30, { alertedAtOnceMax: 30, wantedCount: 30, radiusM: 1_300 }],
  [HARTSLAGNU, { alertedAtOnceMax: 30, wantedCount: 30, radiusM: 1_000, aedMax: 3 }],
  [HEARTRUNNER_20, { alertedAtOnceMax: 20, wantedCount: 20, radiusM: 1_800 }],
  [FIRSTAED_9_3, { alertedAtOnceMax: 9, wantedCount: 9 }],
];

describe('the presets', () => {
  test('have every name that is promised', () => {
    const names = [
      'las-3',
      'emas-5',
      'nearest-10',
      'samba-30',
      'hartslagnu',
      'heartrunner-20',
      'firstaed-9-3',
      'lebensretter',
      'replace-7',
      'closeby-larsen',
      'closeby-waalewijn',
      'closeby-de-maio',
      'closeby-valenzuela',
    ];
    expect(Object.keys(POLICY_PRESETS).sort()).toEqual([...names].sort());
    for (const name of names) expect(policyByName(name)?.name).toBe(name);
    for (const name of ['', 'nearest', 'toString', '__proto__']) {
      expect(policyByName(name)).toBeUndefined();
    }
  });

  test.each(all.map((policy) => [policy.name, policy] as const))(
    '%s: its numbers fit together',
    (_name, policy) => {
      expect(policy.alertedAtOnceMax).toBeLessThanOrEqual(policy.candidateMax);
      expect(policy.radiusM).toBeLessThanOrEqual(policy.consideredRadiusM);
      expect(policy.silentAfterMs).toBeLessThanOrEqual(policy.alertTtlMs);
      expect(policy.team.keepBest ?? 1).toBeLessThanOrEqual(policy.wantedCount);
      expect(JSON.parse(JSON.stringify(policy))).toEqual(policy);
    },
  );

  test.each(PUBLISHED_PRESETS.map((policy) => [policy.name, policy] as const))(
    '%s: every number it changes has its source',
    (_name, policy) => {
      const changed = Object.entries(LEFT_OPEN)
        .filter(([field, value]) => policy[field as keyof AlertPolicy] !== value)
        .map(([field]) => SAID_AS[field] ?? field);
      const fields = [...changed, 'radiusM', 'alertedAtOnceMax', 'wantedCount'];
      expect(Object.keys(policy.sources)).toEqual(expect.arrayContaining(fields));
      for (const source of Object.values(policy.sources)) expect(source).not.toBe('');
    },
  );
});

describe('the published rules', () => {
  test.each(published.map(([policy, rule]) => [policy.name, policy, rule] as const))(
    '%s is as published',
    (_name, policy, rule) => {
      expect(policy).toMatchObject(rule);
      expect(policy.replaces).toBe(false);
    },
  );

  test('HartslagNu sends a third straight and knows the detour rule', () => {
    expect(HARTSLAGNU.roles).toEqual({
      kind: 'share',
      directShare: 1 / 3,
      detourShareMax: 0.05,
    });
  });

  test('Heartrunner sends the first to compressions and all others by an AED', () => {
    expect(HEARTRUNNER_20.roles).toEqual({ kind: 'in-order', order: ['direct', 'via-aed'] });
    expect(HEARTRUNNER_20.team.keepBest).toBeNull();
  });

  test('FirstAED keeps three of those who accept, each with a part of their own', () => {
    expect(FIRSTAED_9_3.roles).toEqual({
      kind: 'in-order',
      order: ['direct', 'via-aed', 'guide'],
    });
    expect(FIRSTAED_9_3.team.keepBest).toBe(3);
  });

  test('Lebensretter goes by arrival, before the ambulance, and keeps four', () => {
    expect(LEBENSRETTER.choice).toEqual({
      kind: 'nearest',
      by: 'arrival',
      mustBeatAmbulance: true,
      ambulance: AMBULANCE,
    });
    expect(LEBENSRETTER.roles).toEqual({
      kind: 'in-order',
      order: ['direct', 'direct', 'via-aed', 'via-aed'],
    });
    expect(LEBENSRETTER.team.keepBest).toBe(4);
  });
});
