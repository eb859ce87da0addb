import { DEFAULT_CALLOUT_POLICY, type Callout } from '#core/callout';
import type { Area } from '#core/geometry';
import { ok, refuse, type Result } from '#core/problem';
import type { OpenCalloutMessage } from '#contracts/callout-api';
import { fromMusterPoint, fromShift } from '#contracts/callout-parts';
import { fromArea, SHORT_TEXT_LENGTH_MAX, toIso } from '#contracts/shapes';
import type { CalloutShare } from '#flow/ports';

/**
 * The call-out as a partner is asked for it: the same briefing, times and exclusions, the muster
 * points with the room that is left at them, the needs that it was asked for, and whom it is for.
 * People are asked where the partner has its own.
 *
 * @returns refusal `invalid-field` at `needs` where no muster point has room
 */
export function messageForPartner(
  callout: Callout,
  to: { readonly share: CalloutShare; readonly askedBy: string; readonly area: Area | null },
): Result<OpenCalloutMessage> {
  const { share, askedBy, area } = to;
  const musterPoints = roomLeft(callout);
  if (musterPoints.length === 0) {
    return refuse('invalid-field', 'No muster point has room for more people.', 'needs');
  }
  const { mode, briefing, exclusions, window, shifts } = callout;
  const keys = new Set(share.needs.flatMap(({ shiftKey }) => shiftKey ?? []));
  return ok({
    ...{ controlRef: share.partnerRef, mode, musterPoints },
    title: `${askedBy}: ${callout.title}`.slice(0, SHORT_TEXT_LENGTH_MAX),
    briefing: { ...briefing },
    area: fromArea(area ?? callout.area),
    exclusions: exclusions === null ? null : fromArea(exclusions),
    presence: { now: true, entering: true, living: true },
    window: { from: toIso(window.from), until: toIso(window.until) },
    shifts: shifts.filter(({ shiftKey }) => keys.has(shiftKey)).map(fromShift),
    needs: share.needs.map((need) => ({
      ...{ ...need, credentialKinds: [...need.credentialKinds], equipment: { ...need.equipment } },
    })),
    policy: ownPolicy(),
    reason: `${askedBy}: ${share.reason}`.slice(0, SHORT_TEXT_LENGTH_MAX),
  });
}

/** What the asker's own people have taken of a quota is not there for others. */
function roomLeft({ musterPoints, fill }: Callout): OpenCalloutMessage['musterPoints'] {
  return musterPoints.flatMap((point) => {
    if (point.quotaCount === null) return [fromMusterPoint(point)];
    const quotaCount = point.quotaCount - (fill.peopleByMuster[point.musterKey] ?? 0);
    return quotaCount > 0 ? [fromMusterPoint({ ...point, quotaCount })] : [];
  });
}

/** The asker's waves name credentials and groups of its own, which mean nothing elsewhere. */
function ownPolicy(): OpenCalloutMessage['policy'] {
  const { waves, ...numbers } = DEFAULT_CALLOUT_POLICY;
  return {
    ...numbers,
    waves: waves.map((wave) => ({
      ...{ ...wave, credentialKinds: [...wave.credentialKinds], equipment: [...wave.equipment] },
      groupIds: [...wave.groupIds],
    })),
  };
}
