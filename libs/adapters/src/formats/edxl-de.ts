import type { IncidentMode } from '#core/incident';
import { HOUR_MS, MINUTE_MS, type Instant } from '#core/units';
import { strictest } from './foreign-step';
import type { Field } from './foreign-field';

/** EDXL-DE 2.0 `distributionStatus`; the system's own messages reach test phones at most. */
export const DISTRIBUTION_STATUSES: Readonly<Record<string, IncidentMode>> = {
  Actual: 'actual',
  Exercise: 'exercise',
  System: 'test',
  Test: 'test',
};

/** What an envelope is for: it says something, takes something back, or is about messages. */
export type Purpose = 'says' | 'cancels' | 'acknowledges' | 'error';

/** EDXL-DE `distributionKind`, in version 1.0 `distributionType`. */
export const DISTRIBUTION_KINDS: Readonly<Record<string, Purpose>> = {
  Report: 'says',
  Update: 'says',
  Request: 'says',
  Dispatch: 'says',
  Cancel: 'cancels',
  Ack: 'acknowledges',
  Error: 'error',
};

/** The clocks of two organisations may differ by this much. */
const CLOCKS_DIFFER_MAX_MS = 2 * MINUTE_MS;
/** A status is news for a day. */
const STATUS_LASTS_MS = 24 * HOUR_MS;

/** One message out of its envelope, with what the envelope says of it. */
export interface Enveloped {
  readonly body: Field;
  readonly purpose: Purpose;
  /** Where the purpose was said. */
  readonly purposeAt: Field;
  readonly mode: IncidentMode;
  readonly sentAt: string | undefined;
}

const ROOTS = ['edxlDistribution', 'EDXLDistribution', 'EdxlDistribution'] as const;

/**
 * The messages of an EDXL-DE envelope, in order: in JSON as the French hub writes it, in XML of
 * version 2.0 or 1.0. A document without an envelope is a message itself. An envelope that has
 * expired is refused: its sender said that it is of no use any more.
 */
export function openEnvelope(root: Field, now: Instant): readonly Enveloped[] {
  const name = ROOTS.find((one) => root.has(one));
  const envelope = name === undefined ? root : root.at(name);
  if (name === undefined && !root.has('distributionID')) return [bare(root)];
  for (const needed of ['distributionID', 'senderID', 'dateTimeSent', 'distributionStatus']) {
    if (!envelope.at(needed).isThere) envelope.at(needed).fault('is missing');
  }
  const expires = envelope.at('dateTimeExpires');
  const expiresAt = expires.instant();
  if (expiresAt !== undefined && Date.parse(expiresAt) < now - CLOCKS_DIFFER_MAX_MS) {
    expires.fault(`was ${expiresAt}: the message has expired`);
  }
  const purposeAt = envelope.any('distributionKind', 'distributionType');
  const around = {
    purposeAt,
    purpose: purposeAt.oneOf(DISTRIBUTION_KINDS) ?? purposeAt.fault('is missing'),
    mode: envelope.at('distributionStatus').oneOf(DISTRIBUTION_STATUSES) ?? 'actual',
    sentAt: envelope.at('dateTimeSent').instant(),
  };
  if (around.purpose === 'acknowledges') return [];
  if (around.purpose === 'error') {
    purposeAt.fault('reports an error about another message, and asks for nothing');
  }
  const bodies = bodiesIn(envelope);
  if (bodies.length === 0) envelope.at('content').fault('is missing');
  return bodies.map((body) => withHeader(body, around));
}

function bare(root: Field): Enveloped {
  const around = { body: root, purpose: 'says', purposeAt: root, mode: 'actual' } as const;
  return { ...around, sentAt: undefined };
}

function bodiesIn(envelope: Field): readonly Field[] {
  return objectsIn(envelope).map((object) => {
    const holder = object.any('jsonContent', 'contentXML', 'xmlContent');
    const embedded = holder.any('embeddedJsonContent', 'embeddedXMLContent');
    if (!embedded.isThere) embedded.fault('is missing');
    return embedded.has('message') ? embedded.at('message') : embedded;
  });
}

function objectsIn(envelope: Field): readonly Field[] {
  const content = envelope.at('content');
  if (!content.isThere) return envelope.at('contentObject').each();
  return content
    .each()
    .flatMap((one) => (one.has('contentObject') ? one.at('contentObject').each() : [one]));
}

/** The hub repeats some of the envelope within it (RC-DE); the stricter word counts. */
function withHeader(body: Field, around: Omit<Enveloped, 'body'>): Enveloped {
  const kind = body.at('kind');
  const purpose = kind.oneOf(DISTRIBUTION_KINDS) ?? 'says';
  const mode = body.at('status').oneOf(DISTRIBUTION_STATUSES) ?? 'actual';
  const isSame = purpose === 'says' || purpose === around.purpose;
  if (!isSame && around.purpose !== 'says') kind.fault('contradicts its envelope');
  if (purpose === 'error') kind.fault('reports an error about another message');
  return {
    ...around,
    body,
    ...(purpose === 'says' ? {} : { purpose, purposeAt: kind }),
    mode: strictest(around.mode, mode),
  };
}

/** What an envelope in JSON says besides its message, as the French hub lists it. */
export interface EnvelopeWords {
  readonly documentId: string;
  readonly senderId: string;
  readonly writtenAt: Instant;
  readonly mode: IncidentMode;
  readonly kind: 'Update' | 'Cancel';
}

/**
 * An envelope around one message, addressed to whoever asks for it. The hub knows Actual and
 * Exercise only: a test is an exercise here, and says in its message that it is a test.
 */
export function inEnvelope(words: EnvelopeWords, message: object): object {
  const { documentId, senderId, kind } = words;
  const status = words.mode === 'actual' ? 'Actual' : 'Exercise';
  const sentAt = secondsOf(words.writtenAt);
  const party = { name: senderId, URI: `closeby:${senderId}` };
  return {
    distributionID: `${senderId}_${documentId}`,
    senderID: senderId,
    dateTimeSent: sentAt,
    dateTimeExpires: secondsOf(words.writtenAt + STATUS_LASTS_MS),
    distributionStatus: status,
    distributionKind: kind,
    descriptor: {
      language: 'en',
      explicitAddress: { explicitAddressScheme: 'closeby', explicitAddressValue: 'control' },
    },
    content: [
      {
        jsonContent: {
          embeddedJsonContent: {
            message: {
              ...{ messageId: documentId, sender: party, sentAt, kind, status },
              recipient: [{ name: 'control', URI: 'closeby:control' }],
              ...message,
            },
          },
        },
      },
    ],
  };
}

/** To whole seconds with an offset in digits: the hub reads neither parts of seconds nor a Z. */
export function secondsOf(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 19)}+00:00`;
}
