import type { AlertPolicy, NearestChoice, TeamRule } from '#core/alert-policy';
import { DEFAULT_LADDERS } from '#core/delivery-ladder';
import { ACCEPTANCE_MODEL, AED_MODEL, ARRIVAL_MODEL } from '#core/policy-models';
import { MINUTE_MS, SECOND_MS } from '#core/units';

const BY_DISTANCE: NearestChoice = {
  kind: 'nearest',
  by: 'distance',
  mustBeatAmbulance: false,
  ambulance: null,
};
/** Everyone who accepts is kept, with the order they got. */
export const KEEP_ALL: TeamRule = {
  keepBest: null,
  standDownBelow: null,
  keepAtLeast: 1,
  wantsGuide: false,
  changeOrderAbove: 0,
};
/** How far a rule that takes the nearest without naming a limit looks; candidateMax ends it. */
export const NO_RADIUS_M = 5_000;

/** What the published rules leave open, the same for all, and never so that one loses by it. */
export const LEFT_OPEN: Omit<AlertPolicy, 'name' | 'radiusM' | 'alertedAtOnceMax' | 'sources'> = {
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
  ladders: DEFAULT_LADDERS,
};

/** Where these numbers come from. */
export const LEFT_OPEN_SOURCES = {
  silentAfterMs: 'reply delay median 40 s, q90 75 s; proposed',
  alertTtlMs: 'proposed',
  alertingEndsAfterMs: 'proposed',
  fixStaleAfterMs: 'proposed',
  fixAccuracyMaxM: 'proposed',
  aedRadiusM: 'proposed; the rule gives AEDs no part',
  aedMax: 'HartslagNu shows its people three',
};
export const NO_CAP = 'no cap on acceptances is published: everyone asked may accept';
/** Sources of rules that send people by an AED. */
export const AED_SOURCES = {
  aedRadiusM: 'not published; as wide as people are looked for, at most 2 km',
  aedMax: 'not published; every AED whose ways are worked out',
};
