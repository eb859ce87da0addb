import { checks, column, OPTIONAL, owner, plain, table } from './columns';

/*
 * The audit and what waits for a second person. They are read by hand-written SQL and written by
 * the database's own function; they stand here so that the drift gate knows them.
 */

export const AUDIT_HEAD = table({
  name: 'audit_head',
  columns: plain([column.key('organisation_id'), column.counter('seq'), column.hash('hash')]),
  checks: checks('audit_head_hash_check'),
  foreignKeys: [owner('audit_head_owner_fkey', 'organisation_id')],
});

export const AUDIT_ENTRY = table({
  name: 'audit_entry',
  columns: plain([
    column.key('organisation_id'),
    column.counter('seq', { primary: true }),
    column.instant('at'),
    column.text('actor_role'),
    column.text('actor_id', OPTIONAL),
    column.text('action'),
    column.text('subject_kind', OPTIONAL),
    column.text('subject_id', OPTIONAL),
    column.text('outcome'),
    column.text('canonical'),
    column.hash('hash'),
  ]),
  indices: [
    { name: 'audit_entry_actor_idx', columns: ['organisation_id', 'actor_id', 'seq'] },
    { name: 'audit_entry_action_idx', columns: ['organisation_id', 'action', 'seq'] },
    { name: 'audit_entry_subject_idx', columns: ['organisation_id', 'subject_id', 'seq'] },
    { name: 'audit_entry_at_idx', columns: ['organisation_id', 'at'] },
  ],
  checks: checks('audit_entry_seq_check', 'audit_entry_outcome_check', 'audit_entry_hash_check'),
  foreignKeys: [owner('audit_entry_owner_fkey', 'organisation_id')],
});

export const APPROVAL = table({
  name: 'approval',
  columns: plain([
    column.key('id'),
    column.uuid('organisation_id'),
    ...['kind', 'status', 'control_ref'].map((name) => column.text(name)),
    column.json('request'),
    column.count('reach_count'),
    column.text('reason'),
    column.text('asked_role'),
    column.uuid('asked_by'),
    column.instant('asked_at'),
    column.instant('expires_at'),
    column.text('decided_role', OPTIONAL),
    column.uuid('decided_by', OPTIONAL),
    column.instant('decided_at', OPTIONAL),
    column.text('decision_reason', OPTIONAL),
  ]),
  indices: [{ name: 'approval_newest_idx', columns: ['organisation_id', 'asked_at', 'id'] }],
  checks: checks(
    ...['approval_kind_check', 'approval_status_check', 'approval_decided_check'],
    'approval_second_check',
  ),
  foreignKeys: [owner('approval_owner_fkey', 'organisation_id')],
});
