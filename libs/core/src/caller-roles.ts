/*
 * Who may do what: the one table. Routes and socket events name a permission; a role that the row
 * does not list may not do it.
 */

/** Kinds of callers. `control` is a control system; the others but `responder` are staff. */
export const CALLER_ROLES = [
  'control',
  'dispatcher',
  'coordinator',
  'supervisor',
  'registrar',
  'auditor',
  'read-only',
  'responder',
] as const;
export type CallerRole = (typeof CALLER_ROLES)[number];

/** Roles whose callers act with a key or a session, and not from a responder's phone. */
export type AccountRole = Exclude<CallerRole, 'responder'>;
export const ACCOUNT_ROLES = CALLER_ROLES.filter(
  (role): role is AccountRole => role !== 'responder',
);

/** Roles of people who sign in. */
export type StaffRole = Exclude<AccountRole, 'control'>;
export const STAFF_ROLES = ACCOUNT_ROLES.filter((role): role is StaffRole => role !== 'control');

/** Each permission with the roles that have it. */
export const MAY = {
  'raise-incident': ['control', 'dispatcher', 'supervisor'],
  'change-incident': ['control', 'dispatcher', 'supervisor'],
  'read-incident': ['control', 'dispatcher', 'supervisor', 'read-only'],
  /** What happens, as it happens, for systems that cannot be sent it. */
  'read-events': ['control', 'supervisor'],
  'override-safety': ['dispatcher', 'supervisor'],
  /** Deeds on a running incident by hand; a control system has its own messages. */
  'direct-incident': ['dispatcher', 'supervisor'],
  'open-callout': ['control', 'dispatcher', 'coordinator', 'supervisor'],
  'read-callout': ['control', 'dispatcher', 'coordinator', 'supervisor', 'read-only'],
  /** Templates, stored areas, feeds of warnings, watch points. */
  'plan-callouts': ['coordinator', 'supervisor'],
  /** Who is there, what they do, and what they are told. */
  'run-muster': ['dispatcher', 'coordinator', 'supervisor'],
  /** How people say they are after an incident, and who wants a call. */
  'care-for-people': ['coordinator', 'supervisor'],
  /** What those who were there are told of how it ended. */
  'release-outcome': ['supervisor'],
  /** All of one incident on paper, names and words with it, to be talked through afterwards. */
  'debrief-incident': ['supervisor'],
  'read-groups': ['control', 'dispatcher', 'coordinator', 'supervisor', 'registrar', 'read-only'],
  'keep-groups': ['coordinator', 'supervisor', 'registrar'],
  'keep-board': ['dispatcher', 'coordinator', 'supervisor'],
  'handle-reply': ['dispatcher', 'coordinator', 'supervisor'],
  /** What the server could not do by itself: to look at it, and to have it tried again. */
  'handle-quarantine': ['dispatcher', 'coordinator', 'supervisor'],
  'run-drill': ['dispatcher', 'coordinator', 'supervisor', 'registrar'],
  'read-readiness': [
    'control',
    'dispatcher',
    'coordinator',
    'supervisor',
    'registrar',
    'read-only',
  ],
  'read-rules': ['control', 'dispatcher', 'supervisor', 'registrar', 'auditor', 'read-only'],
  'keep-rules': ['supervisor', 'registrar'],
  'read-words': ['dispatcher', 'coordinator', 'supervisor', 'registrar'],
  'keep-words': ['supervisor', 'registrar'],
  'read-people': ['supervisor', 'registrar'],
  'keep-people': ['registrar'],
  'review-credentials': ['registrar'],
  'read-aeds': ['control', 'dispatcher', 'supervisor', 'registrar', 'read-only'],
  'keep-aeds': ['registrar'],
  'keep-accounts': ['supervisor'],
  'keep-keys': ['supervisor'],
  'own-account': ACCOUNT_ROLES,
  approve: ['coordinator', 'supervisor'],
  'read-audit': ['supervisor', 'auditor'],
  'export-data': ['supervisor', 'registrar', 'auditor'],
  'read-reports': ['supervisor', 'registrar', 'auditor'],
  'read-profile': ['supervisor', 'registrar', 'auditor'],
  'agree-aid': ['supervisor'],
  'ask-aid': ['control', 'dispatcher', 'supervisor'],
  /** Streets and the like, which are public; nobody's position. */
  'read-map': CALLER_ROLES,
  'use-phone': ['responder'],
} as const satisfies Record<string, readonly CallerRole[]>;

export type Permission = keyof typeof MAY;

/** Whether this role has that permission. */
export function may(role: CallerRole, permission: Permission): boolean {
  const roles: readonly CallerRole[] = MAY[permission];
  return roles.includes(role);
}
