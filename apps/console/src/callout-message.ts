import type { openCalloutSchema } from '#contracts/callout-api';
import { EQUIPMENT, type Pieces } from '#core/equipment';
import { MINUTE_MS } from '#core/units';
import { t } from '#web/language';
import { fromLocalField } from '#web/moments';
import { placeOf } from '#web/place-of';
import type { CalloutDraft, MusterDraft, NeedDraft, WaveDraft } from './callout-draft';

/** A call-out as it is sent. */
export type CalloutBody = (typeof openCalloutSchema)['_zod']['input'];

/** What is to be sent, or the first thing that is wrong, one sentence. */
export type Read =
  | { readonly ok: true; readonly body: Omit<CalloutBody, 'controlRef'> }
  | { readonly ok: false; readonly sentence: string };

/** Reads what was typed; whatever is wrong is said, and nothing is guessed. */
export function readDraft(draft: CalloutDraft): Read {
  try {
    return { ok: true, body: bodyOf(draft) };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, sentence: error.message };
    throw error;
  }
}

/** Needs alone, as they are sent for a call-out that is open. */
export function readNeeds(
  drafts: readonly NeedDraft[],
): { readonly ok: true; readonly needs: CalloutBody['needs'] } | Extract<Read, { ok: false }> {
  try {
    return { ok: true, needs: drafts.map(needOf) };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, sentence: error.message };
    throw error;
  }
}

class Unreadable extends Error {}

function bodyOf(draft: CalloutDraft): Omit<CalloutBody, 'controlRef'> {
  const { mode, title, briefing, presence, reason } = draft;
  if (!presence.now && !presence.entering && !presence.living) {
    throw new Unreadable(t('Say who counts as being in the area.'));
  }
  return {
    mode,
    title,
    briefing,
    presence,
    area: areaOf(draft),
    exclusions: exclusionsOf(draft.exclusions),
    window: windowOf(draft),
    shifts: draft.shifts.map((shift) => ({
      shiftKey: shift.key,
      from: instantOf(shift.from, t('The start of shift {{key}}', { key: shift.key })),
      until: instantOf(shift.until, t('The end of shift {{key}}', { key: shift.key })),
    })),
    needs: draft.needs.map(needOf),
    musterPoints: draft.musterPoints.map(musterOf),
    policy: policyOf(draft),
    ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
  };
}

function areaOf(draft: CalloutDraft): CalloutBody['area'] {
  if (draft.areaWay === 'stored') {
    if (draft.areaRef === '') throw new Unreadable(t('Choose a stored area.'));
    return { type: 'Stored', areaRef: draft.areaRef };
  }
  if (draft.areaWay === 'geojson') return geoJson(draft.geojson, t('The area'));
  const centre = placeOf(draft.place);
  if (centre === null) throw new Unreadable(t('The middle of the area is not a place.'));
  const radiusM = numberOf(draft.radiusKm, t('Kilometres around it')) * 1_000;
  return { type: 'Circle', centre: centre.coordinates, radiusM };
}

function exclusionsOf(typed: string): CalloutBody['exclusions'] {
  return typed.trim() === '' ? null : geoJson(typed, t('The area to keep out of'));
}

/** A geometry, or the one of a Feature; its shape is judged by the server, which says why. */
function geoJson(typed: string, what: string): CalloutBody['area'] {
  let value: unknown;
  try {
    value = JSON.parse(typed);
  } catch {
    throw new Unreadable(t('{{what}} is not GeoJSON: it cannot be read as JSON.', { what }));
  }
  const held = value as { readonly type?: unknown; readonly geometry?: unknown } | null;
  const geometry = held?.type === 'Feature' ? held.geometry : held;
  const { type } = (geometry ?? {}) as { readonly type?: unknown };
  if (type !== 'Polygon' && type !== 'MultiPolygon') {
    throw new Unreadable(t('{{what}} must be a GeoJSON Polygon or MultiPolygon.', { what }));
  }
  return geometry as CalloutBody['area'];
}

function windowOf({ from, until }: CalloutDraft): CalloutBody['window'] {
  const window = {
    from: instantOf(from, t('The begin of the work')),
    until: instantOf(until, t('The end of the work')),
  };
  if (window.until <= window.from) throw new Unreadable(t('The work ends before it begins.'));
  return window;
}

function needOf(need: NeedDraft, index: number): CalloutBody['needs'][number] {
  const unnamed = need.label === '';
  const what = unnamed ? t('Need {{number}}', { number: index + 1 }) : `“${need.label}”`;
  const wantedCount = numberOf(need.wanted, t('{{what}}: how many people', { what }));
  const minimumCount = numberOf(need.minimum, t('{{what}}: the fewest people', { what }));
  if (minimumCount > wantedCount) {
    throw new Unreadable(t('{{what}}: the fewest are more than are wanted.', { what }));
  }
  return {
    ...{ needKey: need.key, label: need.label, wantedCount, minimumCount },
    credentialKinds: need.credentialKinds,
    equipment: piecesOf(need.pieces),
    shiftKey: need.shiftKey === '' ? null : need.shiftKey,
  };
}

/** Kinds with a number above nothing. */
export function piecesOf(typed: NeedDraft['pieces']): Pieces {
  const rows = EQUIPMENT.map((kind) => [kind, Number(typed[kind] ?? '0')] as const);
  return Object.fromEntries(rows.filter(([, pieces]) => Number.isInteger(pieces) && pieces > 0));
}

function musterOf(point: MusterDraft): CalloutBody['musterPoints'][number] {
  const place = placeOf(point.place);
  const { name, routeNote, parkingNote } = point;
  if (place === null) throw new Unreadable(t('Muster point “{{name}}” is at no place.', { name }));
  const quotaCount =
    point.quota.trim() === ''
      ? null
      : numberOf(point.quota, t('Muster point “{{name}}”: room for', { name }));
  return { musterKey: point.key, name, place, quotaCount, routeNote, parkingNote };
}

function policyOf(draft: CalloutDraft): CalloutBody['policy'] {
  return {
    ...draft.policy,
    waves: draft.waves.map(waveOf),
    order: draft.order,
    intervalMs: numberOf(draft.intervalMin, t('Minutes between batches')) * MINUTE_MS,
    confidence: numberOf(draft.confidencePercent, t('How sure')) / 100,
    acceptShare: numberOf(draft.acceptPercent, t('Share expected to say yes')) / 100,
  };
}

function waveOf(wave: WaveDraft): NonNullable<NonNullable<CalloutBody['policy']>['waves']>[0] {
  const { label, credentialKinds, equipment, groupIds } = wave;
  const distanceMaxM =
    wave.distanceKm.trim() === ''
      ? null
      : numberOf(wave.distanceKm, t('Wave “{{label}}”: kilometres', { label })) * 1_000;
  return { label, credentialKinds, equipment, groupIds, distanceMaxM };
}

function instantOf(typed: string, what: string): string {
  const at = fromLocalField(typed);
  if (at === null) throw new Unreadable(t('{{what}} is missing.', { what }));
  return at;
}

function numberOf(typed: string, what: string): number {
  const number = Number(typed);
  if (typed.trim() === '' || !Number.isFinite(number) || number < 0) {
    throw new Unreadable(t('{{what}}: give a number.', { what }));
  }
  return number;
}
