import type { CalloutView } from '#contracts/callout-api';
import { fromMusterPoint, fromShift } from '#contracts/callout-parts';
import { fromArea, toIso } from '#contracts/shapes';
import type { CalloutState } from '#flow/ports';

/** A call-out as a coordinator sees it: with counts, and without lists of people. */
export function renderCallout({ callout, counts }: CalloutState): CalloutView {
  const { fill } = callout;
  return {
    id: callout.id,
    controlRef: callout.controlRef,
    mode: callout.mode,
    status: callout.status,
    title: callout.title,
    briefing: callout.briefing,
    area: fromArea(callout.area),
    exclusions: callout.exclusions === null ? null : fromArea(callout.exclusions),
    presence: callout.presence,
    window: { from: toIso(callout.window.from), until: toIso(callout.window.until) },
    shifts: callout.shifts.map(fromShift),
    needs: callout.needs.map((need) => ({
      ...need,
      credentialKinds: [...need.credentialKinds],
      acceptedCount: fill.peopleByNeed[need.needKey] ?? 0,
      acceptedPieces: fill.piecesByNeed[need.needKey] ?? {},
    })),
    musterPoints: callout.musterPoints.map((point) => ({
      ...fromMusterPoint(point),
      acceptedCount: fill.peopleByMuster[point.musterKey] ?? 0,
    })),
    policy: policyView(callout),
    wantedCount: callout.wantedCount,
    acceptedCount: callout.acceptedCount,
    ...counts,
    openedAt: toIso(callout.openedAt),
    stopComingAt: toIso(callout.stopComingAt),
  };
}

function policyView({ policy }: CalloutState['callout']): CalloutView['policy'] {
  return {
    ...policy,
    waves: policy.waves.map((wave) => ({
      ...wave,
      credentialKinds: [...wave.credentialKinds],
      equipment: [...wave.equipment],
      groupIds: [...wave.groupIds],
    })),
  };
}
