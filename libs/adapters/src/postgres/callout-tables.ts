import { belongsTo, column, OPTIONAL, plain, table } from './columns';

/* Who a call-out has considered, how far its look has come, and its batches. */

const ASKED = ['organisation_id', 'callout_id'] as const;

export const CALLOUT_CONSIDERED = table({
  name: 'callout_considered',
  columns: plain([
    column.key('callout_id'),
    column.key('responder_id'),
    column.uuid('organisation_id'),
    column.text('reason'),
    column.count('waves'),
    ...['need_keys', 'equipment', 'channels'].map((name) => column.text(name, { array: true })),
    column.number('turn'),
    column.metres('distance_m', OPTIONAL),
    column.instant('decided_at'),
  ]),
  indices: [
    {
      name: 'callout_considered_turn_idx',
      columns: ['callout_id', 'turn', 'distance_m', 'responder_id'],
      where: 'true',
    },
  ],
  foreignKeys: [belongsTo('callout', 'callout_considered_callout_fkey', ASKED)],
});

export const CALLOUT_LOOK = table({
  name: 'callout_look',
  columns: plain([
    column.key('callout_id'),
    column.uuid('organisation_id'),
    column.text('looks_for'),
    column.instant('since', OPTIONAL),
    column.text('cursor', OPTIONAL),
    column.instant('began_at'),
    column.instant('ended_at', OPTIONAL),
    column.instant('full_at'),
    column.count('looks_count'),
  ]),
  foreignKeys: [belongsTo('callout', 'callout_look_callout_fkey', ASKED)],
});

export const CALLOUT_BATCH = table({
  name: 'callout_batch',
  columns: plain([
    column.key('callout_id'),
    column.count('batch', { primary: true }),
    column.uuid('organisation_id'),
    column.small('wave'),
    column.text('need_key'),
    column.text('equipment', OPTIONAL),
    column.instant('asked_at'),
    column.count('asked_count'),
  ]),
  foreignKeys: [belongsTo('callout', 'callout_batch_callout_fkey', ASKED)],
});
