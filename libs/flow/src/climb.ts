import type { DeliveryChannel, DeliverySubject } from '#core/delivery';
import { ladderFor, rankFor, rungsFor, type Ladders } from '#core/delivery-ladder';
import type { Candidate } from '#core/eligibility';
import type { IncidentPriority } from '#core/incident';
import { SECOND_MS, type Instant } from '#core/units';
import type { Clock, Ids, NewDelivery } from '#flow/ports';

/** A doorbell that may have died with its process is rung again after this long. */
export const DOORBELL_AGAIN_MS = 1.5 * SECOND_MS;

/** What the deliveries of a change are made from. */
export interface ClimbContext {
  readonly about: 'incident' | 'callout' | 'drill';
  /** Of the incident; null for what is not about one. */
  readonly priority: IncidentPriority | null;
  readonly ladders: Ladders;
  /** By which channels people can be reached, as far as that was read. */
  readonly channels: ReadonlyMap<string, readonly DeliveryChannel[]>;
  /** Who has a phone on a live socket now. */
  readonly connected: ReadonlySet<string>;
  readonly now: Instant;
  readonly clock: Clock;
  readonly ids: Ids;
}

/**
 * One delivery per rung of the ladder that leads to this person. Whose channels were not read gets
 * every rung, and those that lead nowhere are found out at hand-over: a row too many costs less
 * than a person too few. Phones on a live socket are rung right after the commit, so that their
 * rung is the doorbell once more; without a socket it falls due at once and makes way for the next.
 */
export function climb(
  carried: {
    readonly alertId: string;
    readonly responderId: string;
    readonly subject: DeliverySubject;
  },
  context: ClimbContext,
): readonly NewDelivery[] {
  const { alertId, responderId, subject } = carried;
  const { about, priority, now, clock, ids } = context;
  const whole = ladderFor({ about, subject, priority }, context.ladders);
  const channels = context.channels.get(responderId);
  const rungs = channels === undefined ? whole : rungsFor(whole, channels);
  const rank = rankFor({ about, subject, priority });
  const againMs = context.connected.has(responderId) ? DOORBELL_AGAIN_MS : 0;
  return rungs.map(({ channel, afterMs }) => {
    const waitMs = channel === 'live' ? afterMs + againMs : afterMs;
    const dueAt = now + clock.stretch(waitMs);
    return { id: ids.id(), alertId, responderId, channel, subject, rank, dueAt };
  });
}

/** The channels of people by their id. */
export function channelsOf(
  candidates: readonly Candidate[],
): ReadonlyMap<string, readonly DeliveryChannel[]> {
  return new Map(candidates.map(({ responder }) => [responder.id, responder.channels]));
}
