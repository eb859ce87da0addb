import type { IncidentView } from '#contracts/incident-api';
import { toIso } from '#contracts/shapes';
import type { OutgoingStatus } from '#flow/ports';
import { answerOf, KEYWORDS, MODE_KEYWORDS, type MessageName } from './ucri-tables';

const TRANSFER = { appId: 'incident_transfer', appVersion: '1.0' };
const CALLOUT = { appId: 'mobile_device_callout', appVersion: '0.1' };

/**
 * How an incident stands, as a list of payloads for the exchange: the incident, that it was taken
 * on, who was reached, what they answered, and that it is over. A list of people that would be
 * empty is left out, as the standard wants.
 */
export function writeUcri({ incident, writtenAt }: OutgoingStatus): readonly object[] {
  const { controlRef: id, responders } = incident;
  const reached = responders.filter(({ deliveredAt }) => deliveredAt !== null);
  const answered = responders.flatMap((responder) => {
    const answer = answerOf(responder);
    return answer === null ? [] : [{ mobileDevice: responder.responderId, answer }];
  });
  const ended = incident.status === 'active' ? null : incident.endedAt;
  return [
    payload(TRANSFER, 'incident', incidentOf(incident, toIso(writtenAt))),
    payload(TRANSFER, 'acknowledgement', {
      sharedIncidentId: id,
      acknowledgedByDispatcherAt: incident.receivedAt,
      status: 'accepted',
    }),
    ...(reached.length === 0
      ? []
      : [
          payload(CALLOUT, 'CalloutDeliveryReport', {
            calloutId: id,
            mobileDevices: reached.map(({ responderId }) => responderId),
          }),
        ]),
    ...(answered.length === 0
      ? []
      : [payload(CALLOUT, 'CalloutUserAcknowledgement', { acknowledgement: answered })]),
    ...(ended === null ? [] : [payload(TRANSFER, 'completion', completionOf(incident, ended))]),
  ];
}

function payload(app: typeof TRANSFER, schemaId: MessageName, message: object): object {
  return { ...app, schemaId, contentType: 'application/json', data: JSON.stringify(message) };
}

function incidentOf(incident: IncidentView, sentAt: string): object {
  const [lon, lat] = incident.place.coordinates;
  const mode = MODE_KEYWORDS[incident.mode];
  const { address, notesForResponders: notes } = incident;
  return {
    sharedIncidentId: incident.controlRef,
    internalId: incident.id,
    sentByDispatcherAt: sentAt,
    startTimestamp: incident.calledAt,
    classifications: [
      ...(mode === null ? [] : [mode]),
      ...(incident.determinantCode === null ? [] : [incident.determinantCode]),
      KEYWORDS[incident.kind],
    ],
    flashingLights: incident.priority !== 'routine',
    missionLocation: {
      coordinate: { lat, lon },
      ...(address === null ? {} : { address: { street: address } }),
      ...(notes === null ? {} : { additionalInformation: notes }),
    },
  };
}

function completionOf(incident: IncidentView, completedAt: string): object {
  return {
    sharedIncidentId: incident.controlRef,
    completedAt,
    status: incident.status === 'cancelled' ? 'aborted' : 'completed_sucessfully',
    ...(incident.disposition === null ? {} : { additionalInformation: incident.disposition }),
  };
}
