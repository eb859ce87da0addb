import type { AlertPolicy } from '#core/alert-policy';
import { CLOSEBY_PRESETS } from '#core/closeby-presets';
import { AMBULANCE } from '#core/policy-models';
import {
  AED_SOURCES,
  KEEP_ALL,
  LEFT_OPEN,
  LEFT_OPEN_SOURCES,
  NO_CAP,
  NO_RADIUS_M,
} from '#core/policy-defaults';
import { DETOUR_AEDS_MAX } from '#core/travel';

/** London, 2015: the nearest three. */
export const LAS_3: AlertPolicy = {
  ...LEFT_OPEN,
  name: 'las-3',
  radiusM: NO_RADIUS_M,
  alertedAtOnceMax: 3,
  wantedCount: 3,
  sources: {
    ...LEFT_OPEN_SOURCES,
    alertedAtOnceMax: 'London Ambulance Service 2015: the three nearest (goodsamapp.org blog)',
    radiusM: 'not published; proposed',
    wantedCount: NO_CAP,
  },
};

/** East Midlands, 2017: the nearest five within 800 m, which people are to walk. */
export const EMAS_5: AlertPolicy = {
  ...LEFT_OPEN,
  name: 'emas-5',
  radiusM: 800,
  alertedAtOnceMax: 5,
  wantedCount: 5,
  sources: {
    ...LEFT_OPEN_SOURCES,
    alertedAtOnceMax: 'East Midlands Ambulance Service, 27 June 2017: the five nearest',
    radiusM: 'the same: within 800 m, on foot',
    wantedCount: NO_CAP,
  },
};

/**
 * The rule most systems publish: the nearest ten within a kilometre, once. Three places are ours,
 * not published: when three have accepted, the other seven are let go.
 */
export const NEAREST_10: AlertPolicy = {
  ...LEFT_OPEN,
  name: 'nearest-10',
  radiusM: 1_000,
  alertedAtOnceMax: 10,
  sources: {
    ...LEFT_OPEN_SOURCES,
    alertedAtOnceMax: 'proposed as the plain rule to measure others by',
    radiusM: 'van den Berg et al., PLOS ONE 2026: GoodSAM in New Zealand within 1 km',
    wantedCount: 'Gregers, JACC 2023: defibrillation rises up to three arriving responders',
  },
};

/** SAMBA's control arm: thirty within 1.3 km, all of them straight to the patient. */
export const SAMBA_30: AlertPolicy = {
  ...LEFT_OPEN,
  name: 'samba-30',
  radiusM: 1_300,
  alertedAtOnceMax: 30,
  wantedCount: 30,
  sources: {
    ...LEFT_OPEN_SOURCES,
    alertedAtOnceMax: 'SAMBA trial (Berglund 2023): at most 30',
    radiusM: 'the same: within 1.3 km',
    roles: 'the arm told to go straight; the other arm was told to fetch an AED',
    wantedCount: NO_CAP,
  },
};

/** The Netherlands until 2020: a third straight, two thirds by an AED, and the detour rule. */
export const HARTSLAGNU: AlertPolicy = {
  ...LEFT_OPEN,
  name: 'hartslagnu',
  radiusM: 1_000,
  alertedAtOnceMax: 30,
  wantedCount: 30,
  aedRadiusM: 1_000,
  roles: { kind: 'share', directShare: 1 / 3, detourShareMax: 0.05 },
  sources: {
    ...LEFT_OPEN_SOURCES,
    alertedAtOnceMax: 'HartslagNu as of parkmanagementwm.nl: at most 30; up to 100 since 2020',
    radiusM: 'the same: at most 1,000 m',
    roles: 'the same: one third direct, two thirds by an AED',
    'roles.detourShareMax':
      'hartslagnu.nl, questions on alerting: less than 5 % longer goes by the AED',
    aedRadiusM: 'as far as people',
    aedMax: 'oisterwijkheartsafe.nl: the three AEDs nearest to the patient',
    wantedCount: NO_CAP,
  },
};

/** Denmark's pilot: twenty within 1.8 km, the first to compressions, the others by an AED. */
export const HEARTRUNNER_20: AlertPolicy = {
  ...LEFT_OPEN,
  name: 'heartrunner-20',
  radiusM: 1_800,
  alertedAtOnceMax: 20,
  wantedCount: 20,
  aedRadiusM: 1_800,
  aedMax: DETOUR_AEDS_MAX,
  roles: { kind: 'in-order', order: ['direct', 'via-aed'] },
  sources: {
    ...LEFT_OPEN_SOURCES,
    ...AED_SOURCES,
    alertedAtOnceMax: 'Heartrunner; 16.4 alerted per incident in Denmark 2017-22 (Kragh 2023)',
    radiusM: 'Andelius, JACC 2020: within 1.8 km',
    roles: 'American College of Cardiology, journal scan 2020: first to CPR, others fetch AEDs',
    wantedCount: NO_CAP,
  },
};

/**
 * Langeland: the nine nearest are asked; the three who will be there first of those who accept do
 * compressions, bring an AED, and direct the scene. The others are let go.
 */
export const FIRSTAED_9_3: AlertPolicy = {
  ...LEFT_OPEN,
  name: 'firstaed-9-3',
  radiusM: NO_RADIUS_M,
  alertedAtOnceMax: 9,
  wantedCount: 9,
  aedRadiusM: 2_000,
  aedMax: DETOUR_AEDS_MAX,
  roles: { kind: 'in-order', order: ['direct', 'via-aed', 'guide'] },
  team: { ...KEEP_ALL, keepBest: 3, keepAtLeast: 3 },
  sources: {
    ...LEFT_OPEN_SOURCES,
    ...AED_SOURCES,
    alertedAtOnceMax: 'FirstAED, SJTREM 2015 23(S1):A4: the nine nearest',
    keepBest: 'the same: the best three of those who accept',
    roles: 'the same: first to the patient, second an AED, third coordinates on scene',
    aedRadiusM: 'the same: an AED at least every 2 km',
    radiusM: 'not published; proposed',
    wantedCount: 'all nine may accept before the three are chosen',
  },
};

/**
 * Region der Lebensretter: by expected arrival instead of a circle, nobody who cannot be there
 * before the ambulance. The two earliest who accept go straight, the third and fourth by an AED,
 * the others are thanked. How many are asked is not published: all that the decision looks at.
 */
export const LEBENSRETTER: AlertPolicy = {
  ...LEFT_OPEN,
  name: 'lebensretter',
  radiusM: NO_RADIUS_M,
  alertedAtOnceMax: LEFT_OPEN.candidateMax,
  wantedCount: LEFT_OPEN.candidateMax,
  aedRadiusM: 2_000,
  aedMax: DETOUR_AEDS_MAX,
  choice: { kind: 'nearest', by: 'arrival', mustBeatAmbulance: true, ambulance: AMBULANCE },
  roles: { kind: 'in-order', order: ['direct', 'direct', 'via-aed', 'via-aed'] },
  team: { ...KEEP_ALL, keepBest: 4, keepAtLeast: 4 },
  sources: {
    ...LEFT_OPEN_SOURCES,
    ...AED_SOURCES,
    choice: 'regionderlebensretter.org, research 2024: nobody who arrives after the ambulance',
    'choice.ambulance': 'where control says nothing, the fit that closeby uses; proposed',
    radiusM: 'Ganter 2021: the radius follows from the time to arrive; this only ends the search',
    alertedAtOnceMax: 'not published',
    keepBest: 'lebensretter.at, questions: four are chosen, everyone else is thanked',
    roles: 'the same: first and second straight, third and fourth by an AED',
    wantedCount: 'everyone asked may accept before the four are chosen',
  },
};

/**
 * Seven at once, each who declines or stays silent replaced by the next nearest. Three places are
 * ours, as with nearest-10.
 */
export const REPLACE_7: AlertPolicy = {
  ...LEFT_OPEN,
  name: 'replace-7',
  radiusM: 1_000,
  alertedAtOnceMax: 7,
  replaces: true,
  sources: {
    ...LEFT_OPEN_SOURCES,
    alertedAtOnceMax: 'van den Berg et al., PLOS ONE 2026: alert 7 and replace each rejecter',
    radiusM: 'the same: within 1 km',
    wantedCount: NEAREST_10.sources['wantedCount'] ?? '',
  },
};

/** The rules of others, fewest asked first. */
export const PUBLISHED_PRESETS: readonly AlertPolicy[] = [
  LAS_3,
  EMAS_5,
  REPLACE_7,
  FIRSTAED_9_3,
  NEAREST_10,
  HEARTRUNNER_20,
  SAMBA_30,
  HARTSLAGNU,
  LEBENSRETTER,
];

/** The presets by name. */
export const POLICY_PRESETS: Readonly<Record<string, AlertPolicy>> = Object.fromEntries(
  [...PUBLISHED_PRESETS, ...CLOSEBY_PRESETS].map((policy) => [policy.name, policy]),
);

/** The preset of that name, or undefined. */
export function policyByName(name: string): AlertPolicy | undefined {
  return Object.hasOwn(POLICY_PRESETS, name) ? POLICY_PRESETS[name] : undefined;
}
