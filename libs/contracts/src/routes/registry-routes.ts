import { z } from 'zod';
import { peopleQuerySchema } from '#contracts/people-register-api';
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
  responderPageSchema,
  responderViewSchema,
} from '#contracts/registry-api';
import { idSchema, refSchema } from '#contracts/shapes';
import type { Route } from '#contracts/routes/route';

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
    permission: 'keep-people',
    params: byResponderRef,
    body: putResponderSchema,
    success: { ...responder, status: 201, description: 'Added.' },
    otherwise: { ...responder, description: 'Changed, or as it was.' },
    refusals: ['second-person-needed'],
  },
  listResponders: {
    method: 'GET',
    path: '/v1/responders',
    tag: 'registry',
    summary:
      'Responders of the organisation by reference; narrowed down, a page may hold fewer than ' +
      'were asked for although more follow.',
    permission: 'read-people',
    query: peopleQuerySchema,
    success: { status: 200, description: 'One page.', schema: responderPageSchema },
    refusals: [],
  },
  readResponder: {
    method: 'GET',
    path: '/v1/responders/:responder',
    tag: 'registry',
    summary: 'One responder with credentials.',
    permission: 'read-people',
    params: byResponder,
    success: responder,
    refusals: ['not-found'],
  },
  enrolResponder: {
    method: 'POST',
    path: '/v1/responders/:responder/enrolment',
    tag: 'registry',
    summary: 'Make a one-time code that signs in one phone of this responder.',
    permission: 'keep-people',
    params: byResponder,
    success: { status: 201, description: 'Shown once.', schema: enrolmentSchema },
    refusals: ['not-found'],
  },
  readPlaces: {
    method: 'GET',
    path: '/v1/responders/:responder/places',
    tag: 'registry',
    summary: "A responder's registered places.",
    permission: 'keep-people',
    params: byResponder,
    success: { status: 200, description: 'Home and work.', schema: placesSchema },
    refusals: ['not-found'],
  },
  putPlaces: {
    method: 'PUT',
    path: '/v1/responders/:responder/places',
    tag: 'registry',
    summary: 'Where a responder usually is, and when; an empty list forgets it.',
    permission: 'keep-people',
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
    permission: 'review-credentials',
    params: byCredential,
    body: moveCredentialSchema,
    success: responder,
    refusals: ['not-found', 'illegal-step', 'second-person-needed'],
  },
  putAed: {
    method: 'PUT',
    path: '/v1/aeds/:externalRef',
    tag: 'registry',
    summary: "Put an AED under the organisation's own reference.",
    permission: 'keep-aeds',
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
    permission: 'keep-aeds',
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
    permission: 'read-aeds',
    query: aedListQuerySchema,
    success: { status: 200, description: 'Nearest first.', schema: aedListSchema },
    refusals: [],
  },
} as const satisfies Record<string, Route>;
