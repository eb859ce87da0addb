import type { Result } from '#core/problem';
import type { DutyMessage, MeView } from '#contracts/responder-api';
import type { IngestFixes } from '#flow/ingest-fixes';
import type { Clock, PeopleStore, ResponderCaller } from '#flow/ports';
import type { ReadFeed } from '#flow/read-feed';
import type { StandBy } from '#flow/stand-by';

/** A responder's own switch. */
export class SetDuty {
  constructor(
    private readonly ports: {
      readonly people: PeopleStore;
      readonly clock: Clock;
      readonly ingest: Pick<IngestFixes, 'forget'>;
      readonly standBy: StandBy;
      readonly feed: Pick<ReadFeed, 'me'>;
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
    if (message.onDuty) this.ports.ingest.forget(responderId);
    else await this.ports.standBy.leave(caller);
    return this.ports.feed.me(caller);
  }
}
