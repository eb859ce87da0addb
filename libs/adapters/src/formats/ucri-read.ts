import type { Instant } from '#core/units';
import { SHORT_TEXT_LENGTH_MAX } from '#contracts/shapes';
import type { ControlStep } from '#contracts/control-step';
import type { Field } from './foreign-field';
import { freeText, notesOf, referenceOf, updateStep, type ReadStep } from './foreign-step';
import { endStep } from './own-message';
import { transferStep } from './ucri-incident';
import { COMPLETIONS, MESSAGE_NAMES, type MessageName } from './ucri-tables';

/** One message out of its envelope and payload. */
interface Payload {
  readonly message: Field;
  readonly name: MessageName;
  readonly documentId: string | null;
  /** The moment of sending of the envelope, or now. */
  readonly sentAt: string;
}

/** The messages of a document: one, or a list of them, with or without envelopes, in order. */
export function readUcri(root: Field, now: Instant): readonly ReadStep[] {
  const items = root.each();
  if (items.length === 0) root.fault('The document holds no message.');
  return items.flatMap((item): readonly ReadStep[] => {
    const payload = payloadOf(item, now);
    const step = STEPS[payload.name](payload);
    return step === null ? [] : [{ path: item.path, documentId: payload.documentId, step }];
  });
}

/** Every message of a document: what it asks for, null where it only reports. */
const STEPS: Readonly<Record<MessageName, (payload: Payload) => ControlStep | null>> = {
  incident: handedOver,
  completion: completed,
  acknowledgement: () => null,
  CalloutStart: (payload) => startedCallout(payload, 'actual'),
  CalloutTest: (payload) => startedCallout(payload, 'test'),
  CalloutInfo: informed,
  CalloutClear: ({ message, sentAt }) => {
    const controlRef = referenceOf(message.at('calloutId'));
    return endStep({ op: 'close', controlRef }, { sentAt }, {});
  },
  CalloutDeliveryReport: () => null,
  CalloutUserAcknowledgement: () => null,
  CalloutAvailability: () => null,
  CalloutAvailabilityRequest: ({ message }) =>
    message.fault('asks who is available, which is not answered here'),
};

function payloadOf(item: Field, now: Instant): Payload {
  const isEnveloped = item.has('payload');
  const payload = isEnveloped ? item.at('payload') : item;
  const around = {
    documentId: isEnveloped ? (item.at('messageId').text() ?? null) : null,
    sentAt: (isEnveloped ? item.at('sentDate').instant('utc') : undefined) ?? isoOf(now),
  };
  if (!payload.has('data')) return { ...around, message: payload, name: nameByFields(payload) };
  const encrypted = payload.at('contentType');
  if ((encrypted.text() ?? 'application/json') !== 'application/json') {
    encrypted.fault('must be application/json: encrypted messages are not opened here');
  }
  const message = payload.at('data').asJson();
  const schema = payload.at('schemaId');
  const said = (schema.peek() ?? '').replace(/^mobile_device_/, '');
  const name = Object.values(MESSAGE_NAMES).find((known) => known === said);
  if (name === undefined) {
    return schema.fault(`must be one of ${Object.keys(MESSAGE_NAMES).join(', ')}`);
  }
  for (const field of ['schemaId', 'appId', 'appVersion', 'schemaVersion'])
    payload.at(field).take();
  return { ...around, message, name };
}

/** A message without payload tells itself by its fields; those of call-outs all look the same. */
function nameByFields(message: Field): MessageName {
  if (message.has('sharedIncidentId')) {
    if (message.has('completedAt')) return 'completion';
    return message.has('acknowledgedByDispatcherAt') ? 'acknowledgement' : 'incident';
  }
  if (message.has('missionLocation')) return 'incident';
  return message.at('schemaId').fault('is missing, and the fields do not tell which message it is');
}

function handedOver({ message }: Payload): ControlStep {
  const sent = message.at('sentByDispatcherAt');
  return transferStep(message, {
    controlRef: referenceOf(message.at('sharedIncidentId')),
    sentAt: sent.instant('utc') ?? sent.fault('is missing'),
    mode: 'actual',
    notes: [],
  });
}

function completed({ message }: Payload): ControlStep {
  const [status, at] = [message.at('status'), message.at('completedAt')];
  const controlRef = referenceOf(message.at('sharedIncidentId'));
  const op = status.oneOf(COMPLETIONS) ?? status.fault('is missing');
  const reason = freeText([message.at('additionalInformation')], ' ', SHORT_TEXT_LENGTH_MAX);
  const sentAt = at.instant('utc') ?? at.fault('is missing');
  return endStep({ op, controlRef }, { sentAt, reason }, { sentAt: at.path });
}

/**
 * The published draft of a call-out names devices and no place. One that says the place, as an
 * incident does, raises; one that does not cannot, since who is near decides who is asked.
 */
function startedCallout({ message, sentAt }: Payload, mode: 'actual' | 'test'): ControlStep {
  const location = message.at('missionLocation');
  if (!location.isThere) {
    location.fault('is missing: without a place nobody can be asked; send the incident itself');
  }
  const controlRef = referenceOf(message.at('calloutId'));
  return transferStep(message, { controlRef, sentAt, mode, notes: [message.at('calloutText')] });
}

function informed({ message, sentAt }: Payload): ControlStep {
  const notes = notesOf([message.at('calloutText')]);
  if (notes === undefined) message.at('calloutText').fault('is missing: there is nothing to tell');
  const controlRef = referenceOf(message.at('calloutId'));
  return updateStep(controlRef, { sentAt, notesForResponders: notes }, {});
}

function isoOf(now: Instant): string {
  return new Date(now).toISOString();
}
