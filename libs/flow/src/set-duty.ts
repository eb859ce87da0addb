import type { Result } from '#core/problem';
import type { DutyMessage, MeView } from '#contracts/responder-api';
import type { IngestFixes } from '#flow/ingest-fixes';
import type { Clock, IncidentStore, Locations, PeopleStore, ResponderCaller } from '#flow/ports';
import type { ReadFeed } from '#flow/read-feed';
import type { ReviewIncident } from '#flow/review-incident';

/** A responder's own switch. */
export class SetDuty {
  constructor(
    private readonly ports: {
      readonly people: PeopleStore;
      readonly incidents: IncidentStore;
      readonly locations: Locations;
      readonly clock: Clock;
      readonly ingest: IngestFixes;
      readonly review: ReviewIncident;
      readonly feed: ReadFeed;
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /**
   * Goes on or off duty. Off duty takes the person out of the live index at once and withdraws
   * unanswered alerts, each replaced where the plan replaces; an accepted incident stays theirs.
   */
  async set(caller: ResponderCaller, message: DutyMessage): Promise<Result<MeView>> {
    const { organisationId, responderId } = caller;
    await this.ports.people.setDuty({
      organisationId,
      responderId,
      onDuty: message.onDuty,
      now: this.ports.clock.now(),
    });
    this.ports.ingest.forget(responderId);
    if (!message.onDuty) {
      await this.ports.locations.remove(organisationId, [responderId]).catch(this.ports.onError);
      await this.letGo(caller);
    }
    return this.ports.feed.me(caller);
  }

  private async letGo(caller: ResponderCaller): Promise<void> {
    const { organisationId, responderId } = caller;
    const ids = await this.ports.people.openAlertIds(organisationId, responderId);
    for (const alertId of ids) {
      const found = await this.ports.incidents.loadAlert(organisationId, alertId, responderId);
      if (found?.alert.status === 'sent' && found.state !== null) {
        await this.ports.review.review(organisationId, found.state.incident.id);
      }
    }
  }
}
