import type { CalloutPolicy } from '#core/callout-needs';
import type { Equipment } from '#core/equipment';
import type { Instant } from '#core/units';

/** What came so far of the questions that one batch asked for one target. */
export interface BatchTally {
  /** 1 for the first batch. */
  readonly batch: number;
  /** Index of the wave it belonged to. */
  readonly wave: number;
  readonly needKey: string;
  readonly equipment: Equipment | null;
  readonly askedAt: Instant;
  readonly askedCount: number;
  /** Neither answered nor taken back nor expired. */
  readonly openCount: number;
  readonly yesCount: number;
  /** From question to yes, all together. */
  readonly yesDelaysMs: number;
}

/** What may be so of the people of a call-out, and how likely that is by its own answers. */
export interface Belief {
  /** How likely somebody who is asked now says yes. */
  readonly share: number;
  /** Mean time from question to yes. */
  readonly delayMs: number;
  /** How many of those who will not come say so, with the same delay. */
  readonly refusalShare: number;
  /** All weights together are 1. */
  readonly weight: number;
}

/** The policy's share weighs as much as this many questions of the call-out itself. */
export const PRIOR_QUESTIONS = 4;
/** Where nothing is known, the median of the mean delays that are held possible. */
const USUAL_DELAY_OF_INTERVAL = 0.5;
/** Spread of those delays, as the standard deviation of their logarithm. */
const DELAY_SPREAD = 1.5;
/** Delays that are told apart: from a quarter of the usual one to 32 times as long. */
const DELAY_STEPS = 15;
const SHARE_STEPS = 25;
const WEIGHT_MIN = 1e-6;

/**
 * Learns from the answers so far which shares and delays of yes are likely. Silence says both "no"
 * and "not yet": whoever answers is taken to do so after an exponential delay. By Bayes on a
 * grid, from a Beta distribution of the policy's share and a log-normal one of delays on.
 */
export function learn(
  tallies: readonly BatchTally[],
  policy: Pick<CalloutPolicy, 'acceptShare' | 'intervalMs'>,
  now: Instant,
): readonly Belief[] {
  const known = countsOf(tallies);
  const cells: (Omit<Belief, 'weight'> & { readonly log: number })[] = [];
  for (let row = 0; row < DELAY_STEPS; row += 1) {
    const factor = 2 ** (row / 2 - 2);
    const delayMs = policy.intervalMs * USUAL_DELAY_OF_INTERVAL * factor;
    const ofDelay = -0.5 * (Math.log(factor) / DELAY_SPREAD) ** 2;
    const silence = silenceOf(tallies, delayMs, now);
    for (let column = 0; column < SHARE_STEPS; column += 1) {
      const share = (column + 0.5) / SHARE_STEPS;
      const expected = (1 - share) * silence.settledCount + Number.EPSILON;
      const refusalShare = Math.min(REFUSALS_MAX, known.noCount / expected);
      const believed = { share, delayMs, refusalShare };
      const log = ofDelay + ofShare(share, policy) + ofAnswers(known, silence, believed);
      cells.push({ ...believed, log });
    }
  }
  const highest = cells.reduce((most, { log }) => Math.max(most, log), -Infinity);
  const weights = cells.map(({ log }) => Math.exp(log - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return cells
    .map(({ share, delayMs, refusalShare }, index) => ({
      ...{ share, delayMs, refusalShare, weight: (weights[index] ?? 0) / total },
    }))
    .filter(({ weight }) => weight > WEIGHT_MIN);
}

/** The share that is expected, of all that may be so. */
export function expectedShare(beliefs: readonly Belief[]): number {
  return beliefs.reduce((sum, { share, weight }) => sum + share * weight, 0);
}

/** Whether anything is known by now: some answer, or silence long enough to say something. */
export function isAnythingKnown(tallies: readonly BatchTally[]): boolean {
  return tallies.some(({ askedCount, openCount }) => openCount < askedCount);
}

/**
 * How likely somebody who has been silent for that long still says yes: falls from the share
 * towards nothing (Bayes: the others are silent for good, or have not refused yet).
 */
export function yesAfterSilence(belief: Omit<Belief, 'weight'>, waitedMs: number): number {
  const { share, delayMs, refusalShare } = belief;
  const waiting = Math.exp(-Math.max(0, waitedMs) / delayMs);
  const late = share * waiting;
  return late === 0 ? 0 : late / (late + (1 - share) * (1 - refusalShare * (1 - waiting)));
}

/** No share of refusals is held to be larger. */
const REFUSALS_MAX = 0.95;

/** Answers of all batches together. */
interface Counts {
  readonly yesCount: number;
  readonly noCount: number;
  readonly yesDelaysMs: number;
}

function countsOf(tallies: readonly BatchTally[]): Counts {
  let [yesCount, noCount, yesDelaysMs] = [0, 0, 0];
  for (const tally of tallies) {
    yesCount += tally.yesCount;
    noCount += tally.askedCount - tally.openCount - tally.yesCount;
    yesDelaysMs += tally.yesDelaysMs;
  }
  return { yesCount, noCount, yesDelaysMs };
}

/** What follows from a mean delay alone, whatever the share is. */
interface Silence {
  /** Of those asked, how many would have answered by now if everybody answered. */
  readonly settledCount: number;
  /** Logarithm of how likely the refusals came when they did, but for what the share decides. */
  readonly ofRefusals: number;
  /** Questions still open, and how likely somebody who answers has not answered them yet. */
  readonly open: readonly { readonly count: number; readonly waiting: number }[];
}

function silenceOf(tallies: readonly BatchTally[], delayMs: number, now: Instant): Silence {
  let [settledCount, ofRefusals] = [0, 0];
  const open: { count: number; waiting: number }[] = [];
  for (const { askedAt, askedCount, openCount, yesCount } of tallies) {
    const waiting = Math.exp(-Math.max(0, now - askedAt) / delayMs);
    const noCount = askedCount - openCount - yesCount;
    settledCount += askedCount * (1 - waiting);
    if (noCount > 0) ofRefusals += noCount * Math.log(Math.max(1 - waiting, Number.EPSILON));
    if (openCount > 0) open.push({ count: openCount, waiting });
  }
  return { settledCount, ofRefusals, open };
}
/** Logarithm of the Beta density, but for a constant. */
function ofShare(share: number, { acceptShare }: Pick<CalloutPolicy, 'acceptShare'>): number {
  const [yes, no] = [PRIOR_QUESTIONS * acceptShare, PRIOR_QUESTIONS * (1 - acceptShare)];
  return (yes - 1) * Math.log(share) + (no - 1) * Math.log(1 - share);
}

/** Logarithm of how likely these answers are where all that is so. */
function ofAnswers(
  { yesCount, noCount, yesDelaysMs }: Counts,
  { ofRefusals, open }: Silence,
  { share, delayMs, refusalShare }: Omit<Belief, 'weight'>,
): number {
  const refusing = (1 - share) * refusalShare;
  let log = yesCount * Math.log(share / delayMs) - yesDelaysMs / delayMs + ofRefusals;
  if (noCount > 0) log += noCount * Math.log(Math.max(refusing, Number.EPSILON));
  for (const { count, waiting } of open) {
    log += count * Math.log(share * waiting + 1 - share - refusing * (1 - waiting));
  }
  return log;
}
