import { acceptChance, type AcceptanceModel } from '#core/acceptance';
import { NO_HISTORY, type ResponseHistory } from '#core/response-history';
import type { Instant } from '#core/units';

/** What was foretold of one alert, and what came of it. */
export interface ForetoldAnswer {
  readonly chance: number;
  readonly accepted: boolean;
}

/** What happened to one alert, for working out afterwards what would have been foretold. */
export interface AlertOutcome {
  readonly responderId: string;
  readonly sentAt: Instant;
  /** Of the answer or, for silence, of the alert's end: nothing is known of it before. */
  readonly knownAt: Instant;
  readonly ended: 'accepted' | 'declined' | 'silent';
  /** Metres along the way when they were asked. */
  readonly wayM: number;
  readonly isNight: boolean;
}

/** One part of the answers, from the least likely upward. */
export interface ReliabilityBin {
  readonly count: number;
  readonly meanChance: number;
  readonly acceptedShare: number;
}

export type AcceptanceVerdict = 'use' | 'refuse';

/** How well chances of a yes came true. */
export interface Calibration {
  readonly count: number;
  readonly acceptedShare: number;
  /** What the constant foretells of everyone. */
  readonly constantShare: number;
  /** Mean square of what the chances were off (Brier, Monthly Weather Review 1950). */
  readonly brier: number;
  readonly constantBrier: number;
  readonly logLoss: number;
  /** Of the line through the log-odds; null where nothing can be fitted. 0 and 1 are right. */
  readonly intercept: number | null;
  readonly slope: number | null;
  readonly bins: readonly ReliabilityBin[];
  readonly verdict: AcceptanceVerdict;
}

/** Part of the answers, the earliest, of which the constant is the share of yes. */
export const TRAINING_SHARE = 0.5;
/**
 * Slopes outside of this mean that people differ by less than half of what is foretold, or by more
 * than twice: on the log-odds a chance of 0.8 would truly be below 0.67 or above 0.94.
 */
export const SLOPE_MIN = 0.5;
export const SLOPE_MAX = 2;
/** With fewer the slope of chances such as 0.2 and 0.8 is off by more than 0.2. */
export const ANSWERS_MIN = 100;
const BIN_COUNT = 10;
/** Keeps logarithms finite where a chance is certain. */
const CHANCE_MARGIN = 1e-6;
const NEWTON_STEPS_MAX = 50;
const CONVERGED_BELOW = 1e-9;
/** Beyond this the answers are parted by a single chance, and no line fits. */
const COEFFICIENT_MAX = 50;

/**
 * How well these chances came true, beside one constant chance for everyone. They may be used only
 * when their Brier score is not above the constant's and the slope lies within `SLOPE_MIN` and
 * `SLOPE_MAX`; what cannot be shown, as with fewer than `ANSWERS_MIN`, is refused.
 */
export function calibrationOf(
  answers: readonly ForetoldAnswer[],
  constantShare: number,
): Calibration {
  const brier = mean(answers, ({ chance, accepted }) => (chance - Number(accepted)) ** 2);
  const constantBrier = mean(answers, ({ accepted }) => (constantShare - Number(accepted)) ** 2);
  const line = calibrationLine(answers);
  const slopeFits = line !== null && line.slope >= SLOPE_MIN && line.slope <= SLOPE_MAX;
  const isShown = answers.length >= ANSWERS_MIN && slopeFits && brier <= constantBrier;
  return {
    count: answers.length,
    acceptedShare: mean(answers, ({ accepted }) => Number(accepted)),
    constantShare,
    brier,
    constantBrier,
    logLoss: mean(answers, ({ chance, accepted }) => {
      const p = withinMargin(chance);
      return -Math.log(accepted ? p : 1 - p);
    }),
    intercept: line?.intercept ?? null,
    slope: line?.slope ?? null,
    bins: reliability(answers),
    verdict: isShown ? 'use' : 'refuse',
  };
}

/**
 * The same of answers in order of time: the earliest `TRAINING_SHARE` of them, at least, give the
 * constant and let histories grow; the later ones, the last `scoredMax` at most, are scored.
 */
export function calibrationInTime(
  answers: readonly ForetoldAnswer[],
  scoredMax = Infinity,
): Calibration {
  const trainingCount = Math.max(
    Math.floor(answers.length * TRAINING_SHARE),
    answers.length - scoredMax,
  );
  const training = answers.slice(0, trainingCount);
  const share = mean(training, ({ accepted }) => Number(accepted));
  return calibrationOf(answers.slice(trainingCount), share);
}

/**
 * What the model would have foretold of each alert, from what was known when it was sent: answers
 * that came later, be it to an earlier alert, are not looked at. Returned in order of sending.
 */
export function replayAcceptance(
  outcomes: readonly AlertOutcome[],
  model: AcceptanceModel,
): readonly ForetoldAnswer[] {
  const histories = new Map<string, ResponseHistory>();
  const toBeKnown = [...outcomes].sort((a, b) => a.knownAt - b.knownAt);
  let knownCount = 0;
  return [...outcomes]
    .sort((a, b) => a.sentAt - b.sentAt)
    .map((outcome) => {
      for (; knownCount < toBeKnown.length; knownCount += 1) {
        const known = toBeKnown[knownCount];
        if (known === undefined || known.knownAt > outcome.sentAt) break;
        const before = histories.get(known.responderId) ?? NO_HISTORY;
        histories.set(known.responderId, withOutcome(before, known));
      }
      const history = histories.get(outcome.responderId) ?? NO_HISTORY;
      return {
        chance: acceptChance(history, outcome, model),
        accepted: outcome.ended === 'accepted',
      };
    });
}

function withOutcome(history: ResponseHistory, { ended }: AlertOutcome): ResponseHistory {
  return {
    ...history,
    alerts: history.alerts + 1,
    accepts: history.accepts + Number(ended === 'accepted'),
    declines: history.declines + Number(ended === 'declined'),
  };
}

interface Line {
  readonly intercept: number;
  readonly slope: number;
}

/**
 * The line logit P(yes) = intercept + slope · logit(chance) that makes the answers most likely
 * (Cox, Biometrika 1958), by Newton's method; null where the answers or the chances are all alike,
 * or a single chance parts the answers.
 */
function calibrationLine(answers: readonly ForetoldAnswer[]): Line | null {
  let line: Line = { intercept: 0, slope: 0 };
  for (let step = 0; step < NEWTON_STEPS_MAX; step += 1) {
    const change = newtonChange(answers, line);
    if (change === null) return null;
    line = {
      intercept: line.intercept + change.intercept,
      slope: line.slope + change.slope,
    };
    if (Math.max(Math.abs(line.intercept), Math.abs(line.slope)) > COEFFICIENT_MAX) return null;
    if (Math.abs(change.intercept) + Math.abs(change.slope) < CONVERGED_BELOW) return line;
  }
  return null;
}

/** One step: the gradient of the log-likelihood divided by its curvature, a 2 × 2 matrix. */
function newtonChange(answers: readonly ForetoldAnswer[], line: Line): Line | null {
  let [up, upX, weight, weightX, weightXX] = [0, 0, 0, 0, 0];
  for (const { chance, accepted } of answers) {
    const p = withinMargin(chance);
    const x = Math.log(p / (1 - p));
    const fitted = 1 / (1 + Math.exp(-(line.intercept + line.slope * x)));
    const off = Number(accepted) - fitted;
    const curve = fitted * (1 - fitted);
    up += off;
    upX += off * x;
    weight += curve;
    weightX += curve * x;
    weightXX += curve * x * x;
  }
  const determinant = weight * weightXX - weightX * weightX;
  // Relative to what it is a difference of, so that it does not depend on how many answers.
  if (!(determinant > CONVERGED_BELOW * weight * weightXX)) return null;
  return {
    intercept: (weightXX * up - weightX * upX) / determinant,
    slope: (weight * upX - weightX * up) / determinant,
  };
}

/** Parts of equal size by chance, least likely first; fewer where there are not enough answers. */
function reliability(answers: readonly ForetoldAnswer[]): readonly ReliabilityBin[] {
  const byChance = [...answers].sort((a, b) => a.chance - b.chance);
  return Array.from({ length: BIN_COUNT }, (_, bin) => {
    const from = Math.floor((bin * byChance.length) / BIN_COUNT);
    return byChance.slice(from, Math.floor(((bin + 1) * byChance.length) / BIN_COUNT));
  })
    .filter((part) => part.length > 0)
    .map((part) => ({
      count: part.length,
      meanChance: mean(part, ({ chance }) => chance),
      acceptedShare: mean(part, ({ accepted }) => Number(accepted)),
    }));
}

function withinMargin(chance: number): number {
  return Math.min(1 - CHANCE_MARGIN, Math.max(CHANCE_MARGIN, chance));
}

/** 0 of nothing. */
function mean(answers: readonly ForetoldAnswer[], of: (answer: ForetoldAnswer) => number): number {
  let sum = 0;
  for (const answer of answers) sum += of(answer);
  return answers.length === 0 ? 0 : sum / answers.length;
}
