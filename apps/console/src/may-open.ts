import type { Permission } from '#core/caller-roles';
import type { Desk } from './desk';
import type { ConsoleRoute } from './route';

/** Whether whoever is in may see this page. */
export function mayOpen(desk: Desk, page: PageName): boolean {
  return NEEDS[page].some((permission) => desk.door.may(permission));
}

export type PageName = ConsoleRoute['page'];

/** What a person must be allowed before a page is theirs; any one of these will do. */
const NEEDS: Readonly<Record<PageName, readonly Permission[]>> = {
  incidents: ['read-incident', 'read-callout'],
  incident: ['read-incident'],
  map: ['read-incident'],
  why: ['read-incident'],
  deliveries: ['read-incident'],
  'callout-deliveries': ['read-callout'],
  replies: ['handle-reply'],
  reachability: ['read-readiness'],
  drills: ['run-drill'],
  templates: ['read-words'],
  'response-plans': ['read-rules'],
  raise: ['raise-incident'],
  callouts: ['read-callout'],
  'call-out': ['open-callout'],
  callout: ['read-callout'],
  'callout-templates': ['read-callout'],
  warnings: ['read-callout'],
  'warning-feeds': ['plan-callouts'],
  areas: ['read-callout'],
  'message-prices': ['read-callout'],
  groups: ['read-groups'],
  board: ['keep-board'],
  'watch-points': ['read-callout'],
  approvals: ['approve', 'open-callout'],
  reviews: ['review-credentials'],
  'after-care': ['care-for-people'],
  aeds: ['keep-aeds'],
  imports: ['keep-aeds', 'keep-people'],
  organisation: ['read-profile'],
  readiness: ['read-readiness'],
  reports: ['read-reports'],
  people: ['read-people'],
  accounts: ['keep-accounts'],
  keys: ['keep-keys'],
  webhooks: ['keep-keys'],
  audit: ['read-audit'],
  'mutual-aid': ['agree-aid'],
  retention: ['read-audit'],
  export: ['export-data'],
  account: ['own-account'],
};
