import { z } from 'zod';
import {
  aedRegisterPageSchema,
  aedRegisterQuerySchema,
  hoursReadSchema,
  readHoursSchema,
} from '#contracts/aed-register-api';
import {
  IMPORT_BYTES_MAX,
  IMPORT_CSV_TYPE,
  IMPORT_GEOJSON_TYPE,
  IMPORT_XML_TYPE,
  importAedsQuerySchema,
  importPeopleQuerySchema,
  importReportSchema,
} from '#contracts/import-api';
import { organisationProfileSchema, putProfileSchema } from '#contracts/organisation-api';
import { changeResponderSchema, historyPageSchema } from '#contracts/people-register-api';
import { responderViewSchema } from '#contracts/registry-api';
import {
  auditChainSchema,
  readinessHoursSchema,
  serviceReportQuerySchema,
  serviceReportSchema,
} from '#contracts/service-api';
import { idSchema, pageQuerySchema } from '#contracts/shapes';
import type { Route } from '#contracts/routes/route';

const byResponder = z.strictObject({ responder: idSchema });
const imported = { status: 200, description: 'What came of it.', schema: importReportSchema };
const profile = { status: 200, description: 'As it is.', schema: organisationProfileSchema };
const importRefusals = [
  'malformed-body',
  'body-too-large',
  'invalid-field',
  'changed-meanwhile',
] as const;

/** How the registers are kept in order, and what the service has done. */
export const REGISTER_ROUTES = {
  changeResponder: {
    method: 'POST',
    path: '/v1/responders/:responder/change',
    tag: 'registry',
    summary: 'Change what is kept of a responder, or disable and enable them with a reason.',
    permission: 'keep-people',
    params: byResponder,
    body: changeResponderSchema,
    success: { status: 200, description: 'As it is now.', schema: responderViewSchema },
    refusals: ['not-found', 'reason-needed', 'second-person-needed'],
  },
  readResponderHistory: {
    method: 'GET',
    path: '/v1/responders/:responder/history',
    tag: 'registry',
    summary: 'Who looked at a responder and who changed what, newest first, out of the audit.',
    permission: 'read-people',
    params: byResponder,
    query: pageQuerySchema,
    success: { status: 200, description: 'One page.', schema: historyPageSchema },
    refusals: ['not-found'],
  },
  readAedRegister: {
    method: 'GET',
    path: '/v1/aed-register',
    tag: 'registry',
    summary: 'The register of AEDs by reference, with what is missing and what was reported.',
    permission: 'keep-aeds',
    query: aedRegisterQuerySchema,
    success: { status: 200, description: 'One page.', schema: aedRegisterPageSchema },
    refusals: [],
  },
  readHours: {
    method: 'POST',
    path: '/v1/opening-hours',
    tag: 'registry',
    summary: 'Whether opening hours are understood, and when they next change; nothing is kept.',
    permission: 'keep-aeds',
    body: readHoursSchema,
    success: { status: 200, description: 'As it is understood.', schema: hoursReadSchema },
    refusals: [],
  },
  importAeds: {
    method: 'POST',
    path: '/v1/imports/aeds',
    tag: 'registry',
    summary: 'AEDs from a file: first a dry run, then exactly what it showed, or nothing.',
    permission: 'keep-aeds',
    query: importAedsQuerySchema,
    upload: {
      mediaTypes: [IMPORT_CSV_TYPE, IMPORT_GEOJSON_TYPE, IMPORT_XML_TYPE],
      bytesMax: IMPORT_BYTES_MAX,
    },
    success: imported,
    refusals: importRefusals,
  },
  importPeople: {
    method: 'POST',
    path: '/v1/imports/people',
    tag: 'registry',
    summary: 'People from CSV: first a dry run, then exactly what it showed, or nothing.',
    permission: 'keep-people',
    query: importPeopleQuerySchema,
    upload: { mediaTypes: [IMPORT_CSV_TYPE], bytesMax: IMPORT_BYTES_MAX },
    success: imported,
    refusals: importRefusals,
  },
  readReadinessHours: {
    method: 'GET',
    path: '/v1/readiness/hours',
    tag: 'registry',
    summary: 'Hour by hour of the week: who is expected, and how near help was in the past.',
    permission: 'read-readiness',
    success: { status: 200, description: 'The week.', schema: readinessHoursSchema },
    refusals: [],
  },
  readServiceReport: {
    method: 'GET',
    path: '/v1/reports/service',
    tag: 'audit',
    summary: 'Figures of the service by month, without people or places.',
    permission: 'read-reports',
    query: serviceReportQuerySchema,
    success: { status: 200, description: 'By month.', schema: serviceReportSchema },
    refusals: ['invalid-field'],
  },
  readProfile: {
    method: 'GET',
    path: '/v1/organisation/profile',
    tag: 'access',
    summary: 'What the organisation is called, whose clocks it goes by, and where it works.',
    permission: 'read-profile',
    success: profile,
    refusals: ['not-found'],
  },
  putProfile: {
    method: 'PUT',
    path: '/v1/organisation/profile',
    tag: 'access',
    summary: 'Change that, from now on.',
    permission: 'keep-accounts',
    body: putProfileSchema,
    success: profile,
    refusals: ['area-invalid', 'not-found'],
  },
  checkAuditChain: {
    method: 'GET',
    path: '/v1/audit/chain',
    tag: 'audit',
    summary: "Whether the organisation's audit is as it was written.",
    permission: 'read-audit',
    success: { status: 200, description: 'What was found.', schema: auditChainSchema },
    refusals: [],
  },
} as const satisfies Record<string, Route>;
