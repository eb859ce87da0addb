import type { CredentialKind } from '#core/responder';
import { MINUTE_MS, SECOND_MS } from '#core/units';

/** The numbers of the rule, as data: what control rooms call a response plan. */
export interface AlertPolicy {
  readonly name: string;
  readonly version: number;
  /** Straight-line metres within which people are alerted. */
  readonly radiusM: number;
  /** How many hold an open alert at once. */
  readonly alertedAtOnceMax: number;
  /** How many may accept: the places of the incident. */
  readonly wantedCount: number;
  /** Whether each person who declines, withdraws or stays silent is replaced by the next. */
  readonly replaces: boolean;
  /** Without an answer for this long a person counts as silent. */
  readonly silentAfterMs: number;
  /** An alert nobody answered ends after this long. */
  readonly alertTtlMs: number;
  /** A policy that replaces looks again after this long even when nothing has happened. */
  readonly lookAgainAfterMs: number;
  /** Nobody new is alerted once this long has passed since control's message. */
  readonly alertingEndsAfterMs: number;
  /** A position older than this says nothing. */
  readonly fixStaleAfterMs: number;
  readonly fixAccuracyMaxM: number;
  /** Any one of these, verified and valid now, makes a person eligible. */
  readonly credentialKinds: readonly CredentialKind[];
  readonly aedRadiusM: number;
  readonly aedMax: number;
  /** Candidates fetched for the decision; more are explained afterwards. */
  readonly candidateMax: number;
  /** Everyone within this is considered and told why not, off the hot path. */
  readonly consideredRadiusM: number;
  /** Where each number that matters comes from. */
  readonly sources: Readonly<Record<string, string>>;
}

const COMMON = {
  version: 1,
  wantedCount: 3,
  silentAfterMs: 60 * SECOND_MS,
  alertTtlMs: 5 * MINUTE_MS,
  lookAgainAfterMs: 30 * SECOND_MS,
  alertingEndsAfterMs: 20 * MINUTE_MS,
  fixStaleAfterMs: 15 * MINUTE_MS,
  fixAccuracyMaxM: 200,
  credentialKinds: ['cpr', 'community-first-responder', 'nurse', 'paramedic', 'doctor'],
  aedRadiusM: 1_500,
  aedMax: 3,
  candidateMax: 60,
  consideredRadiusM: 5_000,
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
  replaces: false,
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
export const POLICY_PRESETS: Readonly<Record<string, AlertPolicy>> = {
  [NEAREST_10.name]: NEAREST_10,
  [REPLACE_7.name]: REPLACE_7,
};

/** The preset of that name, or undefined. */
export function policyByName(name: string): AlertPolicy | undefined {
  return Object.hasOwn(POLICY_PRESETS, name) ? POLICY_PRESETS[name] : undefined;
}
