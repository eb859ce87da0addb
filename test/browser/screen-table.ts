import type { Page } from 'playwright-core';
import type { AccountRole } from '#core/caller-roles';
import type { PhoneState, ScreenWorld } from './screen-world';
import { marked, PHONE } from './witness';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const TABLET: Size = { width: 1024, height: 768 };
export const LARGE: Size = { width: 1920, height: 1080 };
/** A desk's page is used in all of these; a phone's as it is held. */
export const ALL_SIZES: readonly Size[] = [PHONE, TABLET, LARGE];
export const PHONE_ONLY: readonly Size[] = [PHONE];

/** One room of the console, seen by whoever works there. */
export interface Room {
  readonly role: AccountRole;
  /** The address behind `#/`. */
  readonly at: string | ((world: ScreenWorld) => string);
  /** What is there once everything is shown. */
  readonly ready: string;
  /** Everything on it is reached by the Tab key alone. */
  readonly byKeys?: boolean;
}

const incident = (part: string) => (world: ScreenWorld) => `incidents/${world.incidentId}${part}`;
const callout = (part: string) => (world: ScreenWorld) => `callouts/${world.calloutId}${part}`;
const HEADING = '.page-column h1';

/** Every room by its name in the console's table of who may open it. */
export const ROOMS: Readonly<Record<string, Room>> = {
  incidents: { role: 'dispatcher', at: '', ready: marked('incident'), byKeys: true },
  incident: { role: 'dispatcher', at: incident(''), ready: marked('person'), byKeys: true },
  map: { role: 'dispatcher', at: 'map', ready: 'closeby-map' },
  why: { role: 'dispatcher', at: incident('/why'), ready: HEADING },
  deliveries: { role: 'dispatcher', at: incident('/deliveries'), ready: HEADING },
  raise: { role: 'dispatcher', at: 'raise', ready: HEADING, byKeys: true },
  replies: { role: 'dispatcher', at: 'replies', ready: HEADING },
  callouts: { role: 'coordinator', at: 'callouts', ready: HEADING, byKeys: true },
  'call-out': { role: 'coordinator', at: 'call-out', ready: HEADING, byKeys: true },
  callout: { role: 'coordinator', at: callout(''), ready: marked('need'), byKeys: true },
  'callout-deliveries': { role: 'coordinator', at: callout('/deliveries'), ready: HEADING },
  'callout-templates': { role: 'coordinator', at: 'callout-templates', ready: HEADING },
  warnings: { role: 'coordinator', at: 'warnings', ready: HEADING },
  'warning-feeds': { role: 'coordinator', at: 'warning-feeds', ready: HEADING },
  areas: { role: 'coordinator', at: 'areas', ready: HEADING, byKeys: true },
  'message-prices': { role: 'coordinator', at: 'message-prices', ready: HEADING },
  groups: { role: 'coordinator', at: 'groups', ready: HEADING },
  board: { role: 'coordinator', at: 'board', ready: HEADING },
  'watch-points': { role: 'coordinator', at: 'watch-points', ready: HEADING },
  approvals: { role: 'supervisor', at: 'approvals', ready: HEADING },
  reviews: { role: 'registrar', at: 'reviews', ready: HEADING },
  people: { role: 'registrar', at: 'people', ready: marked('register'), byKeys: true },
  reachability: { role: 'registrar', at: 'reachability', ready: HEADING },
  drills: { role: 'registrar', at: 'drills', ready: HEADING },
  templates: { role: 'registrar', at: 'templates', ready: HEADING },
  'response-plans': { role: 'registrar', at: 'response-plans', ready: HEADING },
  'after-care': { role: 'coordinator', at: 'after-care', ready: HEADING },
  readiness: { role: 'registrar', at: 'readiness', ready: HEADING },
  reports: { role: 'supervisor', at: 'reports', ready: HEADING },
  aeds: { role: 'registrar', at: 'aeds', ready: HEADING },
  imports: { role: 'registrar', at: 'imports', ready: HEADING },
  organisation: { role: 'supervisor', at: 'organisation', ready: HEADING },
  accounts: { role: 'supervisor', at: 'accounts', ready: HEADING },
  keys: { role: 'supervisor', at: 'keys', ready: HEADING },
  webhooks: { role: 'supervisor', at: 'webhooks', ready: HEADING },
  'mutual-aid': { role: 'supervisor', at: 'mutual-aid', ready: HEADING },
  audit: { role: 'auditor', at: 'audit', ready: marked('audit-row') },
  retention: { role: 'auditor', at: 'retention', ready: marked('retention-rule') },
  export: { role: 'auditor', at: 'export', ready: HEADING },
  account: { role: 'read-only', at: 'account', ready: HEADING },
};

/** The parts of a call-out's room, by their names in its address. */
export const CALLOUT_ROOM = (part: string): Room => ({
  ...{ role: 'coordinator', at: callout(`/${part}`), ready: HEADING },
});

/** One screen of the responder's phone. */
export interface PhoneScreen {
  /** Whose phone it is; nobody's before the first sign-in. */
  readonly phone: PhoneState | null;
  readonly hash: string;
  readonly byKeys?: boolean;
  /** What has to happen first. */
  readonly before?: (page: Page, world: ScreenWorld) => Promise<unknown>;
}

const press = (name: string) => (page: Page) => page.locator(marked(name)).click();

/** Every screen by its name in the pages; the same person's stand one after the other. */
export const PHONE_SCREENS: Readonly<Record<string, PhoneScreen>> = {
  'sign-in': { phone: null, hash: '', byKeys: true },
  register: { phone: null, hash: '', before: press('to-register') },
  setup: { phone: 'fresh', hash: '', byKeys: true },
  home: { phone: 'free', hash: '', byKeys: true },
  settings: { phone: 'free', hash: '#settings', byKeys: true },
  credentials: { phone: 'free', hash: '#credentials' },
  badge: { phone: 'free', hash: '#badge' },
  me: { phone: 'free', hash: '#me', byKeys: true },
  near: { phone: 'free', hash: '#near' },
  watch: { phone: 'free', hash: '#watch' },
  groups: { phone: 'free', hash: '#groups' },
  board: { phone: 'free', hash: '#board' },
  debrief: { phone: 'free', hash: '#debrief' },
  'after-care': { phone: 'free', hash: '#after-care' },
  history: { phone: 'free', hash: '#history' },
  background: { phone: 'free', hash: '#background' },
  cpr: { phone: 'free', hash: '#cpr', byKeys: true },
  aed: { phone: 'free', hash: '#aed', byKeys: true },
  report: { phone: 'booked', hash: '#report' },
  alarm: { phone: 'asked', hash: '', byKeys: true },
  assignment: { phone: 'assigned', hash: '', byKeys: true },
  'stood-down': {
    ...{ phone: 'stood-down', hash: '', byKeys: true },
    before: async (page, world) => {
      await page.locator('[data-screen^="assignment"]').waitFor();
      await world.cancelEnding();
    },
  },
  callout: { phone: 'called-out', hash: '', byKeys: true },
  drill: { phone: 'drilled', hash: '' },
  stop: { phone: 'stopped', hash: '' },
};

/** Screens that are there for a moment, or only within a story that shows them. */
export const SHOWN_ELSEWHERE: Readonly<Record<string, string>> = {
  confirm: 'test/browser/own-record.spec.ts',
  loading: 'the moment before home',
};

/** A page without a sign-in of its own. */
export interface OpenPage {
  readonly path: (world: ScreenWorld) => string | Promise<string>;
  readonly ready: string;
  readonly sizes: readonly Size[];
  readonly byKeys?: boolean;
}

export const OPEN_PAGES: Readonly<Record<string, OpenPage>> = {
  'console-door': {
    ...{ path: () => '/console/', ready: marked('sign-in'), sizes: ALL_SIZES, byKeys: true },
  },
  'console-sign-in': {
    path: ({ slug }) => `/console/?organisation=${slug}`,
    ...{ ready: marked('local'), sizes: ALL_SIZES, byKeys: true },
  },
  'console-invitation': {
    path: ({ invitation }) => `/console/#/invitation/${invitation}`,
    ...{ ready: marked('first-sign-in'), sizes: ALL_SIZES },
  },
  'muster-desk': {
    path: ({ deskCode }) => `/muster/#${deskCode}`,
    ...{ ready: marked('person'), sizes: ALL_SIZES, byKeys: true },
  },
  'helper-pass': {
    path: ({ passCode }) => `/helper/#${passCode}`,
    ...{ ready: '[data-screen="pass"]', sizes: PHONE_ONLY, byKeys: true },
  },
  'helper-nothing': {
    path: () => '/helper/',
    ...{ ready: '[data-screen="nothing"]', sizes: PHONE_ONLY },
  },
  'helper-board': {
    path: ({ slug }) => `/helper/#board/${slug}`,
    ...{ ready: '[data-screen="board"]', sizes: PHONE_ONLY },
  },
  identity: {
    path: async (world) => `/identity/${await world.identityHash()}`,
    ...{ ready: marked('who'), sizes: PHONE_ONLY },
  },
  'identity-not-valid': {
    path: () => '/identity/#made-up',
    ...{ ready: marked('not-valid'), sizes: PHONE_ONLY },
  },
};
