import { belongsTo, checks, column, OPTIONAL, owner, plain, table } from './columns';

/* Agreements between organisations and what was asked by them; read and written by SQL. */

export const AID_AGREEMENT = table({
  name: 'aid_agreement',
  columns: plain([
    column.key('organisation_id'),
    column.key('id'),
    column.uuid('partner_id'),
    column.text('partner_slug'),
    column.text('partner_name'),
    column.flag('proposed_by_us'),
    column.text('status'),
    column.instant('proposed_at'),
    column.instant('valid_until'),
    column.instant('accepted_at', OPTIONAL),
    column.instant('ended_at', OPTIONAL),
  ]),
  checks: checks('aid_agreement_status_check', 'aid_agreement_partner_check'),
  foreignKeys: [
    owner('aid_agreement_owner_fkey', 'organisation_id'),
    owner('aid_agreement_partner_fkey', 'partner_id'),
  ],
});

export const AID_REQUEST = table({
  name: 'aid_request',
  columns: plain([
    column.key('organisation_id'),
    column.key('incident_id'),
    column.key('agreement_id'),
    column.uuid('partner_incident_id'),
    column.text('partner_ref'),
    column.text('reason'),
    column.instant('asked_at'),
  ]),
  foreignKeys: [
    belongsTo('incident', 'aid_request_incident_fkey', ['organisation_id', 'incident_id']),
    belongsTo('aid_agreement', 'aid_request_agreement_fkey', ['organisation_id', 'agreement_id']),
  ],
});
