import { hoursOfWeek } from '#core/hours-of-week';
import { ok, refuse, type Result } from '#core/problem';
import { serviceFigures, type IncidentFigures } from '#core/service-figures';
import { DAY_MS, type Instant } from '#core/units';
import {
  REPORT_DAYS_MAX,
  type ReadinessHoursView,
  type ServiceReportView,
} from '#contracts/service-api';
import { toIso } from '#contracts/shapes';
import { localTime } from '#flow/local-time';
import type { Clock, PeopleStore, ServiceReads } from '#flow/ports';

/** Incidents that are reckoned in at most; a report says where there were more. */
export const REPORT_INCIDENTS_MAX = 50_000;
/** Past incidents say how near help was in an hour of the week for as long as this. */
export const READINESS_LOOKS_BACK_MS = 182 * DAY_MS;

/** What the service has done, month by month, and what is to be expected of it hour by hour. */
export class ServiceReport {
  constructor(
    private readonly ports: {
      readonly serviceReads: ServiceReads;
      readonly people: Pick<PeopleStore, 'organisation'>;
      readonly clock: Clock;
    },
  ) {}

  /** Figures of a time by month; refuses `invalid-field` where it is too long or ends early. */
  async months(
    organisationId: string,
    range: { readonly from: Instant; readonly to: Instant },
  ): Promise<Result<ServiceReportView>> {
    const { from, to } = range;
    if (to <= from) return refuse('invalid-field', 'The time ends before it begins.', 'to');
    if (to - from > REPORT_DAYS_MAX * DAY_MS) {
      return refuse('invalid-field', `A report covers ${REPORT_DAYS_MAX} days at most.`, 'from');
    }
    const timeZone = await this.timeZoneOf(organisationId);
    const found = await this.ports.serviceReads.incidentFigures(organisationId, {
      ...range,
      max: REPORT_INCIDENTS_MAX + 1,
    });
    const incidents = found.slice(0, REPORT_INCIDENTS_MAX);
    const months = new Map<string, IncidentFigures[]>();
    const monthOf = monthIn(timeZone);
    for (const one of incidents) {
      const month = monthOf(one.receivedAt);
      months.set(month, [...(months.get(month) ?? []), one]);
    }
    return ok({
      ...{ from: toIso(from), to: toIso(to), timeZone },
      total: serviceFigures(incidents),
      months: [...months].map(([month, of]) => ({ month, ...serviceFigures(of) })),
      more: found.length > incidents.length,
    });
  }

  /** The week by the hour: who is expected, and how near help was in the past half year. */
  async hours(organisationId: string): Promise<ReadinessHoursView> {
    const to = this.ports.clock.now();
    const from = to - READINESS_LOOKS_BACK_MS;
    const range = { from, to, max: REPORT_INCIDENTS_MAX };
    const { serviceReads } = this.ports;
    const [timeZone, incidents, people] = await Promise.all([
      this.timeZoneOf(organisationId),
      serviceReads.incidentFigures(organisationId, range),
      serviceReads.schedules(organisationId, to),
    ]);
    const past = incidents.map((figures) => {
      const { minuteOfWeek } = localTime(timeZone, figures.receivedAt);
      return { minuteOfWeek, figures };
    });
    return {
      ...{ timeZone, from: toIso(from), to: toIso(to) },
      onDuty: people.reduce((sum, one) => sum + one.people, 0),
      hours: hoursOfWeek(people, past, to),
    };
  }

  private async timeZoneOf(organisationId: string): Promise<string> {
    const organisation = await this.ports.people.organisation(organisationId);
    if (organisation === null) throw new Error('no such organisation');
    return organisation.timeZone;
  }
}

/** Names the month that clocks of a zone show at a moment, as `2026-03`. */
function monthIn(timeZone: string): (at: Instant) => string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit' });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return `${parts.get('year') ?? ''}-${parts.get('month') ?? ''}`;
  };
}
