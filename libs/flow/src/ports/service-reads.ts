import type { Availability } from '#core/availability';
import type { IncidentFigures } from '#core/service-figures';
import type { Instant } from '#core/units';

/** So many people share this schedule and these quiet hours. */
export interface SharedSchedule extends Pick<Availability, 'schedule' | 'quietHours'> {
  readonly people: number;
}

/** What the service has done, for reports: without people and places. */
export interface ServiceReads {
  /**
   * What became of actual incidents received from `from` on and before `to`, oldest first, at most
   * `max`.
   */
  incidentFigures(
    organisationId: string,
    range: { readonly from: Instant; readonly to: Instant; readonly max: number },
  ): Promise<readonly IncidentFigures[]>;
  /**
   * Schedules of the people who are on duty, have a credential that is verified and valid now, and
   * are neither disabled nor testing a phone; each with how many people have it.
   */
  schedules(organisationId: string, now: Instant): Promise<readonly SharedSchedule[]>;
}
