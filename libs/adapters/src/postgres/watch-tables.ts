import { checks, column, owner, plain, table } from './columns';

/** Which server holds which phone of the watchdog. */
export const WATCH_SLOT = table({
  name: 'watch_slot',
  columns: plain([
    column.key('organisation_id'),
    column.count('slot', { primary: true }),
    column.uuid('holder'),
    column.instant('held_until'),
  ]),
  checks: checks('watch_slot_slot_check'),
  foreignKeys: [owner('watch_slot_owner_fkey', 'organisation_id')],
});
