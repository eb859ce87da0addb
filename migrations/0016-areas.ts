import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/*
 * Areas that an organisation keeps under names of its own, the codes by which warnings name them,
 * and what messages cost. Codes have rows of their own since looking into a document is not
 * leakproof: row-level security would let no index choose rows by it.
 */

const AREAS = [
  `CREATE TABLE stored_area (
    organisation_id uuid NOT NULL CONSTRAINT stored_area_owner_fkey REFERENCES organisation (id),
    area_ref text COLLATE "C" NOT NULL,
    label text NOT NULL,
    description text,
    area geometry(MultiPolygon, 4326) NOT NULL,
    point_count integer NOT NULL,
    geocodes jsonb NOT NULL,
    source text,
    fingerprint text NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, area_ref)
  )`,
  `CREATE TABLE stored_area_geocode (
    organisation_id uuid NOT NULL,
    geocode_key text COLLATE "C" NOT NULL,
    area_ref text COLLATE "C" NOT NULL,
    PRIMARY KEY (organisation_id, geocode_key, area_ref),
    CONSTRAINT stored_area_geocode_area_fkey FOREIGN KEY (organisation_id, area_ref)
      REFERENCES stored_area (organisation_id, area_ref) ON DELETE CASCADE
  )`,
  'CREATE INDEX stored_area_geocode_area_idx ON stored_area_geocode (organisation_id, area_ref)',
  `CREATE TABLE message_prices (
    organisation_id uuid PRIMARY KEY
      CONSTRAINT message_prices_owner_fkey REFERENCES organisation (id),
    currency text NOT NULL,
    prices jsonb NOT NULL,
    CONSTRAINT message_prices_currency_check CHECK (currency ~ '^[A-Z]{3}$')
  )`,
  ...['stored_area', 'stored_area_geocode', 'message_prices'].flatMap((each) =>
    forceRowSecurity(each),
  ),
  `GRANT SELECT, INSERT, DELETE, UPDATE (label, description, area, point_count, geocodes, source,
    fingerprint, updated_at) ON stored_area TO closeby_app`,
  'GRANT SELECT, INSERT, DELETE ON stored_area_geocode TO closeby_app',
  'GRANT SELECT, INSERT, UPDATE (currency, prices) ON message_prices TO closeby_app',
];

/** Lets organisations keep areas by name and by code, and say what messages cost. */
export class Areas1700000000016 implements MigrationInterface {
  readonly name = 'Areas1700000000016';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of AREAS) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
