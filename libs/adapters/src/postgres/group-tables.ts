import { belongsTo, checks, column, OPTIONAL, owner, plain, table } from './columns';

/* Groups, their members, what call-outs ask of them, and call-outs shared with partners. */

export const RESPONDER_GROUP = table({
  name: 'responder_group',
  columns: plain([
    column.key('organisation_id'),
    column.key('id'),
    column.text('group_ref'),
    column.text('name'),
    column.text('kind'),
    column.text('status'),
    column.json('equipment'),
    column.uuid('asked_by', OPTIONAL),
    column.text('note', OPTIONAL),
    column.instant('created_at'),
    column.instant('updated_at'),
  ]),
  uniques: [{ name: 'responder_group_ref_key', columns: ['organisation_id', 'group_ref'] }],
  checks: checks('responder_group_kind_check', 'responder_group_status_check'),
  foreignKeys: [owner('responder_group_owner_fkey', 'organisation_id')],
});

export const GROUP_MEMBER = table({
  name: 'group_member',
  columns: plain([
    column.key('organisation_id'),
    column.key('group_id'),
    column.key('responder_id'),
    column.flag('is_coordinator'),
    column.instant('since'),
  ]),
  indices: [{ name: 'group_member_responder_idx', columns: ['responder_id'] }],
  foreignKeys: [
    belongsTo('responder_group', 'group_member_group_fkey', ['organisation_id', 'group_id']),
    belongsTo('responder', 'group_member_responder_fkey', ['organisation_id', 'responder_id']),
  ],
});

export const GROUP_ASK = table({
  name: 'group_ask',
  columns: plain([
    column.key('organisation_id'),
    column.key('id'),
    column.uuid('callout_id'),
    column.uuid('group_id'),
    column.text('need_key'),
    column.count('people_count'),
    column.json('pieces'),
    column.instant('answer_by'),
    column.text('status'),
    column.count('filled_count'),
    column.json('filled_pieces'),
    column.instant('asked_at'),
    column.instant('ended_at', OPTIONAL),
  ]),
  indices: [
    { name: 'group_ask_callout_idx', columns: ['callout_id', 'asked_at'] },
    { name: 'group_ask_group_idx', columns: ['group_id'] },
    { name: 'group_ask_due_idx', columns: ['answer_by'], where: 'true' },
  ],
  checks: checks(
    ...['group_ask_people_check', 'group_ask_status_check', 'group_ask_filled_check'],
    'group_ask_end_check',
  ),
  foreignKeys: [
    belongsTo('callout', 'group_ask_callout_fkey', ['organisation_id', 'callout_id']),
    belongsTo('responder_group', 'group_ask_group_fkey', ['organisation_id', 'group_id']),
  ],
});

export const CALLOUT_SHARE = table({
  name: 'callout_share',
  columns: plain([
    column.key('organisation_id'),
    column.key('callout_id'),
    column.key('agreement_id'),
    column.uuid('partner_id'),
    column.text('partner_ref'),
    column.json('needs'),
    column.text('reason'),
    column.instant('asked_at'),
    column.instant('told_stop_at', OPTIONAL),
    column.instant('due_at', OPTIONAL),
  ]),
  indices: [{ name: 'callout_share_due_idx', columns: ['due_at'], where: 'true' }],
  foreignKeys: [
    owner('callout_share_partner_fkey', 'partner_id'),
    belongsTo('callout', 'callout_share_callout_fkey', ['organisation_id', 'callout_id']),
    belongsTo('aid_agreement', 'callout_share_agreement_fkey', ['organisation_id', 'agreement_id']),
  ],
});
