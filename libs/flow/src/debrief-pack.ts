import { ok, type Result } from '#core/problem';
import type { IncidentView, TimelineView } from '#contracts/incident-api';
import type { PlanView } from '#contracts/plan-api';
import { toIso } from '#contracts/shapes';
import type { Looks } from '#flow/looks';
import type { Caller, Clock, PeopleStore } from '#flow/ports';
import type { ReadIncident } from '#flow/read-incident';

/** All of one incident, to be talked through by those who were in charge of it. */
export interface DebriefPack {
  readonly organisation: string;
  readonly timeZone: string;
  readonly madeAt: string;
  readonly incident: IncidentView;
  readonly timeline: TimelineView;
  readonly plan: PlanView;
}

/** Makes debrief packs from what is kept: what has gone by its age is not in them. */
export class DebriefPacks {
  constructor(
    private readonly ports: {
      readonly readIncident: ReadIncident;
      readonly looks: Looks;
      readonly people: Pick<PeopleStore, 'organisation'>;
      readonly clock: Clock;
    },
  ) {}

  /**
   * One incident with its timeline and the reasons of its plans. Positions of people are in it
   * while they are bound to the incident and no longer, and count as a look at them.
   *
   * @returns refusal `not-found`, also for another organisation's
   */
  async of(
    caller: Exclude<Caller, { readonly role: 'responder' }>,
    incidentId: string,
  ): Promise<Result<DebriefPack>> {
    const { readIncident, looks, people, clock } = this.ports;
    const { organisationId, role } = caller;
    const incident = await readIncident.byId(organisationId, incidentId, role);
    if (!incident.ok) return incident;
    const timeline = await readIncident.timeline(organisationId, incidentId, role);
    if (!timeline.ok) return timeline;
    const plan = await readIncident.plan(organisationId, incidentId, role);
    if (!plan.ok) return plan;
    const [shown = incident.value] = await looks.atPositions(caller, [incident.value]);
    const organisation = await people.organisation(organisationId);
    if (organisation === null) throw new Error('no such organisation');
    return ok({
      ...{ organisation: organisation.name, timeZone: organisation.timeZone },
      ...{ madeAt: toIso(clock.now()), incident: shown },
      ...{ timeline: timeline.value, plan: plan.value },
    });
  }
}
