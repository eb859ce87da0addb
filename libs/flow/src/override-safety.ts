import { ok, refuse, type Result } from '#core/problem';
import type { IncidentView } from '#contracts/incident-api';
import { decideAgain, OVERTAKEN } from '#flow/decide-again';
import { noChange } from '#flow/incident-change';
import { renderIncident } from '#flow/incident-view';
import type { Actor, Clock, IncidentState, IncidentStore } from '#flow/ports';
import type { ReviewIncident } from '#flow/review-incident';
import type { Teller } from '#flow/teller';

/** A dispatcher sends people although a safety rule forbids it, and says why. */
export class OverrideSafety {
  constructor(
    private readonly ports: {
      readonly incidents: IncidentStore;
      readonly clock: Clock;
      readonly review: ReviewIncident;
      readonly teller: Teller;
    },
  ) {}

  /**
   * Sets the override with its reason, puts it on the timeline, and decides again before this
   * returns. One that is set already for the same reason is confirmed without effect.
   *
   * @returns the incident as it now stands; or `not-found`, `incident-over`
   */
  async override(input: {
    readonly organisationId: string;
    readonly incidentId: string;
    readonly reason: string;
    readonly actor: Actor;
  }): Promise<Result<IncidentView>> {
    const { organisationId, incidentId } = input;
    const set = await decideAgain(() => this.attempt(input));
    if (!set.ok) return set;
    await this.ports.review.review(organisationId, incidentId, 'changed-by-control');
    const after = (await this.ports.incidents.load(organisationId, incidentId)) ?? set.value;
    return ok(renderIncident(after, await this.ports.teller.known(after)));
  }

  private async attempt(input: {
    readonly organisationId: string;
    readonly incidentId: string;
    readonly reason: string;
    readonly actor: Actor;
  }): Promise<Result<IncidentState> | typeof OVERTAKEN> {
    const { organisationId, incidentId, reason, actor } = input;
    const state = await this.ports.incidents.load(organisationId, incidentId);
    if (state === null) return refuse('not-found', 'There is no such incident.');
    const { incident } = state;
    if (incident.status !== 'active') return refuse('incident-over', 'The incident is over.');
    if (incident.safetyOverride?.reason === reason) return ok(state);
    const now = this.ports.clock.now();
    const safetyOverride = { reason, by: actor.id, at: now };
    const outcome = await this.ports.incidents.save({
      ...noChange({ organisationId, incidentId, now }),
      expectedRevision: incident.revision,
      incident: { ...incident, safetyOverride },
      facts: [
        {
          kind: 'safety-overridden',
          at: now,
          actor: 'dispatcher',
          responderId: null,
          detail: { reason, by: actor.id },
        },
      ],
      reviewAt: this.ports.review.safetyReviewAt(now),
    });
    if (outcome.outcome !== 'saved') return OVERTAKEN;
    const after = await this.ports.incidents.load(organisationId, incidentId);
    if (after === null) return OVERTAKEN;
    await this.ports.teller.tell(after, outcome.saved);
    return ok(after);
  }
}
