import { beatsBetween, type CprBeat, type CprMode } from '#core/cpr';

/** So long before they sound beats go to the audio clock; hidden pages wake each second. */
export const AHEAD_S = 2;

/**
 * Which beats to hand to the audio clock at each look. Looks come from a timer and so at any time;
 * what sounds is timed by the audio clock alone. Each beat is handed over once and before its
 * moment; whoever looks too late skips what has passed instead of cramming it in.
 */
export class BeatAhead {
  private untilS: number;

  constructor(
    private readonly mode: CprMode,
    /** Of the audio clock, when the first beat sounds. */
    private readonly startS: number,
  ) {
    this.untilS = startS;
  }

  /** Beats to hand over now, by the time of the audio clock. */
  look(nowS: number): readonly CprBeat[] {
    const fromS = Math.max(this.untilS, nowS);
    const untilS = nowS + AHEAD_S;
    if (untilS <= fromS) return [];
    this.untilS = untilS;
    const beats = beatsBetween(this.mode, fromS - this.startS, untilS - this.startS);
    return beats.map((beat) => ({ ...beat, atS: beat.atS + this.startS }));
  }
}
