import type { WeeklyReportView } from '#contracts/report-card-api';
import type { Language } from '#core/delivery';
import type { Instant } from '#core/units';

/** Who gets the figures of a week by e-mail. */
export interface ReportCard {
  readonly emails: readonly string[];
  readonly language: Language;
}

/** A week of an organisation, by its Monday. */
export interface CardWeek {
  readonly organisationId: string;
  /** As `2026-03-02`. */
  readonly week: string;
}

/** Cards of the week: who gets them, and which were sent. */
export interface ReportCards {
  /** Nobody, in English, where nothing was put. */
  card(organisationId: string): Promise<ReportCard>;
  putCard(organisationId: string, card: ReportCard): Promise<void>;
  lastSent(organisationId: string): Promise<{ readonly week: string; readonly at: Instant } | null>;
  /** Organisations with their time zones and names. */
  organisations(): Promise<
    readonly { readonly id: string; readonly name: string; readonly timeZone: string }[]
  >;
  /** True for the one caller who may send it now: not sent, and nobody else is at it. */
  claim(of: CardWeek, claim: { readonly now: Instant; readonly until: Instant }): Promise<boolean>;
  /** Writes that it was sent, and tells it to control rooms, in one transaction; once. */
  sent(of: CardWeek, weekly: WeeklyReportView, now: Instant): Promise<void>;
}
