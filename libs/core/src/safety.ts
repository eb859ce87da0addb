import { contains, type Area } from '#core/geometry';
import type { Hazard, Incident, IncidentKind, Setting } from '#core/incident';
import type { ResponderTier } from '#core/responder';
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
