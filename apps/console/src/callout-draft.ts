import type { OpenCalloutBody } from '#contracts/callout-api';
import type { BriefingWords, CalloutOrder, Presence } from '#core/callout-needs';
import type { IncidentMode } from '#core/incident';
import type { CredentialKind } from '#core/responder';
import type { Equipment } from '#core/equipment';
import { t } from '#web/language';

/** How the area is given: around a place, as pasted GeoJSON, or by the name of a stored one. */
export type AreaWay = 'circle' | 'geojson' | 'stored';

export interface NeedDraft {
  readonly key: string;
  label: string;
  wanted: string;
  minimum: string;
  credentialKinds: CredentialKind[];
  pieces: Partial<Record<Equipment, string>>;
  shiftKey: string;
}

export interface ShiftDraft {
  readonly key: string;
  from: string;
  until: string;
}

export interface MusterDraft {
  readonly key: string;
  name: string;
  place: string;
  quota: string;
  routeNote: string;
  parkingNote: string;
}

export interface WaveDraft {
  label: string;
  credentialKinds: CredentialKind[];
  equipment: Equipment[];
  groupIds: string[];
  distanceKm: string;
}

/** A call-out as it is typed: texts of fields, which may be wrong or missing still. */
export interface CalloutDraft {
  mode: IncidentMode;
  title: string;
  briefing: Record<keyof BriefingWords, string>;
  areaWay: AreaWay;
  place: string;
  radiusKm: string;
  geojson: string;
  areaRef: string;
  exclusions: string;
  presence: Presence;
  from: string;
  until: string;
  shifts: ShiftDraft[];
  needs: NeedDraft[];
  musterPoints: MusterDraft[];
  waves: WaveDraft[];
  order: CalloutOrder;
  intervalMin: string;
  confidencePercent: string;
  acceptPercent: string;
  /** What the form does not show of a template's or proposal's policy is kept as it came. */
  policy: Partial<OpenCalloutBody['policy']>;
  reason: string;
}

/** A part that can be there several times. */
export type DraftList = 'shifts' | 'needs' | 'musterPoints' | 'waves';

export function emptyNeed(key: string): NeedDraft {
  const unset = { label: '', wanted: '', minimum: '0', shiftKey: '' };
  return { key, ...unset, credentialKinds: [], pieces: {} };
}

export function emptyMuster(key: string): MusterDraft {
  return { key, name: '', place: '', quota: '', routeNote: '', parkingNote: '' };
}

export function emptyWave(): WaveDraft {
  const label = t('Everyone');
  return { label, credentialKinds: [], equipment: [], groupIds: [], distanceKm: '' };
}

/** A form nobody has typed into. */
export function emptyDraft(): CalloutDraft {
  return {
    mode: 'actual',
    title: '',
    briefing: { event: '', task: '', contact: '', bring: '', risks: '' },
    areaWay: 'circle',
    place: '',
    radiusKm: '5',
    geojson: '',
    areaRef: '',
    exclusions: '',
    presence: { now: true, entering: true, living: false },
    from: '',
    until: '',
    shifts: [],
    needs: [emptyNeed('need-1')],
    musterPoints: [emptyMuster('point-1')],
    waves: [emptyWave()],
    order: 'nearest',
    intervalMin: '3',
    confidencePercent: '90',
    acceptPercent: '35',
    policy: {},
    reason: '',
  };
}

/** A key that no other part of its kind has: `need-2`. */
export function freshKey(prefix: string, taken: readonly { readonly key: string }[]): string {
  const keys = new Set(taken.map(({ key }) => key));
  let number = taken.length + 1;
  while (keys.has(`${prefix}-${number}`)) number += 1;
  return `${prefix}-${number}`;
}
