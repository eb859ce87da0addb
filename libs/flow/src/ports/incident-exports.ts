import type { Incident } from '#core/incident';
import type { Instant } from '#core/units';

/** An incident as far as it may leave in bulk; its place is still exact. */
export interface ExportedIncident extends Pick<
  Incident,
  | 'id'
  | 'controlRef'
  | 'status'
  | 'kind'
  | 'mode'
  | 'priority'
  | 'place'
  | 'calledAt'
  | 'receivedAt'
  | 'endedAt'
> {
  readonly alertedCount: number;
  readonly acceptedCount: number;
  readonly firstOnSceneAt: Instant | null;
  readonly raisedByHand: boolean;
}

export interface IncidentExports {
  /** Incidents received from `from` on and before `to`, oldest first, at most `max`. */
  incidentsBetween(
    organisationId: string,
    range: { readonly from: Instant; readonly to: Instant; readonly max: number },
  ): Promise<readonly ExportedIncident[]>;
}
