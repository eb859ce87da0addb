import type { Instant } from '#core/units';
import type { CardWeek, ReportCard, ReportCards } from '#flow/ports';
import type { MemoryControlEvents } from './control-events';
import { settle, type MemoryTables } from './tables';

interface WeekRow extends CardWeek {
  readonly claimedUntil: Instant;
  readonly sentAt: Instant | null;
}

/** Cards of the week, in memory. */
export class MemoryReportCards implements ReportCards {
  private readonly cards = new Map<string, ReportCard>();
  private readonly weeks = new Map<string, WeekRow>();

  constructor(
    private readonly tables: MemoryTables,
    private readonly events: MemoryControlEvents,
  ) {}

  card: ReportCards['card'] = (organisationId) =>
    settle(() => this.cards.get(organisationId) ?? { emails: [], language: 'en' });

  putCard: ReportCards['putCard'] = (organisationId, card) =>
    settle(() => {
      this.cards.set(organisationId, card);
    });

  lastSent: ReportCards['lastSent'] = (organisationId) =>
    settle(() => {
      const [last] = [...this.weeks.values()]
        .filter((row) => row.organisationId === organisationId && row.sentAt !== null)
        .sort((a, b) => (a.week < b.week ? 1 : -1));
      return last === undefined ? null : { week: last.week, at: last.sentAt ?? 0 };
    });

  organisations: ReportCards['organisations'] = () =>
    settle(() =>
      [...this.tables.organisations.values()].map(({ id, name, timeZone }) => {
        return { id, name, timeZone };
      }),
    );

  claim: ReportCards['claim'] = (of, { now, until }) =>
    settle(() => {
      const known = this.weeks.get(keyOf(of));
      const isFree = known === undefined || (known.sentAt === null && known.claimedUntil <= now);
      if (isFree) this.weeks.set(keyOf(of), { ...of, claimedUntil: until, sentAt: null });
      return isFree;
    });

  sent: ReportCards['sent'] = (of, weekly, now) =>
    settle(() => {
      const known = this.weeks.get(keyOf(of));
      if (known === undefined || known.sentAt !== null) return;
      this.weeks.set(keyOf(of), { ...known, sentAt: now });
      this.events.addWeekly(of.organisationId, weekly, now);
    });
}

function keyOf({ organisationId, week }: CardWeek): string {
  return `${organisationId} ${week}`;
}
