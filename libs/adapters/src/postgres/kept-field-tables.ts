import { checks, column, owner, plain, table } from './columns';

/* What foreign messages said that was not understood; read and written by SQL. */

export const KEPT_FIELDS = table({
  name: 'kept_fields',
  columns: plain([
    column.key('id'),
    column.uuid('organisation_id'),
    column.text('control_ref'),
    column.text('format'),
    column.text('op'),
    column.counter('message_order'),
    column.hash('sealed'),
    column.instant('received_at'),
  ]),
  uniques: [
    {
      name: 'kept_fields_message_key',
      columns: ['organisation_id', 'control_ref', 'format', 'op', 'message_order'],
    },
  ],
  indices: [{ name: 'kept_fields_received_idx', columns: ['organisation_id', 'received_at'] }],
  checks: checks('kept_fields_op_check'),
  foreignKeys: [owner('kept_fields_owner_fkey', 'organisation_id')],
});
