import type { putCalloutTemplateSchema } from '#contracts/callout-template-api';
import type { CalloutDraft } from './callout-draft';
import { readDraft } from './callout-message';
import { toLocalField } from '#web/moments';
import { HOUR_MS } from '#core/units';

type TemplateBody = (typeof putCalloutTemplateSchema)['_zod']['input'];

export type TemplateRead =
  | { readonly ok: true; readonly body: TemplateBody }
  | { readonly ok: false; readonly sentence: string };

/** Somewhere to read a draft by that has no area yet; a template has none. */
const ANYWHERE = {
  areaWay: 'circle',
  place: '1.000, 1.000',
  radiusKm: '1',
  exclusions: '',
} as const;

/**
 * A draft as a template: without its area, its mode and its days. Parts of the briefing may be
 * empty, since they differ each time; shifts are counted from the beginning of the work.
 */
export function templateOf(draft: CalloutDraft, now: number): TemplateRead {
  const begin = draft.from === '' ? toLocalField(new Date(now).toISOString()) : draft.from;
  const end = toLocalField(new Date(Date.parse(begin) + HOUR_MS).toISOString());
  const until = draft.until === '' ? end : draft.until;
  const [first] = draft.musterPoints;
  const hasPoints = first !== undefined && (draft.musterPoints.length > 1 || first.name !== '');
  const points = hasPoints ? draft.musterPoints : [];
  const read = readDraft({ ...draft, ...ANYWHERE, from: begin, until, musterPoints: points });
  if (!read.ok) return read;
  const { title, needs, musterPoints, policy, presence, shifts = [], window } = read.body;
  const from = Date.parse(window.from);
  return {
    ok: true,
    body: {
      ...{ title, needs, musterPoints, presence },
      ...(policy === undefined ? {} : { policy }),
      briefing: Object.fromEntries(
        Object.entries(draft.briefing).map(([part, words]) => [part, words.trim() || null]),
      ),
      shifts: shifts.map((shift) => ({
        shiftKey: shift.shiftKey,
        startsAfterMs: Math.max(0, Date.parse(shift.from) - from),
        lengthMs: Date.parse(shift.until) - Date.parse(shift.from),
      })),
      durationMs: draft.until === '' ? null : Date.parse(window.until) - from,
    },
  };
}
