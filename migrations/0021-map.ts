import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/*
 * The streets under the map of the pages, as lines in the web's own projection. They are public
 * and belong to no organisation. A line stands in every square of zoom 12 that it touches, since
 * operators of PostGIS may tell what they see: row-level security would let none of them choose
 * rows by an index, while comparing the numbers of squares tells nothing.
 */
const MAP = [
  `CREATE TABLE street_file (
    file_hash text COLLATE "C" PRIMARY KEY,
    line_count integer NOT NULL,
    loaded_at timestamptz NOT NULL
  )`,
  `CREATE TABLE street_line (
    file_hash text COLLATE "C" NOT NULL,
    square_x integer NOT NULL,
    square_y integer NOT NULL,
    line_no integer NOT NULL,
    class text NOT NULL,
    name text NOT NULL,
    line geometry(LineString, 3857) NOT NULL,
    PRIMARY KEY (file_hash, square_x, square_y, line_no),
    CONSTRAINT street_line_class_check CHECK (class IN ('major', 'middle', 'minor', 'path')),
    CONSTRAINT street_line_file_fkey FOREIGN KEY (file_hash) REFERENCES street_file (file_hash)
      ON DELETE CASCADE
  )`,
  ...['street_file', 'street_line'].flatMap((each) => forceRowSecurity(each, ['map'], null)),
  'GRANT SELECT, INSERT, DELETE ON street_file, street_line TO closeby_app',
];

/** Room for the streets that the map draws. */
export class Map1700000000021 implements MigrationInterface {
  readonly name = 'Map1700000000021';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of MAP) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
