import {
  coverageQuerySchema,
  coverageSchema,
  coverageThresholdSchema,
  improvementsSchema,
  putCoverageThresholdSchema,
} from '#contracts/coverage-api';
import type { Route } from '#contracts/routes/route';

const threshold = { status: 200, description: 'As it stands.', schema: coverageThresholdSchema };

/** Where and when help would come too late, and what would mend it. */
export const COVERAGE_ROUTES = {
  readCoverage: {
    method: 'GET',
    path: '/v1/coverage',
    tag: 'registry',
    summary: 'How likely two trained people and an AED reach each square within six minutes.',
    permission: 'read-readiness',
    query: coverageQuerySchema,
    success: { status: 200, description: 'Squares of the area.', schema: coverageSchema },
    refusals: ['not-found', 'illegal-step'],
  },
  readCoverageImprovements: {
    method: 'GET',
    path: '/v1/coverage/improvements',
    tag: 'registry',
    summary: 'Where one more AED, or ten more responders, would help most.',
    permission: 'read-readiness',
    query: coverageQuerySchema,
    success: { status: 200, description: 'The best first.', schema: improvementsSchema },
    refusals: ['not-found', 'illegal-step'],
  },
  readCoverageThreshold: {
    method: 'GET',
    path: '/v1/coverage/threshold',
    tag: 'registry',
    summary: 'Below what coverage of which hours a coordinator is warned, and what was found.',
    permission: 'read-readiness',
    success: threshold,
    refusals: [],
  },
  putCoverageThreshold: {
    method: 'PUT',
    path: '/v1/coverage/threshold',
    tag: 'registry',
    summary: 'Warn coordinators before hours that are covered too thinly, once a day.',
    permission: 'plan-callouts',
    body: putCoverageThresholdSchema,
    success: threshold,
    refusals: ['illegal-step'],
  },
} as const satisfies Record<string, Route>;
