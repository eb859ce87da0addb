import { belongsTo, checks, column, OPTIONAL, owner, plain, table } from './columns';

/* Offers and needs with their claims; read and written by SQL. */

const CASCADE = { onDelete: 'CASCADE' } as const;

export const BOARD_SETTINGS = table({
  name: 'board_settings',
  columns: plain([column.key('organisation_id'), column.flag('is_public')]),
  foreignKeys: [owner('board_settings_owner_fkey', 'organisation_id')],
});

export const BOARD_ENTRY = table({
  name: 'board_entry',
  columns: plain([
    column.key('organisation_id'),
    column.key('id'),
    column.text('source'),
    column.uuid('responder_id', OPTIONAL),
    column.text('side'),
    column.text('kind'),
    column.text('title'),
    column.text('note', OPTIONAL),
    column.count('quantity'),
    column.instant('from_at'),
    column.instant('until_at'),
    column.number('lat'),
    column.number('lon'),
    column.number('cell_lat'),
    column.number('cell_lon'),
    column.metres('cell_size_m'),
    column.count('travel_max_m'),
    column.text('status'),
    column.instant('created_at'),
    column.instant('confirmed_at'),
    column.instant('asked_again_at', OPTIONAL),
    column.instant('vetted_at', OPTIONAL),
    column.text('reason', OPTIONAL),
    column.instant('ended_at', OPTIONAL),
    column.instant('due_at', OPTIONAL),
    column.hash('contact', OPTIONAL),
    column.hash('address_digest', OPTIONAL),
  ]),
  indices: [
    { name: 'board_entry_newest_idx', columns: ['organisation_id', 'created_at', 'id'] },
    { name: 'board_entry_box_idx', columns: ['organisation_id', 'status', 'lat', 'lon'] },
    { name: 'board_entry_responder_idx', columns: ['responder_id'] },
    { name: 'board_entry_due_idx', columns: ['due_at'], where: 'true' },
  ],
  checks: checks(
    ...['board_entry_source_check', 'board_entry_side_check', 'board_entry_quantity_check'],
    ...['board_entry_status_check', 'board_entry_times_check', 'board_entry_end_check'],
    'board_entry_from_check',
  ),
  foreignKeys: [
    owner('board_entry_owner_fkey', 'organisation_id'),
    belongsTo('responder', 'board_entry_responder_fkey', ['organisation_id', 'responder_id']),
  ],
});

export const BOARD_CLAIM = table({
  name: 'board_claim',
  columns: plain([
    column.key('organisation_id'),
    column.key('id'),
    column.uuid('entry_id'),
    column.uuid('responder_id', OPTIONAL),
    column.uuid('for_entry_id', OPTIONAL),
    column.count('quantity'),
    column.text('status'),
    column.instant('claimed_at'),
    column.instant('expires_at'),
    column.instant('reminded_at', OPTIONAL),
    column.instant('ended_at', OPTIONAL),
    column.instant('due_at', OPTIONAL),
  ]),
  indices: [
    { name: 'board_claim_entry_idx', columns: ['entry_id'] },
    { name: 'board_claim_for_idx', columns: ['for_entry_id'] },
    { name: 'board_claim_responder_idx', columns: ['responder_id'] },
    { name: 'board_claim_due_idx', columns: ['due_at'], where: 'true' },
  ],
  checks: checks(
    ...['board_claim_quantity_check', 'board_claim_status_check', 'board_claim_who_check'],
    'board_claim_end_check',
  ),
  foreignKeys: [
    { ...belongsTo('board_entry', 'board_claim_entry_fkey', of('entry_id')), ...CASCADE },
    { ...belongsTo('board_entry', 'board_claim_for_fkey', of('for_entry_id')), ...CASCADE },
    belongsTo('responder', 'board_claim_responder_fkey', of('responder_id')),
  ],
});

export const BOARD_REPORT = table({
  name: 'board_report',
  columns: plain([
    column.key('organisation_id'),
    column.key('entry_id'),
    column.text('kind', { primary: true }),
    column.hash('by_digest', { primary: true }),
    column.instant('at'),
  ]),
  checks: checks('board_report_kind_check'),
  foreignKeys: [
    { ...belongsTo('board_entry', 'board_report_entry_fkey', of('entry_id')), ...CASCADE },
  ],
});

function of(parent: string): readonly [string, string] {
  return ['organisation_id', parent];
}
