import type { IncidentFacts, IncidentStatus } from '#core/incident';
import type { Instant } from '#core/units';

/**
 * What control sends about one incident. `order` is control's version number, or the time of
 * sending in milliseconds where control has no versions, and 0 for a create that gives neither;
 * the set of messages, not the order of their arrival, decides the state.
 */
export type ControlMessage =
  | { readonly op: 'create'; readonly order: number; readonly facts: IncidentFacts }
  | { readonly op: 'update'; readonly order: number; readonly facts: Partial<IncidentFacts> }
  | {
      /** A dispatcher moves it by hand: after all that was known, before what comes later. */
      readonly op: 'relocate';
      readonly order: number;
      /** 1 for the first of the incident. */
      readonly nth: number;
      readonly facts: Partial<
        Pick<IncidentFacts, 'place' | 'placeAccuracyM' | 'address' | 'acceptOutsideArea'>
      >;
    }
  | { readonly op: 'close'; readonly order: number; readonly disposition: string | null }
  /** A dispatcher closes it by hand: no version of control's is used up. */
  | { readonly op: 'close-by-hand'; readonly order: number; readonly disposition: string }
  | { readonly op: 'cancel'; readonly order: number; readonly reason: string | null };

export interface FoldedIncident {
  /** Null until the create has arrived. */
  readonly facts: IncidentFacts | null;
  readonly status: IncidentStatus;
  /** Disposition of the close or reason of the cancel that ended it. */
  readonly disposition: string | null;
}

const RANK: Readonly<Record<ControlMessage['op'], number>> = {
  create: 0,
  update: 1,
  relocate: 2,
  close: 3,
  'close-by-hand': 4,
  cancel: 5,
};

/** Orders from here on are times of sending in milliseconds (from September 2001), not versions. */
const TIME_ORDER_MIN = 1_000_000_000_000;

/**
 * Where something done by hand now stands among control's messages: after all that are known, and
 * before whatever control sends later. Where control orders by time, that is the present moment.
 */
export function orderByHand(known: readonly ControlMessage[], now: Instant): number {
  const newest = known.reduce((highest, { order }) => Math.max(highest, order), 0);
  return newest >= TIME_ORDER_MIN ? Math.max(newest, now) : newest;
}

/**
 * Folds all messages about one incident into its state. The same set gives the same state in
 * whatever order and multiplicity it arrived: messages are sorted by `order`, then by kind, then
 * by content; a cancel outranks a close, and nothing revives what has ended.
 */
export function foldControlMessages(messages: readonly ControlMessage[]): FoldedIncident {
  const sorted = messages
    .map((message) => ({ message, content: contentOf(message) }))
    .sort(
      (a, b) =>
        a.message.order - b.message.order ||
        RANK[a.message.op] - RANK[b.message.op] ||
        nthOf(a.message) - nthOf(b.message) ||
        (a.content < b.content ? -1 : Number(a.content > b.content)),
    )
    .map((entry) => entry.message);
  const cancel = sorted.find((message) => message.op === 'cancel');
  const close = sorted.find(({ op }) => op === 'close' || op === 'close-by-hand');
  return {
    facts: mergeFacts(sorted),
    status: cancel !== undefined ? 'cancelled' : close !== undefined ? 'closed' : 'active',
    disposition: cancel !== undefined ? cancel.reason : dispositionOf(close),
  };
}

/**
 * Later messages replace the fields they name. A create names all of its fields, so an update
 * ordered before it says nothing, and a second create ordered later is the newest word on all.
 */
function mergeFacts(sorted: readonly ControlMessage[]): IncidentFacts | null {
  return sorted.reduce<IncidentFacts | null>((facts, message) => {
    if (message.op === 'create') return message.facts;
    if ((message.op !== 'update' && message.op !== 'relocate') || facts === null) return facts;
    return { ...facts, ...named(message.facts) };
  }, null);
}

function nthOf(message: ControlMessage): number {
  return message.op === 'relocate' ? message.nth : 0;
}

function dispositionOf(close: ControlMessage | undefined): string | null {
  return close !== undefined && 'disposition' in close ? close.disposition : null;
}

/** The fields an update names; one that is there but undefined is not named. */
function named(facts: Partial<IncidentFacts>): Partial<IncidentFacts> {
  return Object.fromEntries(
    Object.entries<unknown>(facts).filter(([, value]) => value !== undefined),
  );
}

/** Orders two messages of one kind and order that differ: text with its keys sorted. */
function contentOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(contentOf).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${key}:${contentOf(field)}`).join()}}`;
}
