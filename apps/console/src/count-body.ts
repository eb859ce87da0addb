import { HOUR_MS, type Instant } from '#core/units';
import { toLocalField } from '#web/moments';
import type { CalloutView } from '#contracts/callout-api';
import type { AreaGeometry } from '#web/map/map-kinds';
import { emptyMuster, emptyNeed, type CalloutDraft } from './callout-draft';
import { readDraft, type CalloutBody } from './callout-message';

const UNSAID = '–';
const NO_BRIEFING = { event: UNSAID, task: UNSAID, contact: UNSAID, bring: UNSAID, risks: UNSAID };
const COUNTING = 'console-count';
const WINDOW_MS = 6 * HOUR_MS;

/**
 * A draft as it is sent to count whom it would reach, with whatever is not written yet made up:
 * words, times and points decide nothing of that. Null where the area cannot be read.
 */
export function countBody(draft: CalloutDraft, now: Instant): CalloutBody | null {
  const hour = Math.floor(now / HOUR_MS) * HOUR_MS;
  const local = (at: number): string => toLocalField(new Date(at).toISOString());
  const words = { title: UNSAID, briefing: NO_BRIEFING, reason: '' };
  const hasTimes = draft.from !== '' && draft.until > draft.from;
  const times = hasTimes ? {} : { from: local(hour), until: local(hour + WINDOW_MS), shifts: [] };
  const whole = { ...draft, ...words, ...times };
  const attempts = [
    whole,
    { ...whole, musterPoints: [{ ...emptyMuster('point-1'), ...ANYWHERE }] },
    {
      ...whole,
      shifts: [],
      needs: [{ ...emptyNeed('need-1'), label: UNSAID, wanted: '1' }],
      musterPoints: [{ ...emptyMuster('point-1'), ...ANYWHERE }],
    },
  ];
  for (const attempt of attempts) {
    const read = readDraft(attempt);
    if (read.ok) return placed({ ...read.body, controlRef: COUNTING });
  }
  return null;
}

/** An open call-out with another area, to count whom that would reach. */
export function countBodyOf(
  callout: CalloutView,
  drawn: { readonly area: AreaGeometry | null; readonly exclusions: AreaGeometry | null },
): object {
  const { mode, title, briefing, presence, window, shifts, policy } = callout;
  return {
    ...{ mode, title, briefing, presence, window, shifts, policy, controlRef: COUNTING },
    area: drawn.area ?? callout.area,
    exclusions: drawn.exclusions,
    needs: callout.needs.map((need) => without(need, ['acceptedCount', 'acceptedPieces'])),
    musterPoints: callout.musterPoints.map((point) => without(point, ['acceptedCount'])),
  };
}

/** What a call-out is asked for, without what has come of it. */
function without(part: object, counted: readonly string[]): object {
  return Object.fromEntries(Object.entries(part).filter(([name]) => !counted.includes(name)));
}

const ANYWHERE = { name: UNSAID, place: '1.000, 1.000', routeNote: UNSAID, parkingNote: UNSAID };

/** Texts that are still empty would be refused, and no number depends on them. */
function placed(body: CalloutBody): CalloutBody {
  return {
    ...body,
    needs: body.needs.map((need) => ({ ...need, label: need.label || UNSAID })),
    musterPoints: body.musterPoints.map((point) => ({
      ...point,
      name: point.name || UNSAID,
      routeNote: point.routeNote || UNSAID,
      parkingNote: point.parkingNote || UNSAID,
    })),
  };
}
