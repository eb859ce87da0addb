import type { OpenCalloutBody } from '#contracts/callout-api';
import { MINUTE_MS } from '#core/units';
import { toLocalField } from '#web/moments';
import { emptyDraft, type CalloutDraft, type NeedDraft } from './callout-draft';

/** What a template, a warning's proposal or an earlier call-out fills in; the rest stays empty. */
export type Filled = Partial<Omit<OpenCalloutBody, 'policy'>> & {
  readonly policy?: Partial<OpenCalloutBody['policy']>;
};

/** A draft with everything that a message says; its fields are typed on from there. */
export function draftOf(message: Filled): CalloutDraft {
  const draft = emptyDraft();
  const { title, mode, briefing, presence, window, shifts, needs, musterPoints } = message;
  if (title !== undefined) draft.title = title;
  if (mode !== undefined) draft.mode = mode;
  if (briefing !== undefined) draft.briefing = { ...draft.briefing, ...briefing };
  if (presence !== undefined) draft.presence = presence;
  if (message.area !== undefined) fillArea(draft, message.area);
  if ((message.exclusions ?? null) !== null) draft.exclusions = pretty(message.exclusions);
  if (window !== undefined) {
    draft.from = toLocalField(window.from);
    draft.until = toLocalField(window.until);
  }
  draft.shifts = (shifts ?? []).map(({ shiftKey: key, from, until }) => ({
    key,
    from: toLocalField(from),
    until: toLocalField(until),
  }));
  if (needs !== undefined && needs.length > 0) draft.needs = needs.map(needDraft);
  if (musterPoints !== undefined && musterPoints.length > 0) {
    draft.musterPoints = musterPoints.map(({ musterKey: key, place, quotaCount, ...notes }) => ({
      key,
      name: notes.name,
      place: placeText(place.coordinates),
      quota: quotaCount === null ? '' : String(quotaCount),
      routeNote: notes.routeNote,
      parkingNote: notes.parkingNote,
    }));
  }
  fillPolicy(draft, message.policy ?? {});
  return draft;
}

function placeText([lon, lat]: readonly [number, number]): string {
  return `${lat}, ${lon}`;
}

function fillArea(draft: CalloutDraft, area: OpenCalloutBody['area']): void {
  if (area.type === 'Circle') {
    draft.areaWay = 'circle';
    draft.place = placeText(area.centre);
    draft.radiusKm = String(area.radiusM / 1_000);
  } else if (area.type === 'Stored') {
    draft.areaWay = 'stored';
    draft.areaRef = area.areaRef;
  } else {
    draft.areaWay = 'geojson';
    draft.geojson = pretty(area);
  }
}

function pretty(value: unknown): string {
  return JSON.stringify(value);
}

/** A need of a message as its fields are typed. */
export function needDraft(need: OpenCalloutBody['needs'][number]): NeedDraft {
  const pieces = Object.entries(need.equipment).map(([kind, count]) => [kind, String(count)]);
  return {
    key: need.needKey,
    label: need.label,
    wanted: String(need.wantedCount),
    minimum: String(need.minimumCount),
    credentialKinds: [...need.credentialKinds],
    pieces: Object.fromEntries(pieces) as NeedDraft['pieces'],
    shiftKey: need.shiftKey ?? '',
  };
}

function fillPolicy(draft: CalloutDraft, policy: NonNullable<Filled['policy']>): void {
  draft.policy = policy;
  const { waves, order, intervalMs, confidence, acceptShare } = policy;
  if (order !== undefined) draft.order = order;
  if (intervalMs !== undefined) draft.intervalMin = String(intervalMs / MINUTE_MS);
  if (confidence !== undefined) draft.confidencePercent = percent(confidence);
  if (acceptShare !== undefined) draft.acceptPercent = percent(acceptShare);
  if (waves !== undefined && waves.length > 0) {
    draft.waves = waves.map(({ distanceMaxM, ...wave }) => ({
      label: wave.label,
      credentialKinds: [...wave.credentialKinds],
      equipment: [...wave.equipment],
      groupIds: [...wave.groupIds],
      distanceKm: distanceMaxM === null ? '' : String(distanceMaxM / 1_000),
    }));
  }
}

function percent(share: number): string {
  return String(Math.round(share * 1_000) / 10);
}
