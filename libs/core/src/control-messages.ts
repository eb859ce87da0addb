import type { IncidentFacts, IncidentStatus } from '#core/incident';

/**
 * What control sends about one incident. `order` is control's version number, or the time of
 * sending in milliseconds where control has no versions; the set of messages, not the order of
 * their arrival, decides the state.
 */
export type ControlMessage =
  | { readonly op: 'create'; readonly order: number; readonly facts: IncidentFacts }
  | { readonly op: 'update'; readonly order: number; readonly facts: Partial<IncidentFacts> }
  | { readonly op: 'close'; readonly order: number; readonly disposition: string | null }
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
  close: 2,
  cancel: 3,
};

/**
 * Folds all messages about one incident into its state. The same set gives the same state in
 * whatever order and multiplicity it arrived: messages are sorted by `order`, then by kind; a
 * cancel outranks a close, and nothing revives what has ended.
 */
export function foldControlMessages(messages: readonly ControlMessage[]): FoldedIncident {
  const sorted = [...messages].sort((a, b) => a.order - b.order || RANK[a.op] - RANK[b.op]);
  const create = sorted.find((message) => message.op === 'create');
  const cancel = sorted.find((message) => message.op === 'cancel');
  const close = sorted.find((message) => message.op === 'close');
  return {
    facts: create === undefined ? null : mergeFacts(create.facts, sorted),
    status: cancel !== undefined ? 'cancelled' : close !== undefined ? 'closed' : 'active',
    disposition: cancel !== undefined ? cancel.reason : (close?.disposition ?? null),
  };
}

/** Later messages replace the fields they name; a create counts as naming all of its fields. */
function mergeFacts(first: IncidentFacts, sorted: readonly ControlMessage[]): IncidentFacts {
  let facts: IncidentFacts = first;
  let created = false;
  const early: Partial<IncidentFacts>[] = [];
  for (const message of sorted) {
    if (message.op === 'create') {
      facts = created ? { ...facts, ...message.facts } : message.facts;
      created = true;
    } else if (message.op === 'update' && created) {
      facts = { ...facts, ...message.facts };
    } else if (message.op === 'update') {
      early.push(message.facts);
    }
  }
  // An update numbered below the create was superseded by it before it was ever sent.
  return early.length > 0 ? { ...Object.assign({}, ...early), ...facts } : facts;
}
