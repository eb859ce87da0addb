import { APPROVAL_EXPIRES_AFTER_MS } from '#core/approval';
import type { Callout } from '#core/callout';
import { SECOND_MS } from '#core/units';
import type { Callouts } from '#flow/callouts';
import type { MusterTalk } from '#flow/muster-talk';
import type { CalloutShare, CalloutStore, Clock, ShareStore } from '#flow/ports';

/** What became of a call-out reaches the partner within this time. */
const FOLLOW_EVERY_MS = 5 * SECOND_MS;
const SHARES_PER_ROUND = 20;
const BY_ASKER = { role: 'closeby', id: null };
const STOPPED = 'Nobody more is needed by whoever asked for aid.';
const AGAIN = 'People are needed again by whoever asked for aid.';

/**
 * Tells partners what became of a call-out they help with: its end always, so that nobody goes to
 * what is over, and that people should not come, or come again. By comparing both sides, so that
 * no crash on the way leaves one behind.
 */
export class FollowShares {
  constructor(
    private readonly ports: {
      readonly shares: ShareStore;
      readonly callouts: Pick<CalloutStore, 'loadCallout' | 'loadCalloutByRef'>;
      readonly callingOut: Pick<Callouts, 'end'>;
      readonly talk: Pick<MusterTalk, 'setComing'>;
      readonly clock: Clock;
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /** Looks at what is shared and not over; how many were looked at. */
  async round(): Promise<number> {
    const { shares, clock } = this.ports;
    const leaseMs = clock.stretch(FOLLOW_EVERY_MS);
    const due = await shares.takeShares({ now: clock.now(), leaseMs, max: SHARES_PER_ROUND });
    for (const share of due) {
      try {
        await this.follow(share);
      } catch (error) {
        this.ports.onError(error);
      }
    }
    return due.length;
  }

  private async follow(share: CalloutShare): Promise<void> {
    const { callouts, shares, clock } = this.ports;
    const ours = await callouts.loadCallout(share.organisationId, share.calloutId);
    if (ours === null) return;
    const theirs = await callouts.loadCalloutByRef(share.partnerId, share.partnerRef);
    if (theirs === null) {
      // It may wait for the partner's second person, who may still say yes.
      const decidedBy = share.askedAt + APPROVAL_EXPIRES_AFTER_MS;
      if (isOver(ours.callout) && clock.now() >= decidedBy) await shares.shareOver(share);
      return;
    }
    if (isOver(theirs.callout)) return shares.shareOver(share);
    if (!isOver(ours.callout)) return this.followComing(share, ours.callout, theirs.callout);
    const outcome = ours.callout.status === 'cancelled' ? 'cancelled' : 'closed';
    const ended = await this.ports.callingOut.end(share.partnerId, theirs.callout.id, outcome);
    if (ended.ok) await shares.shareOver(share);
  }

  /** What the partner itself has said of coming stands, until the asker says something else. */
  private async followComing(share: CalloutShare, ours: Callout, theirs: Callout): Promise<void> {
    const stop = ours.stopComingAt !== null;
    if (stop === (share.toldStopAt !== null)) return;
    const of = { organisationId: share.partnerId, calloutId: theirs.id };
    const said = { stop, reason: stop ? STOPPED : AGAIN, by: BY_ASKER };
    const told = await this.ports.talk.setComing(of, said);
    if (told.ok) await this.ports.shares.shareTold(share, ours.stopComingAt);
  }
}

function isOver({ status }: Callout): boolean {
  return status === 'closed' || status === 'cancelled';
}
