import { RETENTION, type RetentionName, type RetentionRule } from '#core/retention';
import { DAY_MS } from '#core/units';
import { count } from '#web/format';

/** Rules of the one table that are about a responder. */
const ABOUT_ME: readonly RetentionName[] = [
  'positions',
  'silent-positions',
  'decision-inputs',
  'reply-texts',
  'delivery-attempts',
  'enrolments',
  'one-time-codes',
];

/** What is kept of a responder and for how long, as it is said to them. */
export const KEPT: readonly { readonly what: string; readonly howLong: string }[] = [
  {
    what: 'Name, addresses, credentials, and what was answered to alerts',
    howLong: 'Until you erase yourself, or your organisation does',
  },
  ...ABOUT_ME.map((name) => ({ what: RETENTION[name].what, howLong: howLong(RETENTION[name]) })),
];

function howLong({ keepsForMs, from }: RetentionRule): string {
  if (keepsForMs === 0) return `Gone with ${from}`;
  return `${count(keepsForMs / DAY_MS, 'day', 'days')} from ${from}`;
}
