import { checks, column, plain, table } from './columns';

/* Streets under the map of the pages; read and written by SQL of the map's own adapter. */

export const STREET_FILE = table({
  name: 'street_file',
  columns: plain([
    column.text('file_hash', { primary: true, collation: 'C' }),
    column.count('line_count'),
    column.instant('loaded_at'),
  ]),
});

export const STREET_LINE = table({
  name: 'street_line',
  columns: plain([
    column.text('file_hash', { primary: true, collation: 'C' }),
    column.count('square_x', { primary: true }),
    column.count('square_y', { primary: true }),
    column.count('line_no', { primary: true }),
    column.text('class'),
    column.text('name'),
    { name: 'line', type: 'geometry', spatialFeatureType: 'LineString', srid: 3857 },
  ]),
  checks: checks('street_line_class_check'),
  foreignKeys: [
    {
      name: 'street_line_file_fkey',
      target: 'street_file',
      columnNames: ['file_hash'],
      referencedColumnNames: ['file_hash'],
      onDelete: 'CASCADE',
    },
  ],
});
