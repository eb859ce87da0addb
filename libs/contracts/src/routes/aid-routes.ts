import { z } from 'zod';
import {
  aidAgreementSchema,
  aidAgreementsSchema,
  aidListSchema,
  aidViewSchema,
  askAidSchema,
  proposeAidSchema,
} from '#contracts/aid-api';
import { idSchema } from '#contracts/shapes';
import type { Route } from '#contracts/routes/route';

const byAgreement = z.strictObject({ agreementId: idSchema });
const byIncident = z.strictObject({ incidentId: idSchema });
const agreement = { status: 200, description: 'As it now stands.', schema: aidAgreementSchema };

/** Help between two organisations that agreed on it for a time. */
export const AID_ROUTES = {
  listAidAgreements: {
    method: 'GET',
    path: '/v1/aid-agreements',
    tag: 'aid',
    summary: 'Agreements with other organisations, newest first.',
    permission: 'ask-aid',
    success: { status: 200, description: 'All of them.', schema: aidAgreementsSchema },
    refusals: [],
  },
  proposeAid: {
    method: 'POST',
    path: '/v1/aid-agreements',
    tag: 'aid',
    summary: 'Propose an agreement; it holds once a supervisor of the other accepts it.',
    permission: 'agree-aid',
    body: proposeAidSchema,
    success: { ...agreement, status: 201, description: 'Proposed to both sides.' },
    refusals: ['not-found', 'invalid-field'],
  },
  acceptAid: {
    method: 'POST',
    path: '/v1/aid-agreements/:agreementId/accept',
    tag: 'aid',
    summary: 'Accept what the other organisation proposed.',
    permission: 'agree-aid',
    params: byAgreement,
    success: agreement,
    refusals: ['not-found', 'illegal-step'],
  },
  endAid: {
    method: 'POST',
    path: '/v1/aid-agreements/:agreementId/end',
    tag: 'aid',
    summary: 'End an agreement, or turn a proposal down, for both sides at once.',
    permission: 'agree-aid',
    params: byAgreement,
    success: agreement,
    refusals: ['not-found', 'illegal-step'],
  },
  askAid: {
    method: 'POST',
    path: '/v1/incidents/:incidentId/aid',
    tag: 'aid',
    summary: 'Have the partner raise a linked incident; its own plan, people and staff decide.',
    permission: 'ask-aid',
    params: byIncident,
    body: askAidSchema,
    success: { status: 201, description: 'Raised at the partner.', schema: aidViewSchema },
    otherwise: { status: 200, description: 'Asked before; as it stands.', schema: aidViewSchema },
    refusals: [
      ...(['not-found', 'aid-not-agreed', 'incident-over', 'place-outside-area'] as const),
      ...(['unknown-kind', 'place-invalid', 'reference-conflict', 'invalid-field'] as const),
    ],
  },
  readAid: {
    method: 'GET',
    path: '/v1/incidents/:incidentId/aid',
    tag: 'aid',
    summary: 'Help that was asked for: its status, and how many were alerted, come and are there.',
    permission: 'read-incident',
    params: byIncident,
    success: { status: 200, description: 'One entry a partner.', schema: aidListSchema },
    refusals: ['not-found'],
  },
} as const satisfies Record<string, Route>;
