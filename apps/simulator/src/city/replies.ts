import { Random } from './random';
import type { CityResponder } from './world-types';

/** What a person does with one alert, and how long after it rang; silence has no delay. */
export type Reply =
  { readonly kind: 'accept' | 'decline'; readonly afterMs: number } | { readonly kind: 'none' };

/** Seconds from ring to answer: median 39.7, a tenth by 23, nine tenths by 75, none before 15. */
const REPLY_MEDIAN_S = 39.7;
const REPLY_MIN_S = 15;
const NORMAL_Q90 = 1.281_55;
const SIGMA_BELOW = Math.log(39.7 / 23) / NORMAL_Q90;
const SIGMA_ABOVE = Math.log(75 / 39.7) / NORMAL_Q90;

/**
 * How a responder answers the alert about one incident: the same person answers the same incident
 * the same way in every run of a seed, whatever else happens.
 */
export function replyTo(seed: string, responder: CityResponder, incidentRef: string): Reply {
  const random = new Random(`${seed}/replies/${responder.ref}/${incidentRef}`);
  const draw = random.next();
  const { acceptShare, declineShare } = responder;
  if (draw >= acceptShare + declineShare) return { kind: 'none' };
  return { kind: draw < acceptShare ? 'accept' : 'decline', afterMs: replyDelayMs(random) };
}

/** Two half lognormals that meet at the median, so that both published tenths are hit. */
function replyDelayMs(random: Random): number {
  const z = random.normal();
  const seconds = REPLY_MEDIAN_S * Math.exp(z * (z < 0 ? SIGMA_BELOW : SIGMA_ABOVE));
  return Math.round(Math.max(seconds, REPLY_MIN_S) * 1_000);
}
