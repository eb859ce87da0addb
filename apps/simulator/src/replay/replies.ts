import { DECLINE_OF_REST, REPLY, SHOWS_UP_SHARE, TURNOUT_DAY } from './assumptions';
import { ATTACH, GRAB, LAST_METRES, SPEED_SIGMA_TRIP, TURNOUT_NIGHT } from './assumptions';
import { logNormal, normal, uniform } from './draws';
import type { Around } from './scene';

/** What a person does with one alert, and how long after it rang; silence has no delay. */
export type Reply =
  { readonly kind: 'accept' | 'decline'; readonly afterMs: number } | { readonly kind: 'none' };

/** How someone who said yes then goes. */
export interface Going {
  readonly comes: boolean;
  /** From the yes to being under way, getting the car out included. */
  readonly leavesAfterMs: number;
  readonly speedMps: number;
  readonly lastMetresMs: number;
  readonly grabMs: number;
  readonly attachMs: number;
}

const enum Draw {
  Reply = 100,
  Delay,
  Comes,
  Turnout,
  Speed,
  LastMetres,
  Grab,
  Attach,
}

/** How this person answers this case: the same in every run of a seed, whatever else happens. */
export function replyTo({ key, person }: Around): Reply {
  const draw = uniform(key, Draw.Reply);
  const { acceptShare } = person;
  const declineShare = (1 - acceptShare) * DECLINE_OF_REST;
  if (draw >= acceptShare + declineShare) return { kind: 'none' };
  const afterMs = Math.round(Math.max(logNormal(key, Draw.Delay, REPLY), REPLY.minMs));
  return { kind: draw < acceptShare ? 'accept' : 'decline', afterMs };
}

/** How this person goes to this case, if they say yes. */
export function goingOf({ key, person }: Around, isNight: boolean): Going {
  const turnout = logNormal(key, Draw.Turnout, isNight ? TURNOUT_NIGHT : TURNOUT_DAY);
  return {
    comes: uniform(key, Draw.Comes) < SHOWS_UP_SHARE,
    leavesAfterMs: Math.round(turnout + person.startMs),
    speedMps: person.speedMps * Math.exp(SPEED_SIGMA_TRIP * normal(key, Draw.Speed)),
    lastMetresMs: Math.round(logNormal(key, Draw.LastMetres, LAST_METRES)),
    grabMs: Math.round(logNormal(key, Draw.Grab, GRAB)),
    attachMs: Math.round(logNormal(key, Draw.Attach, ATTACH)),
  };
}
