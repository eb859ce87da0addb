import { MINUTE_MS, SECOND_MS } from '#core/units';
import { toIso } from '#contracts/shapes';
import type { Callouts } from '#flow/callouts';
import { fact } from '#flow/incident-change';
import type {
  Clock,
  DeliveryOutcome,
  DueDelivery,
  DueReview,
  Ids,
  IncidentStore,
  Live,
  PeopleStore,
  Push,
  PushOutcome,
  Queue,
} from '#flow/ports';
import type { ReadFeed } from '#flow/read-feed';
import type { ReviewIncident } from '#flow/review-incident';

/** A worker that says nothing for this long has died; another takes its work over. */
export const LEASE_MS = 2 * SECOND_MS;
/** Due things taken at a time. */
export const REVIEWS_PER_ROUND = 20;
export const DELIVERIES_PER_ROUND = 200;
/** A review that fails is tried again after this long, doubled each time. */
export const REVIEW_AGAIN_MS = 500;
export const REVIEW_AGAIN_MAX_MS = 30 * SECOND_MS;
/** A push the provider could not take is tried again this often at most. */
export const PUSH_ATTEMPTS_MAX = 5;
export const PUSH_AGAIN_MS = SECOND_MS;
/** An alert that reaches the provider later than this must not ring. */
export const PUSH_TTL_MS = 2 * MINUTE_MS;

type Outcome = { readonly deliveryId: string; readonly outcome: DeliveryOutcome };

/** What a worker does: reviews whose time has come, and deliveries that wait to be handed over. */
export class DoDueWork {
  constructor(
    private readonly ports: {
      readonly queue: Queue;
      readonly incidents: IncidentStore;
      readonly people: PeopleStore;
      readonly live: Live;
      readonly push: Push;
      readonly clock: Clock;
      readonly ids: Ids;
      readonly review: ReviewIncident;
      readonly callouts: Callouts;
      readonly feed: ReadFeed;
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /** One round; a failure of one piece of work never holds up another. */
  async runOnce(): Promise<{ readonly reviews: number; readonly deliveries: number }> {
    const [reviews, deliveries] = await Promise.all([this.runReviews(), this.runDeliveries()]);
    return { reviews, deliveries };
  }

  private lease(max: number): { leaseId: string; now: number; leaseMs: number; max: number } {
    const { clock, ids } = this.ports;
    return { leaseId: ids.id(), now: clock.now(), leaseMs: clock.stretch(LEASE_MS), max };
  }

  private async runReviews(): Promise<number> {
    const lease = this.lease(REVIEWS_PER_ROUND);
    const due = await this.ports.queue.takeReviews(lease);
    await Promise.all(due.map((review) => this.runReview(review, lease.leaseId)));
    return due.length;
  }

  private async runReview(review: DueReview, leaseId: string): Promise<void> {
    const { organisationId, subjectId } = review;
    try {
      if (review.subject === 'callout') {
        await this.ports.callouts.review(organisationId, subjectId);
      } else {
        await this.ports.review.review(organisationId, subjectId);
        await this.ports.review.explainEveryone(organisationId, subjectId);
      }
    } catch (error) {
      this.ports.onError(error);
      const wait = Math.min(REVIEW_AGAIN_MAX_MS, REVIEW_AGAIN_MS * 2 ** review.attempt);
      const dueAt = this.ports.clock.now() + this.ports.clock.stretch(wait);
      await this.ports.queue.finishReview(review, leaseId, dueAt);
    }
  }

  private async runDeliveries(): Promise<number> {
    const lease = this.lease(DELIVERIES_PER_ROUND);
    const due = await this.ports.queue.takeDeliveries(lease);
    if (due.length === 0) return 0;
    const wanted = due.filter((delivery) => delivery.stillWanted);
    const outcomes: Outcome[] = due
      .filter((delivery) => !delivery.stillWanted)
      .map(({ id }) => ({ deliveryId: id, outcome: { status: 'not-needed' } }));
    const live = wanted.filter((delivery) => delivery.channel === 'live');
    const push = wanted.filter((delivery) => delivery.channel === 'push');
    outcomes.push(...(await Promise.all(live.map((delivery) => this.ringAgain(delivery)))));
    outcomes.push(...(await this.pushAll(push)));
    await this.ports.queue.finishDeliveries(lease.leaseId, outcomes, this.ports.clock.now());
    return due.length;
  }

  /** The doorbell once more, for a phone that has given no receipt; it rings once by alert id. */
  private async ringAgain(delivery: DueDelivery): Promise<Outcome> {
    const { responderId, organisationId, alertId, feedSeq } = delivery;
    const alert = await this.ports.feed.alert({ organisationId, responderId }, alertId);
    if (alert !== null && feedSeq !== null) {
      const at = toIso(this.ports.clock.now());
      const message = { seq: feedSeq, at, kind: 'alert-sent' as const, alert };
      this.ports.live.tellResponders([{ responderId, message }]);
    }
    return { deliveryId: delivery.id, outcome: { status: 'handed-over', providerRef: null } };
  }

  private async pushAll(deliveries: readonly DueDelivery[]): Promise<readonly Outcome[]> {
    const messages = deliveries.flatMap((delivery) =>
      delivery.pushTokens.map((pushToken) => ({
        deliveryId: delivery.id,
        pushToken,
        subject: delivery.subject,
        about: delivery.incidentId === null ? ('callout' as const) : ('incident' as const),
        alertId: delivery.alertId,
        collapseKey: delivery.incidentId ?? delivery.calloutId ?? delivery.alertId,
        ttlMs: PUSH_TTL_MS,
      })),
    );
    const answers = messages.length === 0 ? [] : await this.ports.push.send(messages);
    const byDelivery = new Map<string, PushOutcome[]>();
    for (const [index, message] of messages.entries()) {
      const answer = answers[index];
      if (answer === undefined) continue;
      if (answer.outcome === 'token-gone') {
        await this.ports.people.dropPushToken(message.pushToken);
      }
      const list = byDelivery.get(message.deliveryId) ?? [];
      byDelivery.set(message.deliveryId, [...list, answer]);
    }
    const outcomes = deliveries.map((delivery) => ({
      deliveryId: delivery.id,
      outcome: this.outcomeOf(delivery, byDelivery.get(delivery.id) ?? []),
    }));
    await this.note(deliveries, outcomes);
    return outcomes;
  }

  /** One phone of several that took it is enough; otherwise the first reason to try again. */
  private outcomeOf(delivery: DueDelivery, answers: readonly PushOutcome[]): DeliveryOutcome {
    const taken = answers.find((answer) => answer.outcome === 'handed-over');
    if (taken?.outcome === 'handed-over') {
      return { status: 'handed-over', providerRef: taken.providerRef };
    }
    const failed = answers.find((answer) => answer.outcome === 'failed');
    if (failed?.outcome !== 'failed') {
      return { status: 'failed', error: 'no phone of this person can be pushed' };
    }
    if (delivery.attempt >= PUSH_ATTEMPTS_MAX || failed.retryAfterMs === null) {
      return { status: 'failed', error: failed.error };
    }
    const wait = Math.max(PUSH_AGAIN_MS, failed.retryAfterMs);
    const dueAt = this.ports.clock.now() + this.ports.clock.stretch(wait);
    return { status: 'retry', error: failed.error, dueAt };
  }

  /** Handed over and failed are facts of the incident; a phone not reached is not kept quiet. */
  private async note(
    deliveries: readonly DueDelivery[],
    outcomes: readonly Outcome[],
  ): Promise<void> {
    const now = this.ports.clock.now();
    for (const [index, delivery] of deliveries.entries()) {
      const outcome = outcomes[index]?.outcome;
      if (outcome === undefined || outcome.status === 'retry') continue;
      const kind = outcome.status === 'handed-over' ? 'alert-handed-over' : 'alert-failed';
      const detail =
        outcome.status === 'failed' ? { channel: 'push', why: outcome.error } : { channel: 'push' };
      const { organisationId, incidentId, calloutId } = delivery;
      const added = await this.ports.incidents.addFacts({
        organisationId,
        incidentId,
        calloutId,
        facts: [{ ...fact(kind, delivery.responderId, now), detail }],
        notAlerted: [],
        now,
      });
      for (const view of incidentId === null ? [] : added) {
        const message = { event: 'fact' as const, incidentId: incidentId ?? '', fact: view };
        this.ports.live.tellControl(organisationId, message);
      }
    }
  }
}
