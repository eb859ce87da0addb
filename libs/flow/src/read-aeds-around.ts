import { aedsAround } from '#core/aeds-around';
import type { CallerRole } from '#core/caller-roles';
import { staffDisclosureFor } from '#core/disclosure';
import { hoursAround } from '#core/hours-around';
import { ok, refuse, type Result } from '#core/problem';
import type { AedsAroundView } from '#contracts/dispatch-api';
import { fromPlace, toIso } from '#contracts/shapes';
import type { AedStore, Clock, IncidentStore } from '#flow/ports';
import type { ResponsePlans } from '#flow/response-plans';

const SHOWN_MAX = 30;

/** The AEDs around an incident with how each stands now, also those that cannot be had. */
export class ReadAedsAround {
  constructor(
    private readonly ports: {
      readonly incidents: Pick<IncidentStore, 'load'>;
      readonly aeds: Pick<AedStore, 'aedsNear'>;
      readonly plans: Pick<ResponsePlans, 'byRef'>;
      readonly clock: Clock;
    },
  ) {}

  /**
   * AEDs within the radius of the incident's response plan. Whoever sees an outline of the incident
   * is shown those around its coarse square.
   *
   * @returns refusal `not-found`
   */
  async around(
    organisationId: string,
    incidentId: string,
    role: CallerRole = 'control',
  ): Promise<Result<AedsAroundView>> {
    const state = await this.ports.incidents.load(organisationId, incidentId);
    if (state === null) return refuse('not-found', 'There is no such incident.');
    const { incident, policyName: name, policyVersion: version } = state;
    const isExact = staffDisclosureFor(role) === 'all';
    const place = isExact ? incident.place : incident.cell.centre;
    const { policy } = await this.ports.plans.byRef(organisationId, { name, version });
    const at = this.ports.clock.now();
    const found = await this.ports.aeds.aedsNear(organisationId, place, policy.aedRadiusM);
    const aeds = found.map((aed) => ({ ...aed, hours: hoursAround(aed.hours, at) }));
    return ok({
      items: aedsAround(aeds, { place, incidentId, at, max: SHOWN_MAX }).map((one) => ({
        aedId: one.aed.id,
        name: one.aed.name,
        place: fromPlace(one.aed.place),
        locationDetail: one.aed.locationDetail,
        access: one.aed.access,
        openingHours: one.aed.openingHours,
        standing: one.standing,
        distanceM: one.distanceM,
        changesAt: toIso(one.changesAt),
        report: one.report,
      })),
    });
  }
}
