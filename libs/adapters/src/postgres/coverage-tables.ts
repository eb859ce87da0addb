import { column, OPTIONAL, owner, plain, table } from './columns';

/* Below what coverage a coordinator is told, and what was found; read and written by SQL. */

const COVERAGE_THRESHOLD = table({
  name: 'coverage_threshold',
  columns: plain([column.key('organisation_id'), column.json('threshold')]),
  foreignKeys: [owner('coverage_threshold_owner_fkey', 'organisation_id')],
});

const COVERAGE_WARNING = table({
  name: 'coverage_warning',
  columns: plain([
    column.key('organisation_id'),
    column.text('day', { primary: true }),
    column.instant('at'),
    column.flag('is_below'),
    column.json('found'),
    column.instant('taken_until', OPTIONAL),
    column.instant('told_at', OPTIONAL),
  ]),
  foreignKeys: [owner('coverage_warning_owner_fkey', 'organisation_id')],
});

export const COVERAGE_TABLES = [COVERAGE_THRESHOLD, COVERAGE_WARNING];
