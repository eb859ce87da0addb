import { belongsTo, checks, column, OPTIONAL, owner, plain, table } from './columns';

/* What comes after an incident; read and written by SQL. */

const OF_INCIDENT = ['organisation_id', 'incident_id'] as const;

const AFTER_CARE = table({
  name: 'after_care',
  columns: plain([
    column.key('organisation_id'),
    column.key('assignment_id'),
    column.uuid('incident_id'),
    column.uuid('responder_id'),
    column.text('state'),
    column.instant('reminded_at', OPTIONAL),
    column.hash('sealed', OPTIONAL),
    column.instant('answered_at', OPTIONAL),
    column.text('call_back', OPTIONAL),
    column.uuid('taken_by', OPTIONAL),
    column.instant('taken_at', OPTIONAL),
    column.instant('done_at', OPTIONAL),
    column.instant('due_at', OPTIONAL),
    column.instant('thanked_at', OPTIONAL),
  ]),
  indices: [
    { name: 'after_care_responder_idx', columns: ['responder_id'] },
    {
      name: 'after_care_newest_idx',
      columns: ['organisation_id', 'answered_at', 'assignment_id'],
    },
    {
      name: 'after_care_due_idx',
      columns: ['organisation_id', 'due_at', 'assignment_id'],
      where: 'true',
    },
  ],
  checks: checks('after_care_state_check', 'after_care_call_back_check', 'after_care_answer_check'),
  foreignKeys: [
    belongsTo('incident', 'after_care_incident_fkey', OF_INCIDENT),
    belongsTo('responder', 'after_care_responder_fkey', ['organisation_id', 'responder_id']),
  ],
});

const INCIDENT_OUTCOME = table({
  name: 'incident_outcome',
  columns: plain([
    column.key('organisation_id'),
    column.key('incident_id'),
    column.text('body'),
    column.text('released_by'),
    column.uuid('released_by_id'),
    column.instant('released_at'),
  ]),
  foreignKeys: [belongsTo('incident', 'incident_outcome_incident_fkey', OF_INCIDENT)],
});

const AFTER_CARE_CONTACT = table({
  name: 'after_care_contact',
  columns: plain([column.key('organisation_id'), column.text('contact')]),
  foreignKeys: [owner('after_care_contact_owner_fkey', 'organisation_id')],
});

export const CARE_TABLES = [AFTER_CARE, INCIDENT_OUTCOME, AFTER_CARE_CONTACT];
