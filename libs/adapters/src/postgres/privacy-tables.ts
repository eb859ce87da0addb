import type { Instant } from '#core/units';
import { belongsTo, checks, column, OPTIONAL, owner, plain, table } from './columns';

export interface PersonKeyRow {
  responderId: string;
  organisationId: string;
  sealedKey: Buffer | null;
  shreddedAt: Instant | null;
}

/** Keys of people; a backup leaves the rows of this table out. */
export const PERSON_KEY = table<PersonKeyRow>({
  name: 'person_key',
  columns: {
    responderId: column.key('responder_id'),
    organisationId: column.uuid('organisation_id'),
    sealedKey: column.hash('sealed_key', OPTIONAL),
    shreddedAt: column.instant('shredded_at', OPTIONAL),
  },
  checks: checks('person_key_shredded_check'),
  foreignKeys: [
    belongsTo('responder', 'person_key_responder_fkey', ['organisationId', 'responderId']),
  ],
});

/** When each thing last went. */
export const RETENTION_RUN = table({
  name: 'retention_run',
  columns: plain([
    column.key('organisation_id'),
    column.text('what', { primary: true }),
    column.instant('at'),
    column.counter('deleted'),
  ]),
  foreignKeys: [owner('retention_run_owner_fkey', 'organisation_id')],
});

export interface PlainPersonRow {
  responderId: string;
  organisationId: string;
  displayName: string;
  phone: string | null;
  email: string | null;
}

/** People from before they were sealed; empty once a server has started. */
export const PLAIN_PERSON = table<PlainPersonRow>({
  name: 'plain_person',
  columns: {
    responderId: column.key('responder_id'),
    organisationId: column.uuid('organisation_id'),
    displayName: column.text('display_name'),
    phone: column.text('phone', OPTIONAL),
    email: column.text('email', OPTIONAL),
  },
  foreignKeys: [
    belongsTo('responder', 'plain_person_responder_fkey', ['organisationId', 'responderId']),
  ],
});
