import type { ControlMapping } from '#core/control-mapping';
import type { OffsetAt } from '#core/control-mapping-moment';
import { readMapped, type MappedMessage } from '#core/control-mapping-read';
import { plainText } from '#core/control-mapping-value';
import { fillSkeleton, type OutgoingState } from '#core/control-mapping-write';
import { ok, refuse, type Result } from '#core/problem';
import { SECOND_MS } from '#core/units';
import { readControlStep } from '#contracts/control-step';
import type { IncidentResponderView } from '#contracts/incident-api';
import { SHORT_TEXT_LENGTH_MAX, toIso } from '#contracts/shapes';
import type {
  ForeignMessage,
  MappedFormat,
  MappedFormats,
  OutgoingStatus,
  TriedMessage,
} from '#flow/ports';
import { documentTree } from './mapped-tree';
import { writeXml } from '#adapters/shared/xml-write';

/** Any XML or JSON, as a mapping describes it. */
export const MAPPED_FORMATS: MappedFormats = { of: mappedFormat };

/** A foreign format that is data: it reads by its paths and tables, and writes its skeleton. */
export function mappedFormat(mapping: ControlMapping): MappedFormat {
  const attempt: MappedFormat['attempt'] = (document, now) => {
    const root = documentTree(document, mapping.form);
    if (!root.ok) return root;
    const read = readMapped(mapping, root.value, { now, offsetAt });
    if (!read.ok) return read;
    const all: TriedMessage[] = [];
    for (const message of read.value) {
      const checked = checkedMessage(message, now);
      if (!checked.ok) return checked;
      all.push({ ...checked.value, missing: message.missing });
    }
    return ok(all);
  };
  return {
    format: 'mapped',
    attempt,
    read: (document, now) => {
      const tried = attempt(document, now);
      if (!tried.ok) return Promise.resolve(tried);
      const messages = tried.value.map(({ documentId, step, kept }) => ({
        documentId,
        step,
        kept,
      }));
      return Promise.resolve(ok(messages));
    },
    write: (status) => {
      const { outgoing, form, name } = mapping;
      if (outgoing === null) throw new Error(`the mapping ${name} has no outgoing part`);
      const document = fillSkeleton(outgoing, stateOf(status));
      const body = form === 'xml' ? writeXml(document) : JSON.stringify(document);
      return { mediaType: outgoing.mediaType, body };
    },
  };
}

/** Each message passes the schema of our own; the path of a fault is that in the document. */
function checkedMessage(message: MappedMessage, now: number): Result<ForeignMessage> {
  const { documentId, op, controlRef, fields, paths, kept } = message;
  const isOrdered = op !== 'update' || 'version' in fields || 'sentAt' in fields;
  const order = isOrdered ? {} : { sentAt: new Date(now).toISOString() };
  const step = readControlStep({ op, controlRef, fields: { ...fields, ...order } });
  if (!step.ok) {
    const { detail, field = '' } = step.problem;
    const path = paths[field] ?? field;
    return refuse('invalid-field', `${path === '' ? 'the document' : path}: ${detail}`, path);
  }
  const id = documentId === null ? null : plainText(documentId).slice(0, SHORT_TEXT_LENGTH_MAX);
  return ok({ documentId: id, step: step.value, kept });
}

const zones = new Map<string, Intl.DateTimeFormat>();

/** The tables of time zones that come with the machine. */
const offsetAt: OffsetAt = (timeZone, at) => {
  let format = zones.get(timeZone);
  if (format === undefined) {
    const digits = { month: '2-digit', day: '2-digit', minute: '2-digit' } as const;
    const others = { year: 'numeric', hour: '2-digit', second: '2-digit' } as const;
    format = new Intl.DateTimeFormat('en-GB', {
      ...{ ...digits, ...others, timeZone, calendar: 'gregory', hourCycle: 'h23' },
    });
    zones.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const day = [part('year'), part('month') - 1, part('day')] as const;
  const shown = Date.UTC(...day, part('hour'), part('minute'), part('second'));
  return shown - Math.floor(at / SECOND_MS) * SECOND_MS;
};

function stateOf({ documentId, writtenAt, sender, incident }: OutgoingStatus): OutgoingState {
  const [lon, lat] = incident.place.coordinates;
  const { status, progress, kind, mode, priority, placeAccuracyM, address } = incident;
  const { calledAt, receivedAt, endedAt, disposition } = incident;
  const { wantedCount, acceptedCount, alertedCount } = incident;
  return {
    incident: {
      ...{ documentId, writtenAt: toIso(writtenAt), senderId: sender.id, senderName: sender.name },
      ...{ incidentId: incident.id, controlRef: incident.controlRef, status, progress, kind, mode },
      ...{ priority, lat, lon, placeAccuracyM, address, calledAt, receivedAt, endedAt },
      ...{ disposition, wantedCount, acceptedCount, alertedCount },
    },
    responders: incident.responders.map(responderOf),
  };
}

function responderOf(responder: IncidentResponderView): OutgoingState['responders'][number] {
  const { responderId, alertStatus, assignmentStatus, place } = responder;
  const [responderLon = null, responderLat = null] = place?.coordinates ?? [];
  return {
    ...{ responderId, responderStatus: assignmentStatus ?? alertStatus },
    ...{ alertedAt: responder.sentAt, answeredAt: responder.answeredAt },
    ...{ enRouteAt: responder.enRouteAt, onSceneAt: responder.onSceneAt, etaAt: responder.etaAt },
    ...{ responderLat, responderLon },
  };
}
