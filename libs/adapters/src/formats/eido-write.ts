import type { IncidentResponderView, IncidentView } from '#contracts/incident-api';
import { toIso, toPlace } from '#contracts/shapes';
import type { OutgoingStatus, WrittenDocument } from '#flow/ports';
import {
  PRIORITY_WRITTEN,
  STATUS_WRITTEN,
  TYPE_OF_KIND,
  UNIT_AT_WORK,
  unitStatusOf,
} from './eido-words';
import { writePidfLo } from './pidf-lo';

interface Reference {
  readonly $ref: string;
}

/**
 * An EIDO of how an incident stands: under control's own identifier, with a dispatch and a
 * resource for everybody who was alerted. Positions of people are in it while they are on the way.
 */
export function writeEido(status: OutgoingStatus): WrittenDocument {
  const { incident, sender } = status;
  const agency = { $ref: sender.id };
  const agent = { $ref: `${sender.id}:closeby` };
  const prologue = (id: string) => ({
    $id: id,
    lastUpdateTimeStamp: toIso(status.writtenAt),
    updatedByAgencyReference: agency,
    updatedByAgentReference: agent,
  });
  const document = {
    ...prologue(incident.controlRef),
    eidoVersion: '1.0',
    issuingElementIdentification: sender.id,
    incidentComponent: incidentOf(incident, prologue),
    callComponent: [callOf(incident, prologue)],
    locationComponent: locationsOf(incident, prologue),
    ...notesOf(incident, prologue),
    ...cautionsOf(incident, prologue),
    ...unitsOf(incident, { prologue, agency, agent }),
    agencyComponent: [
      {
        ...prologue(agency.$ref),
        agencyRoleDescriptionRegistryText: ['Dispatch'],
        agencyType: ['ambulance'],
        incidentOwningAgencyIndicator: false,
      },
    ],
    agentComponent: [
      {
        ...prologue(agent.$ref),
        agentRoleRegistryText: ['Dispatching'],
        agencyReference: agency,
      },
    ],
  };
  return { mediaType: 'application/json', body: JSON.stringify(document) };
}

type Prologue = (id: string) => object;

function incidentOf(incident: IncidentView, prologue: Prologue): object {
  const { id, kind, status, progress, priority, determinantCode, disposition } = incident;
  const ended =
    disposition === null
      ? {}
      : {
          dispositionComponent: [
            {
              ...prologue(`${id}:disposition`),
              dispositionCommonRegistryCode: 'Other',
              dispositionDescriptionText: disposition,
            },
          ],
        };
  return {
    ...prologue(`${id}:incident`),
    ...(determinantCode === null ? {} : { incidentTypeInternalCode: determinantCode }),
    incidentTypeInternalText: kind,
    incidentTypeCommonRegistryText: TYPE_OF_KIND[kind],
    incidentStatusCommonRegistryText: [STATUS_WRITTEN[status]],
    ...(progress === null ? {} : { incidentStatusInternalText: [progress] }),
    internalIncidentId: id,
    incidentCommonPriorityNumber: PRIORITY_WRITTEN[priority],
    locationReference: [{ $ref: `${id}:location` }],
    ...(incident.notesForResponders === null ? {} : { notesReference: [noteRef(incident)] }),
    ...ended,
  };
}

function callOf({ id, mode, calledAt }: IncidentView, prologue: Prologue): object {
  return {
    ...prologue(`${id}:call`),
    callStateRegistryText: 'callEnd',
    standardPrimaryCallType: mode === 'actual' ? 'emergency' : 'test',
    ...(mode === 'exercise' ? { localCallType: 'exercise' } : {}),
    direction: 'incoming',
    callStartTimestamp: calledAt,
  };
}

function locationsOf(incident: IncidentView, prologue: Prologue): readonly object[] {
  const { id, place, placeAccuracyM, address, responders } = incident;
  const units = responders.flatMap((one) =>
    one.place === null
      ? []
      : [
          {
            ...prologue(`${one.alertId}:location`),
            locationTypeDescriptionRegistryText: 'Responder',
            locationByValue: writePidfLo(toPlace(one.place), null),
          },
        ],
  );
  return [
    {
      ...prologue(`${id}:location`),
      locationTypeDescriptionRegistryText: 'Incident',
      locationByValue: writePidfLo(toPlace(place), placeAccuracyM),
      ...(address === null ? {} : { locationDescriptionText: address }),
    },
    ...units,
  ];
}

function noteRef({ id }: IncidentView): Reference {
  return { $ref: `${id}:notes` };
}

function notesOf(incident: IncidentView, prologue: Prologue): object {
  const { notesForResponders: text } = incident;
  if (text === null) return {};
  const note = { ...prologue(noteRef(incident).$ref), notesActionComments: htmlOf(text) };
  return { notesComponent: [note] };
}

/** A note is HTML there; ours is text. */
function htmlOf(text: string): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return safe.replaceAll('\n', '<br/>');
}

function cautionsOf({ id, hazards }: IncidentView, prologue: Prologue): object {
  if (hazards.length === 0) return {};
  return {
    cautionComponent: hazards.map((hazard) => ({
      ...prologue(`${id}:caution:${hazard}`),
      cautionTypeInternalText: hazard,
      cautionTypeCommonRegistryText: hazard,
      cautionSeverity: 'high',
    })),
  };
}

/** Everybody who was alerted, as units of theirs. */
function unitsOf(
  { id, responders }: IncidentView,
  by: { readonly prologue: Prologue; readonly agency: Reference; readonly agent: Reference },
): object {
  if (responders.length === 0) return {};
  const { prologue, agency, agent } = by;
  const dispatch = {
    ...prologue(`${id}:dispatch`),
    agencyReference: agency,
    agentReference: agent,
    emergencyResourceReference: responders.map((one) => ({ $ref: one.alertId })),
  };
  return {
    dispatchComponent: [dispatch],
    emergencyResourceComponent: responders.map((one) => ({
      ...prologue(one.alertId),
      ...unitOf(one),
      agentReference: [agent],
      unitDestinationReference: { $ref: `${id}:location` },
    })),
  };
}

function unitOf(one: IncidentResponderView): object {
  return {
    emergencyResourceTypeCommonRegistryText: 'Other',
    emergencyResourceTypeInternalText: 'volunteer responder',
    resourceAttributeRegistryText: ['Other'],
    resourceAttributeInternalText: [one.task.role],
    emergencyResourceName: one.displayName,
    primaryUnitStatusRegistryText: UNIT_AT_WORK,
    secondaryUnitStatusRegistryText: [unitStatusOf(one)],
    unitStatusInternal: [one.assignmentStatus ?? one.alertStatus],
    ...(one.place === null ? {} : { unitLocationReference: { $ref: `${one.alertId}:location` } }),
    ...(one.etaAt === null ? {} : { eta: one.etaAt }),
  };
}
