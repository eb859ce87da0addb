import type { Callout } from '#core/callout';
import { toArea, type AreaMessage } from '#contracts/shapes';

/** A call-out as it is stored; see `CALLOUT_COLUMNS`. */
export interface CalloutRow {
  id: string;
  organisation_id: string;
  control_ref: string;
  mode: Callout['mode'];
  title: string;
  briefing: Callout['briefing'];
  area: AreaMessage;
  exclusions: AreaMessage | null;
  presence: Callout['presence'];
  window_from: number;
  window_until: number;
  shifts: Callout['shifts'];
  needs: Callout['needs'];
  muster_points: Callout['musterPoints'];
  policy: Callout['policy'];
  fill: Callout['fill'];
  wanted_count: number;
  accepted_count: number;
  status: Callout['status'];
  opened_at: number;
  stop_coming_at: number | null;
  revision: number;
}

/** The call-out of a row. */
export function toCallout(row: CalloutRow): Callout {
  return {
    id: row.id,
    organisationId: row.organisation_id,
    controlRef: row.control_ref,
    mode: row.mode,
    title: row.title,
    briefing: row.briefing,
    area: toArea(row.area),
    exclusions: row.exclusions === null ? null : toArea(row.exclusions),
    presence: row.presence,
    window: { from: row.window_from, until: row.window_until },
    shifts: row.shifts,
    needs: row.needs,
    musterPoints: row.muster_points,
    policy: row.policy,
    fill: row.fill,
    wantedCount: row.wanted_count,
    acceptedCount: row.accepted_count,
    status: row.status,
    openedAt: row.opened_at,
    stopComingAt: row.stop_coming_at,
    revision: row.revision,
  };
}
