import type { Hazard, IncidentKind } from '#core/incident';
import type { IncidentResponderView, IncidentView } from '#contracts/incident-api';
import type { OutgoingStatus } from '#flow/ports';
import { inEnvelope, secondsOf } from './edxl-de';
import { resourceWords } from './emsi-tables';

const MODES = { actual: 'ACTUAL', exercise: 'EXERCS', test: 'TEST' } as const;
const EVENT_STATUSES = { active: 'IPR', closed: 'COM', cancelled: 'COM' } as const;
const MISSION_STATUSES = { active: 'IPR', closed: 'COM', cancelled: 'CANCLD' } as const;

/** Who is concerned, as far as EMSI has a code. */
const ACTORS: Readonly<Partial<Record<IncidentKind, string>>> = {
  'cardiac-arrest': 'PPL/VLN/UNC',
  unconscious: 'PPL/VLN/UNC',
  'severe-bleeding': 'PPL/VLN/INJ',
};

/** Dangers as classes of the event; violence is about people, and electricity has no code. */
const HAZARD_CATEGORIES: Readonly<Partial<Record<Hazard, string>>> = {
  fire: 'FIR',
  'hazardous-material': 'POL',
  traffic: 'TRP',
  water: 'FLD',
  infection: 'HLT/EPI',
};

/**
 * How an incident stands: EMSI in an EDXL-DE envelope of JSON, with one RESOURCE for each
 * responder who was asked. Times are to the second, as the French hub reads them.
 */
export function writeEmsi(status: OutgoingStatus): object {
  const { incident, sender, writtenAt, documentId } = status;
  const isCancelled = incident.status === 'cancelled';
  const emsi = {
    CONTEXT: {
      ID: documentId,
      MODE: MODES[incident.mode],
      MSGTYPE: isCancelled ? 'CANCEL' : 'UPDATE',
      CREATION: secondsOf(writtenAt),
      LEVEL: 'OPR',
      SECLASS: 'RESTRC',
      ORIGIN: { ORG_ID: sender.id, NAME: sender.name },
      EXTERNAL_INFO: [`kind:${incident.kind}`, `priority:${incident.priority}`].map((said) => ({
        URI: `urn:closeby:${said}`,
        TYPE: 'OTHER',
      })),
      URGENCY: incident.priority === 'routine' ? 'NOT_URGENT' : 'URGENT',
    },
    EVENT: eventOf(incident, writtenAt),
    MISSION: [missionOf(incident, sender.id)],
    RESOURCE: incident.responders.map((one) => resourceOf(one, status)),
  };
  return inEnvelope(
    {
      ...{ documentId, writtenAt, senderId: sender.id, mode: incident.mode },
      kind: isCancelled ? 'Cancel' : 'Update',
    },
    { emsi },
  );
}

function eventOf(incident: IncidentView, writtenAt: number): object {
  return {
    ID: incident.controlRef,
    MAIN_EVENT_ID: incident.controlRef,
    ETYPE: typeOf(incident),
    DECL_DATIME: secondsOf(Date.parse(incident.calledAt)),
    OCC_DATIME: secondsOf(Date.parse(incident.calledAt)),
    OBS_DATIME: secondsOf(writtenAt),
    STATUS: EVENT_STATUSES[incident.status],
    EGEO: [{ TYPE: 'GEN/EVENT', POSITION: positionOf(incident) }],
    ...(incident.notesForResponders === null ? {} : { FREETEXT: incident.notesForResponders }),
  };
}

function typeOf({ kind, hazards, setting }: IncidentView): object {
  return {
    CATEGORY: ['HLT', ...hazards.flatMap((hazard) => HAZARD_CATEGORIES[hazard] ?? [])],
    ACTOR: [
      ACTORS[kind] ?? 'PPL',
      ...(hazards.includes('violence') ? ['PPL/VIO'] : []),
      ...(setting === 'home' ? ['BEV/RESDW'] : []),
    ],
    LOCTYPE: ['OTH'],
  };
}

function positionOf({ id, place, address }: IncidentView): object {
  return { ...pointAt(id, place), ...(address === null ? {} : { ADDRESS: [address] }) };
}

function pointAt(id: string, { coordinates }: IncidentView['place']): object {
  const [LONG, LAT] = coordinates;
  return { LOC_ID: id, TYPE: 'POINT', COORDSYS: 'EPSG-4326', COORD: [{ LAT, LONG }] };
}

function missionOf(incident: IncidentView, organisationId: string): object {
  return {
    TYPE: 'SAV/AR',
    ID: incident.id,
    ORG_ID: organisationId,
    NAME: '#MISSION#',
    STATUS: MISSION_STATUSES[incident.status],
    START_TIME: secondsOf(Date.parse(incident.receivedAt)),
    ...(incident.endedAt === null ? {} : { END_TIME: secondsOf(Date.parse(incident.endedAt)) }),
    RESOURCE_ID: incident.responders.map(({ responderId }) => responderId),
    POSITION: pointAt(incident.id, incident.place),
  };
}

function resourceOf(responder: IncidentResponderView, status: OutgoingStatus): object {
  const { responderId, displayName, place, etaAt, assignmentStatus, alertStatus } = responder;
  const words = resourceWords(responder);
  const said = `status#${assignmentStatus ?? alertStatus}`;
  const { incident, writtenAt, sender } = status;
  return {
    RTYPE: { RCLASS: ['HUM/PERSON'] },
    ID: responderId,
    ORG_ID: sender.id,
    NAME: displayName,
    FREETEXT: words.engaged === null ? said : `${said} engagedStatus#${words.engaged}`,
    STATUS: words.status,
    RGEO: [
      ...(place === null
        ? []
        : [{ TYPE: 'CUR', DATIME: secondsOf(writtenAt), POSITION: [pointAt(responderId, place)] }]),
      ...(etaAt === null
        ? []
        : [
            { TYPE: 'TGT', DATIME: secondsOf(Date.parse(etaAt)), POSITION: [positionOf(incident)] },
          ]),
    ],
  };
}
