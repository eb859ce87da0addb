import type { AlertPolicy, NearestChoice, TeamRule } from '#core/alert-policy';
import { CLOSEBY_PRESETS } from '#core/closeby-presets';
import { ACCEPTANCE_MODEL, AED_MODEL, ARRIVAL_MODEL } from '#core/policy-models';
import { MINUTE_MS, SECOND_MS } from '#core/units';

const BY_DISTANCE: NearestChoice = { kind: 'nearest', by: 'distance', mustBeatAmbulance: false };
/** Everyone who accepts is kept, with the order they got. */
const KEEP_ALL: TeamRule = {
  keepBest: null,
  standDownBelow: null,
  keepAtLeast: 1,
  wantsGuide: false,
  changeOrderAbove: 0,
};

/** What the published rules leave open is the same in all of them. */
export const COMMON = {
  version: 1,
  wantedCount: 3,
  replaces: false,
  silentAfterMs: 60 * SECOND_MS,
  alertTtlMs: 5 * MINUTE_MS,
  lookAgainAfterMs: 30 * SECOND_MS,
  alertingEndsAfterMs: 20 * MINUTE_MS,
  fixStaleAfterMs: 15 * MINUTE_MS,
  fixAccuracyMaxM: 200,
  usesRegisteredPlaces: true,
  credentialKinds: ['cpr', 'community-first-responder', 'nurse', 'paramedic', 'doctor'],
  aedRadiusM: 1_500,
  aedMax: 3,
  candidateMax: 60,
  consideredRadiusM: 5_000,
  choice: BY_DISTANCE,
  roles: { kind: 'all-direct' },
  team: KEEP_ALL,
  limits: { perPerson7DaysMax: null, quietHours: null },
  arrival: ARRIVAL_MODEL,
  acceptance: ACCEPTANCE_MODEL,
  aedModel: AED_MODEL,
} as const;

const COMMON_SOURCES = {
  wantedCount: 'Gregers, JACC 2023: defibrillation rises up to three arriving responders',
  silentAfterMs: 'reply delay median 40 s, q90 75 s; proposed',
  fixStaleAfterMs: 'proposed',
  aedRadiusM: 'proposed',
};

/** The rule most systems publish: the nearest ten within a kilometre, once. */
export const NEAREST_10: AlertPolicy = {
  ...COMMON,
  name: 'nearest-10',
  radiusM: 1_000,
  alertedAtOnceMax: 10,
  sources: { ...COMMON_SOURCES, radiusM: 'GoodSAM NZ studies use 1 km' },
};

/** Seven at once, each who declines or stays silent replaced by the next nearest. */
export const REPLACE_7: AlertPolicy = {
  ...COMMON,
  name: 'replace-7',
  radiusM: 1_000,
  alertedAtOnceMax: 7,
  replaces: true,
  sources: {
    ...COMMON_SOURCES,
    alertedAtOnceMax: 'van den Berg et al., PLOS ONE 2026: alert 7 and replace each rejecter',
  },
};

/** The presets by name. */
export const POLICY_PRESETS: Readonly<Record<string, AlertPolicy>> = Object.fromEntries(
  [NEAREST_10, REPLACE_7, ...CLOSEBY_PRESETS].map((policy) => [policy.name, policy]),
);

/** The preset of that name, or undefined. */
export function policyByName(name: string): AlertPolicy | undefined {
  return Object.hasOwn(POLICY_PRESETS, name) ? POLICY_PRESETS[name] : undefined;
}
