import type { CallerRole, StaffRole } from '#core/caller-roles';
import { t } from '#web/language';

/** Roles as people say them. */
export const ROLE_NAMES: Readonly<Record<CallerRole | 'closeby' | 'nobody', string>> = {
  control: t('control system'),
  dispatcher: t('dispatcher'),
  coordinator: t('coordinator'),
  supervisor: t('supervisor'),
  registrar: t('registrar'),
  auditor: t('auditor'),
  'read-only': t('read-only'),
  responder: t('responder'),
  closeby: t('Closeby itself'),
  nobody: t('nobody known'),
};

/** What each role is for, where one is chosen. */
export const ROLE_MEANS: Readonly<Record<StaffRole, string>> = {
  dispatcher: t('follows incidents and raises them by hand'),
  coordinator: t('opens call-outs and approves large ones'),
  supervisor: t('keeps accounts, keys, rules and approvals'),
  registrar: t('keeps people and reviews their credentials'),
  auditor: t('reads the audit, and nothing else'),
  'read-only': t('looks on and changes nothing'),
};
