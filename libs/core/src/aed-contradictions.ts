import type { AedAccess } from '#core/aed';
import type { CompiledHours } from '#core/hours';

/**
 * What a register says of an AED that cannot all be meant. Most is beside "open at all hours":
 * mappers write 24/7 where nobody told them otherwise, and several AEDs of Ticino and Zurich in
 * OpenStreetMap hang inside a school or gym and are "open" at night.
 */
export const AED_CONTRADICTIONS = [
  /** Nobody but its owner may take it, at any hour. */
  'always-open-yet-no-access',
  /** It hangs inside a school or gym, which is shut at night. */
  'always-open-yet-in-school-or-gym',
  /** The description of its place names hours. */
  'always-open-yet-hours-in-detail',
  /** It is in a vehicle, so not always where the register has it. */
  'always-open-yet-in-vehicle',
  /** `Mo-Fr 08:00-11:30; 14:00-16:30` opens every afternoon, Sundays too, and no morning at all. */
  'hours-without-days-undo-others',
] as const;
export type AedContradiction = (typeof AED_CONTRADICTIONS)[number];

/** What is looked at; `indoor` is null where the register does not say. */
export interface AedClaims {
  readonly access: AedAccess;
  readonly indoor: boolean | null;
  readonly name: string;
  readonly locationDetail: string | null;
  readonly openingHours: string | null;
  /** As compiled from the text. */
  readonly hours: CompiledHours;
}

/** In the languages of the registers read so far; a word may be part of a longer one. */
const SCHOOL_OR_GYM = anyOf([
  ...['schul', 'kindergarten', 'turnhall', 'sporthall', 'gymnas', 'fitness', 'lyc[ée]e'],
  ...['\\bgym\\b', 'school', 'sports hall', '[ée]cole', 'scuola', 'palestra'],
]);
const NAMES_HOURS = anyOf([
  ...['öffnungszeit', 'bürozeit', 'arbeitszeit', 'während', '\\bnur bei\\b'],
  ...['\\bonly during\\b', '(opening|office|business|working) hours', 'heures d.ouverture'],
  ...['orari[oa]? d', '\\d{1,2}[:.]\\d{2}\\s*(?:-|–|bis|to)\\s*\\d{1,2}[:.]\\d{2}'],
]);
const VEHICLE = anyOf([
  ...['fahrzeug', '\\bauto\\b', '\\bpw\\b', '\\btlf\\b', 'vehicle', '\\bcar\\b'],
  ...['fire engine', 'véhicule', 'veicolo'],
]);

/** A rule of times alone after one of days: it replaces what was said of those days. */
const UNDOES_OTHERS =
  /^\s*(?:mo|tu|di|we|mi|th|do|fr|sa|su|so)[^;]*;\s*\d{1,2}(?:[:.]\d{2})?\s*[-–]/i;

/** Contradictions in what a register says of one AED, in a fixed order; none where all may be. */
export function contradictionsOf(aed: AedClaims): AedContradiction[] {
  if (aed.hours.state === 'unknown') return [];
  const always = aed.hours.state === 'always';
  const detail = aed.locationDetail ?? '';
  const found: Record<AedContradiction, boolean> = {
    'always-open-yet-no-access': always && (aed.access === 'private' || aed.access === 'no'),
    'always-open-yet-in-school-or-gym':
      always && aed.indoor === true && SCHOOL_OR_GYM.test(`${aed.name} ${detail}`),
    'always-open-yet-hours-in-detail': always && NAMES_HOURS.test(detail),
    'always-open-yet-in-vehicle': always && VEHICLE.test(detail),
    'hours-without-days-undo-others': UNDOES_OTHERS.test(aed.openingHours ?? ''),
  };
  return AED_CONTRADICTIONS.filter((each) => found[each]);
}

/**
 * The hours to go by: each contradiction makes them implausible, so they are unknown until somebody
 * has looked.
 */
export function believedHours(
  hours: CompiledHours,
  contradictions: readonly AedContradiction[],
): CompiledHours {
  return contradictions.length > 0 ? { state: 'unknown' } : hours;
}

function anyOf(words: readonly string[]): RegExp {
  return new RegExp(words.join('|'), 'iu');
}
