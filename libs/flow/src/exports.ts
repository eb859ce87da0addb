import { BIG_ACTIONS, roundedPlace } from '#core/big-actions';
import { ok, refuse, type Result } from '#core/problem';
import type { Instant } from '#core/units';
import type { ExportedIncidentsView, ExportedIncidentView } from '#contracts/export-api';
import { fromPlace, toIso } from '#contracts/shapes';
import type { ExportedIncident, IncidentExports, Limits } from '#flow/ports';

const { incidentsMax, limit } = BIG_ACTIONS['export-incidents'];

/** Incidents that leave in bulk, for statistics: nobody can be found by them. */
export class Exports {
  constructor(
    private readonly ports: {
      readonly incidentExports: IncidentExports;
      readonly limits: Limits;
    },
  ) {}

  /**
   * The organisation's own incidents of a time, without people, addresses, notes or anybody's
   * position; places to about 100 metres.
   *
   * @returns refusals `reason-needed`, `invalid-field`, `too-many-requests`
   */
  async incidents(
    caller: { readonly organisationId: string; readonly keyId: string },
    asked: { readonly from: Instant; readonly to: Instant; readonly reason: string | null },
  ): Promise<Result<ExportedIncidentsView>> {
    const { from, to, reason } = asked;
    if (reason === null) return refuse('reason-needed', 'Say what the export is for.', 'reason');
    if (to <= from) return refuse('invalid-field', 'The time ends before it begins.', 'to');
    const used = await this.ports.limits.use(limit, caller.keyId);
    if (!used.ok) return used;
    const range = { from, to, max: incidentsMax + 1 };
    const found = await this.ports.incidentExports.incidentsBetween(caller.organisationId, range);
    const incidents = found.slice(0, incidentsMax).map(view);
    return ok({
      from: toIso(from),
      to: toIso(to),
      count: incidents.length,
      more: found.length > incidents.length,
      incidents,
    });
  }
}

function view(incident: ExportedIncident): ExportedIncidentView {
  return {
    ...incident,
    place: fromPlace(roundedPlace(incident.place)),
    calledAt: toIso(incident.calledAt),
    receivedAt: toIso(incident.receivedAt),
    endedAt: toIso(incident.endedAt),
    firstOnSceneAt: toIso(incident.firstOnSceneAt),
  };
}
