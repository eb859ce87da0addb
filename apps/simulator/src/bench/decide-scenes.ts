import type { Aed } from '#core/aed';
import { ALWAYS_AVAILABLE } from '#core/availability';
import type { Candidate } from '#core/eligibility';
import type { Place } from '#core/geometry';
import type { PlanInput } from '#core/plan';
import { policyByName } from '#core/policy-presets';
import { NO_HISTORY } from '#core/response-history';
import { TRAVEL_MODES } from '#core/responder';
import { NO_SAFETY_RULES } from '#core/safety';
import { DAY_MS, MINUTE_MS, type Instant } from '#core/units';
import { Random } from '../city/random';

/** Sunday 2026-03-01, noon, UTC. */
const NOON: Instant = 1_772_366_400_000;
const METRES_PER_DEGREE = 111_195;
const ORGANISATION = '00000000-0000-4000-8000-00000000000a';
/** One AED in so many has hours that nobody can read. */
const UNKNOWN_HOURS_EVERY = 4;

/** An arrest with people and AEDs strewn evenly around it; the same for the same seed. */
export function arrestAt(
  place: Place,
  around: {
    readonly seed: string;
    readonly people: number;
    readonly aeds: number;
    readonly withinM: number;
    readonly policyName: string;
  },
): PlanInput {
  const random = new Random(around.seed);
  const policy = policyByName(around.policyName);
  if (policy === undefined) throw new Error(`there is no policy ${around.policyName}`);
  const near = (): Place => strewn(random, place, around.withinM);
  const hasEta = random.chance(0.5);
  return {
    incident: {
      ...{ id: idOf(1), organisationId: ORGANISATION, controlRef: 'B-1', kind: 'cardiac-arrest' },
      ...{ mode: 'actual', priority: 'life-threatening', place, placeAccuracyM: null },
      ...{ address: null, notesForResponders: null, calledAt: NOON, policyName: null },
      ambulanceEtaAt: hasEta ? NOON + random.between(3, 13) * MINUTE_MS : null,
      ...{ acceptOutsideArea: false, excludedResponderRefs: [], determinantCode: null },
      ...{ hazards: [], patientAgeYears: null, setting: 'unknown', status: 'active' },
      ...{ cell: { centre: place, sizeM: 500 }, receivedAt: NOON, wantedCount: policy.wantedCount },
      ...{ acceptedCount: 0, revision: 1, endedAt: null, disposition: null, warnings: [] },
      ...{ safetyOverride: null, raisedByHand: null },
    },
    candidates: Array.from({ length: around.people }, (_, n) => person(n, near(), random)),
    aeds: Array.from({ length: around.aeds }, (_, n) => aed(n, near())),
    ...{ alerts: [], assignments: [], policy, safety: NO_SAFETY_RULES, travel: null },
    ...{ now: NOON, localHour: 12, minuteOfWeek: 720, moved: false },
  };
}

function person(n: number, place: Place, random: Random): Candidate {
  const alerts = random.below(20);
  const id = idOf(1_000 + n);
  return {
    responder: {
      ...{ id, organisationId: ORGANISATION, externalRef: `p-${n}`, displayName: `P ${n}` },
      ...{ onDuty: true, testPhone: false, disabledAt: null, tier: 'home', equipment: [] },
      travelMode: TRAVEL_MODES[random.below(TRAVEL_MODES.length)] ?? 'foot',
      credentials: [
        {
          ...{ id: idOf(100_000 + n), kind: 'cpr', issuer: 'Made up', status: 'verified' },
          ...{ validFrom: NOON - DAY_MS, validTo: null },
        },
      ],
      ...{ language: 'en', availability: ALWAYS_AVAILABLE, channels: ['live', 'push'] },
    },
    fix: { place, at: NOON - MINUTE_MS, accuracyM: random.between(5, 60) },
    ...{ boundToId: null, alertedForId: null, places: [] },
    history: { ...NO_HISTORY, alerts, accepts: random.below(alerts + 1) },
  };
}

function aed(n: number, place: Place): Aed {
  return {
    ...{ id: idOf(10_000 + n), organisationId: ORGANISATION, externalRef: `a-${n}`, place },
    ...{ name: `AED ${n}`, locationDetail: null, access: 'public', openingHours: null },
    hours: { state: n % UNKNOWN_HOURS_EVERY === 0 ? 'unknown' : 'always' },
    ...{ status: 'available', outOfServiceReason: null, lastCheckedAt: null, floor: null },
    ...{ cabinetCode: null, reservedForId: null },
  };
}

/** Evenly over the area of the disc. */
function strewn(random: Random, { lat, lon }: Place, withinM: number): Place {
  const [away, angle] = [withinM * Math.sqrt(random.next()), 2 * Math.PI * random.next()];
  const perLon = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
  return {
    lat: lat + (away * Math.sin(angle)) / METRES_PER_DEGREE,
    lon: lon + (away * Math.cos(angle)) / perLon,
  };
}

function idOf(index: number): string {
  return `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
}
