import { column, owner, plain, table } from './columns';

/** Foreign formats as organisations describe them; read and written by SQL. */
export const CONTROL_MAPPING = table({
  name: 'control_mapping',
  columns: plain([
    column.key('organisation_id'),
    column.text('name', { collation: 'C', primary: true }),
    ...[column.text('content'), column.instant('changed_at')],
  ]),
  foreignKeys: [owner('control_mapping_owner_fkey', 'organisation_id')],
});
