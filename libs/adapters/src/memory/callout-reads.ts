import type { Callout } from '#core/callout';
import { histogram } from '#core/callout-fairness';
import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import type { CalloutReads } from '#flow/ports';
import { lately } from './callout-people';
import { settle, type MemoryTables } from './tables';

/** What is read of how call-outs were filled, in memory. */
export class MemoryCalloutReads implements CalloutReads {
  constructor(private readonly tables: MemoryTables) {}

  calloutFacts: CalloutReads['calloutFacts'] = (organisationId, calloutId, { cursor, limit }) =>
    settle(() => {
      if (this.find(organisationId, calloutId) === null) return { items: [], nextCursor: null };
      const after = readTimeCursor(cursor)?.at ?? 0;
      const all = (this.tables.facts.get(calloutId) ?? []).filter(({ seq }) => seq > after);
      const items = all.slice(0, limit);
      const last = items.at(-1);
      const isMore = all.length > items.length && last !== undefined;
      return { items, nextCursor: isMore ? writeCursor([String(last.seq), calloutId]) : null };
    });

  calloutConsidered: CalloutReads['calloutConsidered'] = (of, { reason }, { cursor, limit }) =>
    settle(() => {
      const { organisationId, calloutId } = of;
      if (this.find(organisationId, calloutId) === null) return { items: [], nextCursor: null };
      const after = readTimeCursor(cursor)?.id ?? '';
      const rows = [...(this.tables.calloutConsidered.get(calloutId)?.values() ?? [])]
        .filter(({ considered }) => considered.responderId > after)
        .filter(({ considered }) => reason === null || considered.reason === reason)
        .sort((a, b) => (a.considered.responderId < b.considered.responderId ? -1 : 1));
      const alerts = this.tables.alertsOf(calloutId);
      const items = rows.slice(0, limit).map(({ considered, decidedAt }) => {
        const { responderId, distanceM } = considered;
        const newest = alerts.filter((alert) => alert.responderId === responderId).at(-1);
        return {
          responderId,
          displayName: this.tables.responders.get(responderId)?.displayName ?? '',
          reason: considered.reason,
          distanceM,
          alertStatus: newest?.status ?? null,
          decidedAt,
        };
      });
      const last = items.at(-1);
      const isMore = rows.length > items.length && last !== undefined;
      return { items, nextCursor: isMore ? writeCursor(['0', last.responderId]) : null };
    });

  spread: CalloutReads['spread'] = (organisationId, calloutId, since) =>
    settle(() => {
      const isTheirs = this.find(organisationId, calloutId) !== null;
      const rows = isTheirs ? (this.tables.calloutConsidered.get(calloutId)?.values() ?? []) : [];
      const counts = [...rows]
        .filter(({ considered }) => ['asked', 'not-yet'].includes(considered.reason))
        .map(({ considered }) => lately(this.tables, considered.responderId, since));
      return {
        asked: histogram(counts.map(({ askedCount }) => askedCount)),
        accepted: histogram(counts.map(({ yesCount }) => yesCount)),
      };
    });

  calloutsFor: CalloutReads['calloutsFor'] = (organisationId, responderId, { since, max }) =>
    settle(() =>
      [...this.tables.callouts.values()]
        .filter((callout) => callout.organisationId === organisationId && callout.openedAt >= since)
        .sort((a, b) => b.openedAt - a.openedAt || (a.id < b.id ? 1 : -1))
        .slice(0, max)
        .map((callout) => {
          const row = this.tables.calloutConsidered.get(callout.id)?.get(responderId);
          const alert = this.tables
            .alertsOf(callout.id)
            .filter((one) => one.responderId === responderId)
            .at(-1);
          return {
            callout,
            reason: row?.considered.reason ?? null,
            distanceM: row?.considered.distanceM ?? null,
            alertId: alert?.id ?? null,
          };
        }),
    );

  private find(organisationId: string, calloutId: string): Callout | null {
    const callout = this.tables.callouts.get(calloutId);
    return callout?.organisationId === organisationId ? callout : null;
  }
}
