import { z } from 'zod';
import {
  aedListQuerySchema,
  aedListSchema,
  aedRecordSchema,
  enrolmentSchema,
  moveAedSchema,
  moveCredentialSchema,
  placesSchema,
  putAedSchema,
  putPlacesSchema,
  putResponderSchema,
  registryPageQuerySchema,
  responderPageSchema,
  responderViewSchema,
} from '#contracts/registry-api';
import { idSchema, refSchema } from '#contracts/shapes';
import type { Route } from '#contracts/routes/route';

const REGISTRAR = ['registrar'] as const;
const byExternalRef = z.strictObject({ externalRef: refSchema });
/** One name for both, since OpenAPI knows one template per path. */
const byResponder = z.strictObject({ responder: idSchema });
const byResponderRef = z.strictObject({ responder: refSchema });
const byCredential = z.strictObject({ credentialId: idSchema });
const responder = { status: 200, description: 'The responder.', schema: responderViewSchema };
const aed = { status: 200, description: 'The AED.', schema: aedRecordSchema };

/** What the organisation keeps: people, credentials, AEDs. */
export const REGISTRY_ROUTES = {
  putResponder: {
    method: 'PUT',
    path: '/v1/responders/:responder',
    tag: 'registry',
    summary: "Put a responder with credentials under the organisation's own reference.",
    callers: REGISTRAR,
    params: byResponderRef,
    body: putResponderSchema,
    success: { ...responder, status: 201, description: 'Added.' },
    otherwise: { ...responder, description: 'Changed, or as it was.' },
    refusals: [],
  },
  listResponders: {
    method: 'GET',
    path: '/v1/responders',
    tag: 'registry',
    summary: 'Responders of the organisation.',
    callers: ['registrar', 'dispatcher'],
    query: registryPageQuerySchema,
    success: { status: 200, description: 'One page.', schema: responderPageSchema },
    refusals: [],
  },
  readResponder: {
    method: 'GET',
    path: '/v1/responders/:responder',
    tag: 'registry',
    summary: 'One responder with credentials.',
    callers: ['registrar', 'dispatcher'],
    params: byResponder,
    success: responder,
    refusals: ['not-found'],
  },
  enrolResponder: {
    method: 'POST',
    path: '/v1/responders/:responder/enrolment',
    tag: 'registry',
    summary: 'Make a one-time code that signs in one phone of this responder.',
    callers: REGISTRAR,
    params: byResponder,
    success: { status: 201, description: 'Shown once.', schema: enrolmentSchema },
    refusals: ['not-found'],
  },
  readPlaces: {
    method: 'GET',
    path: '/v1/responders/:responder/places',
    tag: 'registry',
    summary: "A responder's registered places.",
    callers: REGISTRAR,
    params: byResponder,
    success: { status: 200, description: 'Home and work.', schema: placesSchema },
    refusals: ['not-found'],
  },
  putPlaces: {
    method: 'PUT',
    path: '/v1/responders/:responder/places',
    tag: 'registry',
    summary: 'Where a responder usually is, and when; an empty list forgets it.',
    callers: REGISTRAR,
    params: byResponder,
    body: putPlacesSchema,
    success: { status: 200, description: 'Home and work.', schema: placesSchema },
    refusals: ['not-found', 'place-invalid'],
  },
  moveCredential: {
    method: 'POST',
    path: '/v1/credentials/:credentialId/status',
    tag: 'registry',
    summary: 'Verify, refuse or revoke a credential; counts from this moment.',
    callers: REGISTRAR,
    params: byCredential,
    body: moveCredentialSchema,
    success: responder,
    refusals: ['not-found', 'illegal-step'],
  },
  putAed: {
    method: 'PUT',
    path: '/v1/aeds/:externalRef',
    tag: 'registry',
    summary: "Put an AED under the organisation's own reference.",
    callers: REGISTRAR,
    params: byExternalRef,
    body: putAedSchema,
    success: { ...aed, status: 201, description: 'Added.' },
    otherwise: { ...aed, description: 'Changed, or as it was.' },
    refusals: ['place-invalid'],
  },
  moveAed: {
    method: 'POST',
    path: '/v1/aeds/:externalRef/status',
    tag: 'registry',
    summary: 'Say that an AED is available, out of service or retired.',
    callers: REGISTRAR,
    params: byExternalRef,
    body: moveAedSchema,
    success: aed,
    refusals: ['not-found', 'illegal-step'],
  },
  listAeds: {
    method: 'GET',
    path: '/v1/aeds',
    tag: 'registry',
    summary: 'AEDs around a place, nearest first.',
    callers: ['registrar', 'dispatcher', 'control'],
    query: aedListQuerySchema,
    success: { status: 200, description: 'Nearest first.', schema: aedListSchema },
    refusals: [],
  },
} as const satisfies Record<string, Route>;
