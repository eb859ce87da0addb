import { z } from 'zod';
import {
  awaitedIncidentSchema,
  endIncidentSchema,
  incidentListQuerySchema,
  incidentPageSchema,
  incidentViewSchema,
  raiseIncidentSchema,
  timelineSchema,
  updateIncidentSchema,
} from '#contracts/incident-api';
import { planSchema } from '#contracts/plan-api';
import { safetyOverrideSchema } from '#contracts/safety-api';
import { idSchema, refSchema } from '#contracts/shapes';
import type { Route } from '#contracts/routes/route';

const byIncident = z.strictObject({ incidentId: idSchema });
const byControlRef = z.strictObject({ controlRef: refSchema });
const incident = { status: 200, description: 'As it now stands.', schema: incidentViewSchema };
const awaited = {
  status: 202,
  description: 'Kept until the create of this reference comes.',
  schema: awaitedIncidentSchema,
};

/** What ambulance control does with incidents. */
export const INCIDENT_ROUTES = {
  raiseIncident: {
    method: 'POST',
    path: '/v1/incidents',
    tag: 'incidents',
    summary: 'Raise an incident; repeating its control reference changes nothing.',
    permission: 'raise-incident',
    body: raiseIncidentSchema,
    success: { ...incident, status: 201, description: 'Raised and committed.' },
    otherwise: { ...incident, description: 'Raised before; as it now stands.' },
    refusals: [
      'unknown-kind',
      'place-invalid',
      'place-outside-area',
      'reference-conflict',
      'reason-needed',
      'too-many-requests',
    ],
  },
  listIncidents: {
    method: 'GET',
    path: '/v1/incidents',
    tag: 'incidents',
    summary: 'Incidents of the organisation, newest first.',
    permission: 'read-incident',
    query: incidentListQuerySchema,
    success: { status: 200, description: 'One page.', schema: incidentPageSchema },
    refusals: [],
  },
  readIncident: {
    method: 'GET',
    path: '/v1/incidents/:incidentId',
    tag: 'incidents',
    summary: 'One incident with its responders and AEDs.',
    permission: 'read-incident',
    params: byIncident,
    success: incident,
    refusals: ['not-found'],
  },
  readTimeline: {
    method: 'GET',
    path: '/v1/incidents/:incidentId/timeline',
    tag: 'incidents',
    summary: 'Every fact of an incident, and its NEMSIS and Utstein times.',
    permission: 'read-incident',
    params: byIncident,
    success: { status: 200, description: 'Facts in order.', schema: timelineSchema },
    refusals: ['not-found'],
  },
  readPlan: {
    method: 'GET',
    path: '/v1/incidents/:incidentId/plan',
    tag: 'incidents',
    summary: 'Every decision, and everyone considered with the reason for or against.',
    permission: 'read-incident',
    params: byIncident,
    success: { status: 200, description: 'People with reasons.', schema: planSchema },
    refusals: ['not-found'],
  },
  overrideSafety: {
    method: 'POST',
    path: '/v1/incidents/:incidentId/safety-override',
    tag: 'incidents',
    summary: 'Send people although a safety rule forbids it; the reason goes on the timeline.',
    permission: 'override-safety',
    params: byIncident,
    body: safetyOverrideSchema,
    success: incident,
    refusals: ['not-found', 'incident-over', 'changed-meanwhile'],
  },
  updateIncident: {
    method: 'POST',
    path: '/v1/incidents/by-ref/:controlRef/update',
    tag: 'incidents',
    summary: 'Change fields of an incident; messages may come in any order.',
    permission: 'change-incident',
    params: byControlRef,
    body: updateIncidentSchema,
    success: incident,
    otherwise: awaited,
    refusals: ['unknown-kind', 'place-invalid', 'place-outside-area', 'changed-meanwhile'],
  },
  closeIncident: {
    method: 'POST',
    path: '/v1/incidents/by-ref/:controlRef/close',
    tag: 'incidents',
    summary: 'Close an incident: everyone still bound is stood down.',
    permission: 'change-incident',
    params: byControlRef,
    body: endIncidentSchema,
    success: incident,
    otherwise: awaited,
    refusals: ['changed-meanwhile'],
  },
  cancelIncident: {
    method: 'POST',
    path: '/v1/incidents/by-ref/:controlRef/cancel',
    tag: 'incidents',
    summary: 'Cancel an incident that never was; holds also when it comes before its create.',
    permission: 'change-incident',
    params: byControlRef,
    body: endIncidentSchema,
    success: incident,
    otherwise: awaited,
    refusals: ['changed-meanwhile'],
  },
} as const satisfies Record<string, Route>;
