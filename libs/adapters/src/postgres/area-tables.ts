import { checks, column, OPTIONAL, owner, plain, table } from './columns';

/* Areas kept by name, their codes, and what messages cost; read and written by SQL. */

export const STORED_AREA = table({
  name: 'stored_area',
  columns: plain([
    column.key('organisation_id'),
    column.text('area_ref', { primary: true, collation: 'C' }),
    column.text('label'),
    column.text('description', OPTIONAL),
    { name: 'area', type: 'geometry', spatialFeatureType: 'MultiPolygon', srid: 4326 },
    column.count('point_count'),
    column.json('geocodes'),
    column.text('source', OPTIONAL),
    column.text('fingerprint'),
    column.instant('updated_at'),
  ]),
  foreignKeys: [owner('stored_area_owner_fkey', 'organisation_id')],
});

export const STORED_AREA_GEOCODE = table({
  name: 'stored_area_geocode',
  columns: plain([
    column.key('organisation_id'),
    column.text('geocode_key', { primary: true, collation: 'C' }),
    column.text('area_ref', { primary: true, collation: 'C' }),
  ]),
  indices: [{ name: 'stored_area_geocode_area_idx', columns: ['organisation_id', 'area_ref'] }],
  foreignKeys: [
    {
      name: 'stored_area_geocode_area_fkey',
      target: 'stored_area',
      columnNames: ['organisation_id', 'area_ref'],
      referencedColumnNames: ['organisation_id', 'area_ref'],
      onDelete: 'CASCADE',
    },
  ],
});

export const MESSAGE_PRICES = table({
  name: 'message_prices',
  columns: plain([column.key('organisation_id'), column.text('currency'), column.json('prices')]),
  checks: checks('message_prices_currency_check'),
  foreignKeys: [owner('message_prices_owner_fkey', 'organisation_id')],
});
