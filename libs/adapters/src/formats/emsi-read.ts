import type { Hazard, IncidentKind, IncidentPriority, Setting } from '#core/incident';
import { SECOND_MS, type Instant } from '#core/units';
import { SHORT_TEXT_LENGTH_MAX } from '#contracts/shapes';
import {
  freeText,
  notesOf,
  priorityOf,
  referenceOf,
  strictest,
  updateStep,
  type ReadStep,
} from './foreign-step';
import type { Enveloped } from './edxl-de';
import { codeOf, placeOf } from './emsi-place';
import {
  byCode,
  EVENT_STATUSES,
  HAZARDS_BY_CODE,
  KINDS_BY_ACTOR,
  KINDS_BY_CATEGORY,
  KINDS_BY_URI,
  MESSAGE_MODES,
  MESSAGE_TYPES,
  PRIORITIES_BY_URI,
  SETTINGS_BY_ACTOR,
  URGENCIES,
  type MessageType,
} from './emsi-tables';
import { lookUp, type Field } from './foreign-field';
import { endStep, raiseStep } from './own-message';

/** What one EMSI message is, before it is known what it asks for. */
interface Heading {
  readonly controlRef: string;
  readonly sentAt: string;
  readonly mode: 'actual' | 'exercise' | 'test';
  readonly type: 'alert' | 'update';
}

/** When a document came in, and what tells it from others of the same second. */
export interface Moment {
  readonly now: Instant;
  /** Below `SPREAD_MAX_MS`. */
  readonly spreadMs: number;
}

/** Half of a second is for alerts, the other half for all that comes after them. */
export const SPREAD_MAX_MS = 500;

/** One EMSI message as a step of ours; none where it only acknowledges. */
export function readEmsi(enveloped: Enveloped, moment: Moment): readonly ReadStep[] {
  const emsi = messageIn(enveloped.body);
  const context = emsi.at('CONTEXT');
  const messageType = context.at('MSGTYPE');
  const type = messageType.oneOf(MESSAGE_TYPES) ?? messageType.fault('is missing');
  if (type === 'acknowledgement' || enveloped.purpose === 'acknowledges') return [];
  if (type === 'error') messageType.fault('reports an error about another message');
  const event = needed(emsi, 'EVENT').at('EVENT');
  const isCancelled = type === 'cancel' || enveloped.purpose === 'cancels';
  if (isCancelled && type === 'alert') {
    enveloped.purposeAt.fault('takes back what its message alerts about');
  }
  const heading: Heading = {
    controlRef: controlRefOf(event),
    sentAt: ordered(sentAtOf(enveloped, context, moment.now), type, moment),
    mode: strictest(enveloped.mode, context.at('MODE').oneOf(MESSAGE_MODES) ?? 'actual'),
    type: type === 'alert' ? 'alert' : 'update',
  };
  const isOver = event.at('STATUS').oneOf(EVENT_STATUSES) ?? false;
  const step =
    isCancelled || isOver
      ? endStep(
          { op: isCancelled ? 'cancel' : 'close', controlRef: heading.controlRef },
          {
            sentAt: heading.sentAt,
            reason: freeText([context.at('FREETEXT')], ' ', SHORT_TEXT_LENGTH_MAX),
          },
          {},
        )
      : stepOf(emsi, heading);
  return [{ path: emsi.path, documentId: documentIdOf(context), step }];
}

function messageIn(body: Field): Field {
  const emsi = body.has('CONTEXT') ? body : body.any('emsi', 'EMSI', 'EmsiWrapper');
  const inner = emsi.has('emsi') ? emsi.at('emsi') : emsi;
  return needed(inner, 'CONTEXT');
}

function needed(emsi: Field, part: 'CONTEXT' | 'EVENT'): Field {
  return emsi.at(part).isThere ? emsi : emsi.at(part).fault('is missing');
}

/** What partners call the incident among them, where they share it; else the sender's own id. */
function controlRefOf(event: Field): string {
  const shared = event.any('MAIN_EVENT_ID', 'ID');
  const ref = referenceOf(shared);
  const own = event.at('ID');
  if (own.peek() === ref) own.take();
  return ref;
}

function documentIdOf(context: Field): string {
  return context.at('ID').need();
}

function sentAtOf(enveloped: Enveloped, context: Field, now: Instant): string {
  const created = context.at('CREATION');
  if (enveloped.sentAt === undefined) return created.instant() ?? new Date(now).toISOString();
  if (Date.parse(created.peek() ?? '') === Date.parse(enveloped.sentAt)) created.take();
  return enveloped.sentAt;
}

/**
 * EMSI times are whole seconds, and two messages of one second must not be taken for one that
 * contradicts itself: alerts come before the rest, and different documents are not at one time.
 */
function ordered(sentAt: string, type: MessageType, { spreadMs }: Moment): string {
  const at = Date.parse(sentAt);
  if (at % SECOND_MS !== 0) return sentAt;
  return new Date(at + spreadMs + (type === 'alert' ? 0 : SPREAD_MAX_MS)).toISOString();
}

/**
 * An alert raises; so does an update that says what it is and where, since hubs send nothing but
 * updates: for an incident that is known it is the newest word on all of it.
 */
function stepOf(emsi: Field, { controlRef, sentAt, mode, type }: Heading): ReadStep['step'] {
  const event = emsi.at('EVENT');
  const what = typeOf(emsi);
  const place = placeOf(emsi);
  const called = event.any('DECL_DATIME', 'OCC_DATIME');
  const facts = {
    sentAt,
    kind: what.kind,
    priority: what.priority,
    place: place?.place,
    placeAccuracyM: place?.placeAccuracyM,
    address: place?.address,
    notesForResponders: notesOf([event.at('FREETEXT')]),
    calledAt: called.instant(),
    hazards: what.hazards.length === 0 ? undefined : what.hazards,
    setting: what.setting,
  };
  const pathOf = { place: place?.field.path ?? '', calledAt: called.path };
  if (what.kind === undefined || place === undefined) {
    if (type === 'alert') return missing(event, what.kind);
    return updateStep(controlRef, facts, pathOf);
  }
  const calledAt = facts.calledAt ?? sentAt;
  return raiseStep(controlRef, { ...facts, calledAt, mode }, pathOf);
}

function missing(event: Field, kind: IncidentKind | undefined): never {
  if (kind === undefined) event.at('ETYPE').fault('is missing');
  return event.at('EGEO').fault('has no coordinates, and an address alone is not looked up');
}

interface EventType {
  readonly kind: IncidentKind | undefined;
  readonly priority: IncidentPriority | undefined;
  readonly hazards: readonly Hazard[];
  readonly setting: Setting | undefined;
}

/** What the codes of an event mean; those that mean nothing to us are left to be kept. */
function typeOf(emsi: Field): EventType {
  const event = emsi.at('EVENT');
  const context = emsi.at('CONTEXT');
  const type = event.at('ETYPE');
  const [categories, actors] = [type.at('CATEGORY').each(), type.at('ACTOR').each()];
  const shapes = event
    .at('EGEO')
    .each()
    .map((shape) => shape.at('TYPE'));
  const hazards = [...categories, ...actors, ...shapes].flatMap((field) =>
    meaningOf(field, HAZARDS_BY_CODE),
  );
  const kind =
    saidBeside(context, 'urn:closeby:kind:', KINDS_BY_URI) ??
    actors.flatMap((field) => meaningOf(field, KINDS_BY_ACTOR))[0] ??
    categories.flatMap((field) => meaningOf(field, KINDS_BY_CATEGORY))[0];
  if (kind === undefined && type.isThere) {
    type.at('CATEGORY').fault('is no kind of medical emergency that is known here');
  }
  const isUrgent = context.at('URGENCY').ifKnown(URGENCIES);
  const said = saidBeside(context, 'urn:closeby:priority:', PRIORITIES_BY_URI);
  return {
    kind,
    priority: said ?? (kind && priorityOf(kind, isUrgent)),
    hazards: [...new Set(hazards)],
    setting: actors.flatMap((field) => meaningOf(field, SETTINGS_BY_ACTOR))[0],
  };
}

function meaningOf<T>(field: Field, table: Readonly<Record<string, T>>): readonly T[] {
  const found = byCode(table, codeOf(field.peek() ?? ''));
  if (found === undefined) return [];
  field.take();
  return [found];
}

function saidBeside<T>(
  context: Field,
  prefix: string,
  table: Readonly<Record<string, T>>,
): T | undefined {
  const info = context.at('EXTERNAL_INFO').each();
  const found = info.find((one) => one.has('URI') && one.at('URI').peek()?.startsWith(prefix));
  const uri = found?.at('URI');
  const meaning = lookUp(table, uri?.peek() ?? '');
  if (uri !== undefined && meaning === undefined) uri.fault('names nothing that is known here');
  found?.take();
  return meaning;
}
