import type { Instant } from '#core/units';
import type { CalloutShare, ShareStore } from '#flow/ports';
import { settle } from './tables';

/** Call-outs shared with partners, in memory. */
export class MemoryShareStore implements ShareStore {
  private readonly rows = new Map<string, { share: CalloutShare; dueAt: Instant | null }>();

  keepShare: ShareStore['keepShare'] = (share) =>
    settle(() => {
      if (this.rows.has(keyOf(share))) return;
      this.rows.set(keyOf(share), { share, dueAt: share.askedAt });
    });

  shares: ShareStore['shares'] = (organisationId, calloutId) =>
    settle(() =>
      [...this.rows.values()]
        .map(({ share }) => share)
        .filter((one) => one.organisationId === organisationId && one.calloutId === calloutId),
    );

  takeShares: ShareStore['takeShares'] = ({ now, leaseMs, max }) =>
    settle(() => {
      const due = [...this.rows.values()].filter(({ dueAt }) => dueAt !== null && dueAt <= now);
      const taken = due.slice(0, max);
      for (const row of taken) row.dueAt = now + leaseMs;
      return taken.map(({ share }) => share);
    });

  shareTold: ShareStore['shareTold'] = (share, toldStopAt) =>
    settle(() => {
      const row = this.rows.get(keyOf(share));
      if (row !== undefined)
        this.rows.set(keyOf(share), { ...row, share: { ...share, toldStopAt } });
    });

  shareOver: ShareStore['shareOver'] = (share) =>
    settle(() => {
      const row = this.rows.get(keyOf(share));
      if (row !== undefined) row.dueAt = null;
    });
}

function keyOf({ calloutId, agreementId }: CalloutShare): string {
  return `${calloutId} ${agreementId}`;
}
