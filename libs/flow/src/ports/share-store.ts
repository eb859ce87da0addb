import type { CalloutNeed } from '#core/callout-needs';
import type { Instant } from '#core/units';

/** A call-out of the partner that was asked for because of one of ours. */
export interface CalloutShare {
  readonly organisationId: string;
  readonly calloutId: string;
  readonly agreementId: string;
  readonly partnerId: string;
  /** The partner's reference of it. */
  readonly partnerRef: string;
  readonly needs: readonly CalloutNeed[];
  readonly reason: string;
  readonly askedAt: Instant;
  /** When the partner was told that nobody should come any more; null while they should. */
  readonly toldStopAt: Instant | null;
}

export interface ShareStore {
  /** Keeps what was asked, once for a call-out and agreement; it is followed from then on. */
  keepShare(share: CalloutShare): Promise<void>;
  /** What was asked for a call-out, oldest first. */
  shares(organisationId: string, calloutId: string): Promise<readonly CalloutShare[]>;
  /** Shares of all organisations that are still followed, each left alone for the lease. */
  takeShares(input: {
    readonly now: Instant;
    readonly leaseMs: number;
    readonly max: number;
  }): Promise<readonly CalloutShare[]>;
  shareTold(share: CalloutShare, toldStopAt: Instant | null): Promise<void>;
  /** It is over on both sides and followed no longer. */
  shareOver(share: CalloutShare): Promise<void>;
}
