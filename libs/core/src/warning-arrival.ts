import { canMove } from '#core/transition';
import {
  warningKeyText,
  WARNING_TABLE,
  type Warning,
  type WarningContent,
  type WarningKey,
} from '#core/warning';

/** A warning that is known already and has to do with one that arrives. */
export type KnownWarning = Pick<
  Warning,
  'id' | 'sender' | 'identifier' | 'sentAt' | 'state' | 'messageType' | 'replacedById'
>;

export interface Arrival {
  readonly state: Warning['state'];
  readonly replacedById: string | null;
  /** Warnings that it ends, and how. */
  readonly ends: readonly { readonly warningId: string; readonly to: 'updated' | 'cancelled' }[];
}

/**
 * Decides where a warning that arrives stands, and which ones it ends, in whatever order messages
 * come: an update before its alert leaves the alert updated, and an update that was overtaken by a
 * later one is updated itself.
 *
 * @param known.referred warnings that it refers to
 * @param known.referring warnings that refer to it
 * @param known.successors whatever replaced those that it refers to
 */
export function arrivalOf(
  content: Pick<WarningContent, 'messageType' | 'references' | 'follows'> & WarningKey,
  known: {
    readonly referred: readonly KnownWarning[];
    readonly referring: readonly KnownWarning[];
    readonly successors: readonly KnownWarning[];
  },
): Arrival {
  const { messageType } = content;
  const to = messageType === 'Cancel' ? ('cancelled' as const) : ('updated' as const);
  const ends = known.referred
    .filter((one) => isFollowed(content, one) && canMove(WARNING_TABLE, one.state, to))
    .map((one) => ({ warningId: one.id, to }));
  if (messageType === 'Cancel') return { state: 'cancelled', replacedById: null, ends };
  const newest = newestLater(content, known);
  if (newest === undefined) return { state: 'current', replacedById: null, ends };
  // What a later message ended already is ended by that one, and not once more by this one.
  const replaced = new Set(
    known.referred.filter(({ replacedById }) => replacedById !== null).map(({ id }) => id),
  );
  const state = newest.messageType === 'Cancel' ? ('cancelled' as const) : ('updated' as const);
  const left = ends.filter(({ warningId }) => !replaced.has(warningId));
  return { state, replacedById: newest.id, ends: left };
}

type Content = Parameters<typeof arrivalOf>[0];

function isFollowed(content: Content, earlier: KnownWarning): boolean {
  if (content.follows === 'identifier') {
    const { sender, identifier, sentAt } = earlier;
    const isSame = sender === content.sender && identifier === content.identifier;
    return isSame && sentAt < content.sentAt;
  }
  const key = warningKeyText(earlier);
  return (
    content.messageType !== 'Alert' &&
    content.references.some((reference) => warningKeyText(reference) === key)
  );
}

/** The last message by which the one that arrives was overtaken before it came. */
function newestLater(
  content: Content,
  known: Pick<Parameters<typeof arrivalOf>[1], 'referring' | 'successors'>,
): KnownWarning | undefined {
  const { sender, sentAt, messageType, follows } = content;
  const bySeries = follows === 'identifier';
  const later = messageType === 'Update' ? known.successors : [];
  return [...known.referring, ...later]
    .filter((one) => one.sender === sender && (bySeries || one.messageType !== 'Alert'))
    .filter((one) => (bySeries ? one.sentAt > sentAt : one.sentAt >= sentAt))
    .filter((one) => warningKeyText(one) !== warningKeyText(content))
    .sort((a, b) => b.sentAt - a.sentAt || (a.id < b.id ? -1 : 1))[0];
}
