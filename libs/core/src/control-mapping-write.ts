import type { Json, OutgoingCode, OutgoingMapping } from '#core/control-mapping';

/** Names of values of the incident that a written document may hold. */
export const INCIDENT_VALUES = [
  'documentId',
  'writtenAt',
  'senderId',
  'senderName',
  'incidentId',
  'controlRef',
  'status',
  'progress',
  'kind',
  'mode',
  'priority',
  'lat',
  'lon',
  'placeAccuracyM',
  'address',
  'calledAt',
  'receivedAt',
  'endedAt',
  'disposition',
  'wantedCount',
  'acceptedCount',
  'alertedCount',
] as const;

/** Names of values of one responder, where the skeleton goes over all of them. */
export const RESPONDER_VALUES = [
  'responderId',
  'responderStatus',
  'alertedAt',
  'answeredAt',
  'enRouteAt',
  'onSceneAt',
  'etaAt',
  'responderLat',
  'responderLon',
] as const;

export type OutgoingValue = (typeof INCIDENT_VALUES)[number] | (typeof RESPONDER_VALUES)[number];

export type OutgoingValues<Name extends OutgoingValue> = Readonly<
  Record<Name, string | number | null>
>;

/** What a document is written from. */
export interface OutgoingState {
  readonly incident: OutgoingValues<(typeof INCIDENT_VALUES)[number]>;
  readonly responders: readonly OutgoingValues<(typeof RESPONDER_VALUES)[number]>[];
}

/** An object of the skeleton with this key stands once for each responder; only in an array. */
export const EACH = '$each';
export const EACH_RESPONDER = 'responders';

const NAMED = /\{\{([^{}]*)\}\}/g;
const CODED: ReadonlySet<string> = new Set<OutgoingCode>([
  ...(['status', 'progress', 'kind', 'priority', 'mode', 'responderStatus'] as const),
]);

type Values = ReadonlyMap<string, string | number | null>;

/** The names in `{{}}` of a text. */
export function namesIn(text: string): readonly string[] {
  return [...text.matchAll(NAMED)].map(([, name]) => (name ?? '').trim());
}

/**
 * The skeleton with its values. A text that is one name alone becomes the value itself, a number
 * or null too; in longer texts null is empty.
 */
export function fillSkeleton({ skeleton, codes }: OutgoingMapping, state: OutgoingState): Json {
  const coded = (values: Readonly<Record<string, string | number | null>>): Values =>
    new Map(Object.entries(values).map(([name, value]) => [name, inTheirs(name, value)]));
  const inTheirs = (name: string, value: string | number | null): string | number | null => {
    const table = CODED.has(name) ? codes[name as OutgoingCode] : undefined;
    if (table === undefined || typeof value !== 'string') return value;
    return Object.hasOwn(table, value) ? (table[value] ?? value) : value;
  };
  const incident = coded(state.incident);
  const responders = state.responders.map((one) => new Map([...incident, ...coded(one)]));
  return filled(skeleton, { values: incident, responders });
}

function filled(
  part: Json,
  from: { readonly values: Values; readonly responders: readonly Values[] },
): Json {
  if (typeof part === 'string') return withValues(part, from.values);
  if (typeof part !== 'object' || part === null) return part;
  if (isArray(part)) return part.flatMap((item) => itemsOf(item, from));
  const fields = Object.entries(part).filter(([key]) => key !== EACH);
  return Object.fromEntries(fields.map(([key, value]) => [key, filled(value, from)]));
}

function itemsOf(item: Json, from: Parameters<typeof filled>[1]): readonly Json[] {
  const isEach =
    typeof item === 'object' && item !== null && !isArray(item) && Object.hasOwn(item, EACH);
  if (!isEach) return [filled(item, from)];
  return from.responders.map((values) => filled(item, { ...from, values }));
}

function withValues(text: string, values: Values): string | number | null {
  const alone = /^\{\{([^{}]*)\}\}$/.exec(text)?.[1];
  if (alone !== undefined) return values.get(alone.trim()) ?? null;
  return text.replace(NAMED, (_all, name: string) => String(values.get(name.trim()) ?? ''));
}

/** `Array.isArray` does not know arrays that are only read. */
export function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
