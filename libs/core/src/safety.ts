import { contains, type Area } from '#core/geometry';
import type { Hazard, Incident, IncidentKind, Setting } from '#core/incident';
import { RESPONDER_TIERS, type ResponderTier } from '#core/responder';
import type { Instant } from '#core/units';

/** What keeps people away from an incident, as data of a response plan and an organisation. */
export interface SafetyRules {
  readonly rules: readonly SafetyRule[];
  /** Flagged addresses and dangerous areas of the organisation. */
  readonly dangerAreas: readonly DangerArea[];
}

/** Applies when every condition it names holds; one that names none never applies. */
export interface SafetyRule {
  /** Short and stable, such as `violence`. */
  readonly code: string;
  /** Why, in one plain sentence for a dispatcher. */
  readonly says: string;
  readonly when: {
    /** Any one of these. */
    readonly hazards?: readonly Hazard[];
    /** Any one of these codes; a `*` at the end stands for any rest. */
    readonly determinants?: readonly string[];
    readonly kinds?: readonly IncidentKind[];
    readonly settings?: readonly Setting[];
    /** The patient is known to be younger. */
    readonly ageBelowYears?: number;
  };
  /** People of these tiers are not sent. */
  readonly keepsAway: readonly ResponderTier[];
}

export interface DangerArea {
  readonly code: string;
  readonly says: string;
  readonly area: Area;
  readonly from: Instant;
  /** Exclusive end; null until it is lifted. */
  readonly to: Instant | null;
  readonly keepsAway: readonly ResponderTier[];
}

/** A rule or area that applies to an incident. */
export interface SafetyFinding {
  readonly code: string;
  readonly says: string;
  readonly keepsAway: readonly ResponderTier[];
  /** A dispatcher sends people all the same; see the incident's safetyOverride. */
  readonly overridden: boolean;
}

export const NO_SAFETY_RULES: SafetyRules = { rules: [], dangerAreas: [] };

const LAY_PEOPLE: readonly ResponderTier[] = ['public-place', 'home'];

/**
 * The rules of an organisation that has written none: nobody goes where it is violent or deadly,
 * and lay people not where trained staff is, nor to small children, roads, water and infections.
 * After what Heartrunner leaves out (NCT03835403: trauma, drowning, under eight years, nursing
 * homes with trained staff); hazards that endanger whoever comes are proposed.
 */
export const DEFAULT_SAFETY_RULES: readonly SafetyRule[] = [
  {
    code: 'violence',
    says: 'Somebody there is violent.',
    when: { hazards: ['violence'] },
    keepsAway: RESPONDER_TIERS,
  },
  {
    code: 'dangerous-scene',
    says: 'Fire, gas, chemicals or electricity endanger whoever comes.',
    when: { hazards: ['fire', 'hazardous-material', 'electricity'] },
    keepsAway: RESPONDER_TIERS,
  },
  {
    code: 'traffic',
    says: 'It happened in moving traffic.',
    when: { hazards: ['traffic'] },
    keepsAway: LAY_PEOPLE,
  },
  {
    code: 'water',
    says: 'The patient is in the water or was drowning.',
    when: { hazards: ['water'] },
    keepsAway: LAY_PEOPLE,
  },
  {
    code: 'infection',
    says: 'Whoever comes may catch a dangerous infection.',
    when: { hazards: ['infection'] },
    keepsAway: LAY_PEOPLE,
  },
  {
    code: 'small-child',
    says: 'The patient is younger than eight.',
    when: { ageBelowYears: 8 },
    keepsAway: LAY_PEOPLE,
  },
  {
    code: 'staffed-care-home',
    says: 'Trained staff is with the patient.',
    when: { settings: ['care-home-with-staff'] },
    keepsAway: LAY_PEOPLE,
  },
];

/** The rules and areas that apply to this incident now, in their order. */
export function safetyFindings(
  incident: Incident,
  safety: SafetyRules,
  now: Instant,
): readonly SafetyFinding[] {
  const overridden = incident.safetyOverride !== null;
  const areas = safety.dangerAreas.filter(
    ({ area, from, to }) =>
      from <= now && (to === null || now < to) && contains(area, incident.place),
  );
  return [...safety.rules.filter((rule) => applies(rule, incident)), ...areas].map(
    ({ code, says, keepsAway }) => ({ code, says, keepsAway, overridden }),
  );
}

/** Whether a person of this tier is kept away by what was found. */
export function isKeptAway(tier: ResponderTier, findings: readonly SafetyFinding[]): boolean {
  return findings.some(({ overridden, keepsAway }) => !overridden && keepsAway.includes(tier));
}

/** Whether a person of this tier goes to such a place at all; an unknown place may be a home. */
export function isTierFor(tier: ResponderTier, setting: Setting): boolean {
  return tier !== 'public-place' || setting === 'public-place';
}

function applies({ when }: SafetyRule, incident: Incident): boolean {
  const conditions = [
    when.hazards?.some((hazard) => incident.hazards.includes(hazard)),
    when.determinants?.some((pattern) => matchesCode(pattern, incident.determinantCode)),
    when.kinds?.includes(incident.kind),
    when.settings?.includes(incident.setting),
    when.ageBelowYears === undefined
      ? undefined
      : incident.patientAgeYears !== null && incident.patientAgeYears < when.ageBelowYears,
  ].filter((condition) => condition !== undefined);
  return conditions.length > 0 && conditions.every(Boolean);
}

/** Whether control's code is the pattern, or begins with what stands before its final `*`. */
export function matchesCode(pattern: string, code: string | null): boolean {
  if (code === null) return false;
  return pattern.endsWith('*') ? code.startsWith(pattern.slice(0, -1)) : code === pattern;
}
