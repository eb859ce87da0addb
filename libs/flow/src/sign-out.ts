import type { Clock, Live, PeopleStore, ReachStore, ResponderCaller } from '#flow/ports';
import type { StandBy } from '#flow/stand-by';

/** A person signs a phone out: nothing rings on it any more. */
export class SignOut {
  constructor(
    private readonly ports: {
      readonly reach: ReachStore;
      readonly people: PeopleStore;
      readonly live: Live;
      readonly clock: Clock;
      readonly standBy: StandBy;
    },
  ) {}

  /**
   * Ends this phone's sign-in and closes its sockets. With the last phone gone its person goes off
   * duty, since the app that asks them and lets them answer is nowhere any more; an accepted
   * incident stays theirs.
   */
  async signOut(caller: ResponderCaller): Promise<void> {
    const { organisationId, responderId, deviceId } = caller;
    const now = this.ports.clock.now();
    const left = await this.ports.reach.signOut({ organisationId, deviceId, now });
    this.ports.live.showOut(deviceId);
    if (left > 0) return;
    await this.ports.people.setDuty({ organisationId, responderId, onDuty: false, now });
    await this.ports.standBy.leave(caller);
  }
}
