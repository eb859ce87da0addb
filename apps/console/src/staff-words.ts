import type { CallerRole, StaffRole } from '#core/caller-roles';

/** Roles as people say them. */
export const ROLE_NAMES: Readonly<Record<CallerRole | 'closeby' | 'nobody', string>> = {
  control: 'control system',
  dispatcher: 'dispatcher',
  coordinator: 'coordinator',
  supervisor: 'supervisor',
  registrar: 'registrar',
  auditor: 'auditor',
  'read-only': 'read-only',
  responder: 'responder',
  closeby: 'Closeby itself',
  nobody: 'nobody known',
};

/** What each role is for, where one is chosen. */
export const ROLE_MEANS: Readonly<Record<StaffRole, string>> = {
  dispatcher: 'follows incidents and raises them by hand',
  coordinator: 'opens call-outs and approves large ones',
  supervisor: 'keeps accounts, keys, rules and approvals',
  registrar: 'keeps people and reviews their credentials',
  auditor: 'reads the audit, and nothing else',
  'read-only': 'looks on and changes nothing',
};
