import { Initial1700000000001 } from './0001-initial';

/** All migrations, oldest first. New ones are added at the end; none is changed once released. */
export const MIGRATIONS = [Initial1700000000001] as const;
