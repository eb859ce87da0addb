import { putReportCardSchema, reportCardSchema } from '#contracts/report-card-api';
import type { Route } from '#contracts/routes/route';

/** The figures of each week, and who gets them. */
export const REPORT_CARD_ROUTES = {
  readReportCard: {
    method: 'GET',
    path: '/v1/report-card',
    tag: 'web-hooks',
    summary: 'Who gets the figures of each week by e-mail, and which week was sent last.',
    permission: 'keep-keys',
    success: { status: 200, description: 'As it stands.', schema: reportCardSchema },
    refusals: [],
  },
  putReportCard: {
    method: 'PUT',
    path: '/v1/report-card',
    tag: 'web-hooks',
    summary: 'Name who gets the figures of each week by e-mail.',
    permission: 'keep-keys',
    body: putReportCardSchema,
    success: { status: 200, description: 'As it now stands.', schema: reportCardSchema },
    refusals: [],
  },
} as const satisfies Record<string, Route>;
