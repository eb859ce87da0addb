import { z } from 'zod';
import {
  boardBadgeSchema,
  boardEntryTakenSchema,
  confirmBoardEntrySchema,
  ownBoardEntryViewSchema,
  publicBoardEntrySchema,
  publicBoardReportSchema,
  publicStillSoSchema,
  readBoardBadgeSchema,
  shownBoardPageSchema,
  shownBoardQuerySchema,
} from '#contracts/board-api';
import type { Route } from '#contracts/routes/route';

const SLUG_LENGTH_MAX = 80;
const byOrganisation = z.strictObject({
  organisation: z.string().min(1).max(SLUG_LENGTH_MAX).meta({ description: 'Its short name.' }),
});
const own = { status: 200, description: 'As it now stands.', schema: ownBoardEntryViewSchema };

/** The board for people without an account; codes and badges travel in bodies. */
export const PUBLIC_BOARD_ROUTES = {
  readPublicBoard: {
    method: 'GET',
    path: '/v1/public-board/:organisation',
    tag: 'board',
    summary: 'What is offered and asked for, without names, places as coarse squares.',
    permission: 'anyone',
    params: byOrganisation,
    query: shownBoardQuerySchema,
    success: { status: 200, description: 'One page.', schema: shownBoardPageSchema },
    refusals: ['not-found', 'too-many-requests'],
  },
  addPublicEntry: {
    method: 'POST',
    path: '/v1/public-board/:organisation/entries',
    tag: 'board',
    summary: 'Offer or ask for something; a code is sent to the address.',
    permission: 'anyone',
    params: byOrganisation,
    body: publicBoardEntrySchema,
    success: { status: 202, description: 'Kept until proven.', schema: boardEntryTakenSchema },
    refusals: ['not-found', 'invalid-field', 'too-many-requests'],
  },
  confirmPublicEntry: {
    method: 'POST',
    path: '/v1/public-board/:organisation/confirm',
    tag: 'board',
    summary: 'Prove the address by its code; the entry then waits to be looked at.',
    permission: 'anyone',
    params: byOrganisation,
    body: confirmBoardEntrySchema,
    success: { status: 201, description: 'Proven.', schema: boardBadgeSchema },
    refusals: ['code-invalid', 'too-many-requests'],
  },
  readByBadge: {
    method: 'POST',
    path: '/v1/public-board/:organisation/mine',
    tag: 'board',
    summary: 'One’s own entry with its claims and whom to call.',
    permission: 'anyone',
    params: byOrganisation,
    body: readBoardBadgeSchema,
    success: own,
    refusals: ['pass-invalid', 'too-many-requests'],
  },
  confirmByBadge: {
    method: 'POST',
    path: '/v1/public-board/:organisation/still',
    tag: 'board',
    summary: 'Say that one’s own entry is still so, or what became of it.',
    permission: 'anyone',
    params: byOrganisation,
    body: publicStillSoSchema,
    success: own,
    refusals: ['pass-invalid', 'illegal-step', 'changed-meanwhile', 'too-many-requests'],
  },
  reportPublicEntry: {
    method: 'POST',
    path: '/v1/public-board/:organisation/report',
    tag: 'board',
    summary: 'Say that an entry is wrong or was done by others; two such words are acted upon.',
    permission: 'anyone',
    params: byOrganisation,
    body: publicBoardReportSchema,
    success: { status: 204, description: 'Taken; also where there is none.', schema: null },
    refusals: ['not-found', 'too-many-requests'],
  },
} as const satisfies Record<string, Route>;
