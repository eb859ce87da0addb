import { isAvailable, validKinds } from '#flow/availability';
import type { Callouts } from '#flow/callouts';
import type { Decide } from '#flow/decide';
import type { IngestFixes } from '#flow/ingest-fixes';
import type { Clock, IncidentStore, Locations, PeopleStore } from '#flow/ports';
import type { ReviewIncident } from '#flow/review-incident';

interface Person {
  readonly organisationId: string;
  readonly responderId: string;
}

/** Who stands by in the live index, and what follows when somebody no longer does. */
export class StandBy {
  constructor(
    private readonly ports: {
      readonly people: PeopleStore;
      readonly incidents: IncidentStore;
      readonly locations: Locations;
      readonly clock: Clock;
      readonly ingest: Pick<IngestFixes, 'forget'>;
      readonly review: Pick<ReviewIncident, 'review'>;
      readonly callouts: Pick<Callouts, 'review'>;
      readonly decide: Pick<Decide, 'localTimeAt'>;
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /**
   * Takes somebody out of the live index and decides anew about whatever they have not answered:
   * it is withdrawn where they may no longer be asked, and replaced where the plan replaces.
   */
  async leave(person: Person): Promise<void> {
    await this.takeOut(person);
    await this.decideAnew(person);
  }

  /**
   * After what a person may be asked for, or when, has changed: into the live index or out of it,
   * and open questions decided anew.
   */
  async changed(person: Person): Promise<void> {
    const { organisationId, responderId } = person;
    const now = this.ports.clock.now();
    const [candidate] = await this.ports.people.candidates(organisationId, [responderId]);
    const { minuteOfWeek } = await this.ports.decide.localTimeAt(organisationId, now);
    if (candidate === undefined || !isAvailable(candidate, { now, minuteOfWeek })) {
      await this.leave(person);
      return;
    }
    this.ports.ingest.forget(responderId);
    const { fix, responder } = candidate;
    const credentialKinds = validKinds(responder, now);
    if (fix !== null && credentialKinds.length > 0) {
      const entries = [{ responderId, fix, credentialKinds }];
      await this.ports.locations.put(organisationId, entries).catch(this.ports.onError);
    }
    await this.decideAnew(person);
  }

  private async takeOut({ organisationId, responderId }: Person): Promise<void> {
    this.ports.ingest.forget(responderId);
    await this.ports.locations.remove(organisationId, [responderId]).catch(this.ports.onError);
  }

  private async decideAnew({ organisationId, responderId }: Person): Promise<void> {
    const ids = await this.ports.people.openAlertIds(organisationId, responderId);
    for (const alertId of ids) {
      const found = await this.ports.incidents.loadAlert(organisationId, alertId, responderId);
      if (found?.alert.status !== 'sent') continue;
      const { incidentId, calloutId } = found.alert;
      if (incidentId !== null) await this.ports.review.review(organisationId, incidentId);
      if (calloutId !== null) await this.ports.callouts.review(organisationId, calloutId);
    }
  }
}
