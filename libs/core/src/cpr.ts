import { SECOND_MS } from '#core/units';

/**
 * The beat of chest compressions.
 *
 * Rate 100 to 120 a minute, for adults and children alike, and 30 compressions to 2 breaths for a
 * single rescuer, with compressions interrupted for less than 10 s: European Resuscitation Council
 * Guidelines 2021 (Olasveengen et al., Basic life support, Resuscitation 161:98-114; Van de Voorde
 * et al., Paediatric life support, Resuscitation 161:327-387), American Heart Association 2020
 * (Panchal et al., Circulation 142:S366-S468) and unchanged in the guidelines of both of 2025.
 * 110 is the middle of the range, where a rescuer who drifts stays within it.
 */
export const COMPRESSIONS_PER_MINUTE = 110;
export const COMPRESSIONS_PER_SET = 30;
export const BREATHS_PER_SET = 2;
/** Two breaths of about a second each, with time to tilt the head and come back; under 10 s. */
export const BREATHS_PAUSE_S = 5;
/** From the pause's beginning to each breath. */
const BREATHS_AT_S = [1, 3] as const;

export const CPR_MODES = ['continuous', '30:2'] as const;
/** Hands only, or with breaths for whoever is trained and able. */
export type CprMode = (typeof CPR_MODES)[number];

/** One sound: when, in seconds since the start, and what it is. */
export interface CprBeat {
  readonly atS: number;
  readonly kind: 'compression' | 'breath';
  /** Of compressions 1 to 30 of a set, or from 1 on; of breaths 1 or 2. */
  readonly number: number;
}

const SET_S = afterBeatsS(COMPRESSIONS_PER_SET) + BREATHS_PAUSE_S;
const BEATS_PER_SET = COMPRESSIONS_PER_SET + BREATHS_PER_SET;

/**
 * All beats that begin within `[fromS, untilS)`, in order; seconds since the start. Each beat is
 * reckoned from the start and not from the one before, so that no error adds up, and asking in
 * pieces gives the same beats as asking at once: none is lost between two pieces and none comes
 * twice.
 */
export function beatsBetween(mode: CprMode, fromS: number, untilS: number): readonly CprBeat[] {
  const beats: CprBeat[] = [];
  const first = Math.max(0, indexBefore(mode, fromS));
  for (let index = first; ; index += 1) {
    const beat = beatAt(mode, index);
    if (beat.atS >= untilS) return beats;
    if (beat.atS >= fromS) beats.push(beat);
  }
}

/** The beat that sounds or has sounded last; null before the first. */
export function beatNow(mode: CprMode, elapsedS: number): CprBeat | null {
  if (!(elapsedS >= 0)) return null;
  let index = indexBefore(mode, elapsedS);
  while (beatAt(mode, index + 1).atS <= elapsedS) index += 1;
  return beatAt(mode, index);
}

/** How long it has gone on, as it is read at a glance: `2:05`. */
export function elapsedText(elapsedMs: number): string {
  const seconds = Math.max(0, Math.floor(elapsedMs / SECOND_MS));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Index of a beat that is not after that moment, and close before it. */
function indexBefore(mode: CprMode, elapsedS: number): number {
  if (!(elapsedS > 0)) return 0;
  if (mode === 'continuous') return Math.max(0, Math.floor(elapsedS / afterBeatsS(1)) - 1);
  return Math.max(0, Math.floor(elapsedS / SET_S)) * BEATS_PER_SET;
}

/** Multiplied first and divided last: a whole number of minutes is one exactly. */
function afterBeatsS(beats: number): number {
  return (beats * 60) / COMPRESSIONS_PER_MINUTE;
}

function beatAt(mode: CprMode, index: number): CprBeat {
  if (mode === 'continuous') {
    return { atS: afterBeatsS(index), kind: 'compression', number: index + 1 };
  }
  const setAtS = Math.floor(index / BEATS_PER_SET) * SET_S;
  const inSet = index % BEATS_PER_SET;
  if (inSet < COMPRESSIONS_PER_SET) {
    return { atS: setAtS + afterBeatsS(inSet), kind: 'compression', number: inSet + 1 };
  }
  const breath = inSet - COMPRESSIONS_PER_SET;
  const pauseAtS = setAtS + afterBeatsS(COMPRESSIONS_PER_SET);
  return { atS: pauseAtS + (BREATHS_AT_S[breath] ?? 0), kind: 'breath', number: breath + 1 };
}
