import { writeReportCard } from '#core/report-card';
import { DAY_MS, HOUR_MS } from '#core/units';
import type { PutReportCard, ReportCardView, WeeklyReportView } from '#contracts/report-card-api';
import { toIso } from '#contracts/shapes';
import type { Channels, Clock, Ids, ReportCard, ReportCards } from '#flow/ports';
import { lastWeeks, type LocalWeek } from '#flow/report-card-weeks';
import type { ServiceReport } from '#flow/service-report';

/** A card that is in hand for so long was left by a worker that died, or nobody took it. */
export const CARD_LEASE_MS = HOUR_MS;

type Sendable = Awaited<ReturnType<ReportCards['organisations']>>[number];

/** The figures of each week, told once to those who want them. */
export class SendReportCards {
  constructor(
    private readonly ports: {
      readonly reportCards: ReportCards;
      readonly serviceReport: Pick<ServiceReport, 'months'>;
      readonly channels: Channels;
      readonly clock: Clock;
      readonly ids: Ids;
      /** Told of a card that failed; the others go out all the same. */
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /** Who gets the card, and which week was sent last. */
  async read(organisationId: string): Promise<ReportCardView> {
    const { reportCards } = this.ports;
    const { emails, language } = await reportCards.card(organisationId);
    const last = await reportCards.lastSent(organisationId);
    const lastSent = last === null ? null : { week: last.week, at: toIso(last.at) };
    return { emails: [...emails], language, lastSent };
  }

  /** Names who gets the card. */
  async put(organisationId: string, card: PutReportCard): Promise<ReportCardView> {
    const emails = [...new Set(card.emails.map((email) => email.toLowerCase()))];
    await this.ports.reportCards.putCard(organisationId, { ...card, emails });
    return this.read(organisationId);
  }

  /**
   * Sends the card of the last full week of each organisation that has not had it: by e-mail to
   * whoever is named, and as an event. Any number of workers may do this at once; where no address
   * could be reached it is tried again in an hour.
   *
   * @returns how many were sent
   */
  async round(): Promise<number> {
    let count = 0;
    for (const organisation of await this.ports.reportCards.organisations()) {
      try {
        if (await this.sendOne(organisation)) count += 1;
      } catch (error) {
        this.ports.onError(error);
      }
    }
    return count;
  }

  private async sendOne(organisation: Sendable): Promise<boolean> {
    const { reportCards, clock } = this.ports;
    const { id: organisationId, timeZone } = organisation;
    const now = clock.now();
    const weeks = lastWeeks(timeZone, now);
    const of = { organisationId, week: weeks.week.firstDay };
    const until = now + clock.stretch(CARD_LEASE_MS);
    if (!(await reportCards.claim(of, { now, until }))) return false;
    const weekly = {
      week: await this.figures(organisationId, weeks.week),
      before: await this.figures(organisationId, weeks.before),
    };
    const card = await reportCards.card(organisationId);
    const isTaken = await this.mail(card, { organisation, week: weeks.week, weekly });
    if (isTaken) await reportCards.sent(of, weekly, clock.now());
    return isTaken;
  }

  /** False where there are readers, and none of them could be reached. */
  private async mail(
    { emails, language }: ReportCard,
    of: {
      readonly organisation: Sendable;
      readonly week: LocalWeek;
      readonly weekly: WeeklyReportView;
    },
  ): Promise<boolean> {
    const { channels, ids } = this.ports;
    const { email: way } = channels;
    if (way === undefined || emails.length === 0) return true;
    const { firstDay, lastDay } = of.week;
    const figures = { week: of.weekly.week.total, before: of.weekly.before.total };
    const named = { organisationName: of.organisation.name, firstDay, lastDay };
    const text = writeReportCard({ ...named, ...figures }, language);
    const ends = await Promise.all(
      emails.map((address) => {
        const id = ids.id();
        return way.handOver({
          ...{ deliveryId: id, alertId: id, address, language, text },
          ...{ about: 'incident', subject: 'changed', rank: 'routine' },
          ...{ collapseKey: id, ttlMs: DAY_MS },
        });
      }),
    );
    return ends.some(({ outcome }) => outcome === 'taken');
  }

  private async figures(
    organisationId: string,
    { from, to }: LocalWeek,
  ): Promise<WeeklyReportView['week']> {
    const report = await this.ports.serviceReport.months(organisationId, { from, to });
    if (!report.ok) throw new Error(report.problem.detail);
    return report.value;
  }
}
