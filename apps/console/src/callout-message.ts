import type { openCalloutSchema } from '#contracts/callout-api';
import { EQUIPMENT, type Pieces } from '#core/equipment';
import { MINUTE_MS } from '#core/units';
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

class Unreadable extends Error {}

function bodyOf(draft: CalloutDraft): Omit<CalloutBody, 'controlRef'> {
  const { mode, title, briefing, presence, reason } = draft;
  if (!presence.now && !presence.entering && !presence.living) {
    throw new Unreadable('Say who counts as being in the area.');
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
      from: instantOf(shift.from, `The start of shift ${shift.key}`),
      until: instantOf(shift.until, `The end of shift ${shift.key}`),
    })),
    needs: draft.needs.map(needOf),
    musterPoints: draft.musterPoints.map(musterOf),
    policy: policyOf(draft),
    ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
  };
}

function areaOf(draft: CalloutDraft): CalloutBody['area'] {
  if (draft.areaWay === 'stored') {
    if (draft.areaRef === '') throw new Unreadable('Choose a stored area.');
    return { type: 'Stored', areaRef: draft.areaRef };
  }
  if (draft.areaWay === 'geojson') return geoJson(draft.geojson, 'The area');
  const centre = placeOf(draft.place);
  if (centre === null) throw new Unreadable('The middle of the area is not a place.');
  const radiusM = numberOf(draft.radiusKm, 'Kilometres around it') * 1_000;
  return { type: 'Circle', centre: centre.coordinates, radiusM };
}

function exclusionsOf(typed: string): CalloutBody['exclusions'] {
  return typed.trim() === '' ? null : geoJson(typed, 'The area to keep out of');
}

/** A geometry, or the one of a Feature; its shape is judged by the server, which says why. */
function geoJson(typed: string, what: string): CalloutBody['area'] {
  let value: unknown;
  try {
    value = JSON.parse(typed);
  } catch {
    throw new Unreadable(`${what} is not GeoJSON: it cannot be read as JSON.`);
  }
  const held = value as { readonly type?: unknown; readonly geometry?: unknown } | null;
  const geometry = held?.type === 'Feature' ? held.geometry : held;
  const { type } = (geometry ?? {}) as { readonly type?: unknown };
  if (type !== 'Polygon' && type !== 'MultiPolygon') {
    throw new Unreadable(`${what} must be a GeoJSON Polygon or MultiPolygon.`);
  }
  return geometry as CalloutBody['area'];
}

function windowOf({ from, until }: CalloutDraft): CalloutBody['window'] {
  const window = {
    from: instantOf(from, 'The begin of the work'),
    until: instantOf(until, 'The end of the work'),
  };
  if (window.until <= window.from) throw new Unreadable('The work ends before it begins.');
  return window;
}

function needOf(need: NeedDraft): CalloutBody['needs'][number] {
  const what = need.label === '' ? `Need ${need.key}` : `“${need.label}”`;
  const wantedCount = numberOf(need.wanted, `${what}: how many people`);
  const minimumCount = numberOf(need.minimum, `${what}: the fewest people`);
  if (minimumCount > wantedCount) {
    throw new Unreadable(`${what}: the fewest are more than are wanted.`);
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
  if (place === null) throw new Unreadable(`Muster point “${name}” is at no place.`);
  const quotaCount =
    point.quota.trim() === '' ? null : numberOf(point.quota, `Muster point “${name}”: room for`);
  return { musterKey: point.key, name, place, quotaCount, routeNote, parkingNote };
}

function policyOf(draft: CalloutDraft): CalloutBody['policy'] {
  return {
    ...draft.policy,
    waves: draft.waves.map(waveOf),
    order: draft.order,
    intervalMs: numberOf(draft.intervalMin, 'Minutes between batches') * MINUTE_MS,
    confidence: numberOf(draft.confidencePercent, 'How sure') / 100,
    acceptShare: numberOf(draft.acceptPercent, 'Share expected to say yes') / 100,
  };
}

function waveOf(wave: WaveDraft): NonNullable<NonNullable<CalloutBody['policy']>['waves']>[0] {
  const { label, credentialKinds, equipment, groupIds } = wave;
  const distanceMaxM =
    wave.distanceKm.trim() === ''
      ? null
      : numberOf(wave.distanceKm, `Wave “${label}”: kilometres`) * 1_000;
  return { label, credentialKinds, equipment, groupIds, distanceMaxM };
}

function instantOf(typed: string, what: string): string {
  const at = fromLocalField(typed);
  if (at === null) throw new Unreadable(`${what} is missing.`);
  return at;
}

function numberOf(typed: string, what: string): number {
  const number = Number(typed);
  if (typed.trim() === '' || !Number.isFinite(number) || number < 0) {
    throw new Unreadable(`${what}: give a number.`);
  }
  return number;
}
