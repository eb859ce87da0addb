import type { MigrationInterface, QueryRunner } from 'typeorm';
import { forceRowSecurity } from './row-security';

/*
 * One roster of call-outs. That nobody is bound to two of them at one time is a constraint, which
 * needs an index over an id and a time: the extension btree_gist, which belongs to PostgreSQL and
 * is a trusted one, so that the owner of the database may add it.
 */

const EXTENSION = `
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'btree_gist') THEN
    BEGIN
      CREATE EXTENSION btree_gist;
    EXCEPTION WHEN OTHERS THEN
      RAISE EXCEPTION 'this database lacks btree_gist and this role may not add it (%)', SQLERRM
        USING HINT = 'As a superuser, in this database: CREATE EXTENSION btree_gist';
    END;
  END IF;
END $$`;

const STATUSES = `'reserve', 'expected', 'en-route', 'held', 'checked-in', 'checked-out',
  'withdrawn', 'stood-down', 'no-show'`;
const BOUND = `'expected', 'en-route', 'held', 'checked-in'`;

const PASSES = [
  `CREATE TABLE callout_pass (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL,
    callout_id uuid NOT NULL,
    label text NOT NULL,
    code_hash bytea NOT NULL CONSTRAINT callout_pass_code_key UNIQUE,
    uses_max integer NOT NULL,
    used_count integer NOT NULL DEFAULT 0,
    valid_until timestamptz NOT NULL,
    muster_key text,
    created_at timestamptz NOT NULL,
    revoked_at timestamptz,
    CONSTRAINT callout_pass_uses_check CHECK (used_count BETWEEN 0 AND uses_max),
    CONSTRAINT callout_pass_organisation_key UNIQUE (organisation_id, id),
    CONSTRAINT callout_pass_callout_fkey FOREIGN KEY (organisation_id, callout_id)
      REFERENCES callout (organisation_id, id)
  )`,
  'CREATE INDEX callout_pass_callout_idx ON callout_pass (callout_id, created_at)',
];

const BOOKINGS = [
  `CREATE TABLE callout_booking (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL,
    callout_id uuid NOT NULL,
    alert_id uuid CONSTRAINT callout_booking_alert_key UNIQUE,
    responder_id uuid,
    pass_id uuid,
    group_id uuid,
    sealed bytea,
    status text NOT NULL CONSTRAINT callout_booking_status_check CHECK (status IN (${STATUSES})),
    need_key text,
    muster_key text,
    wished_need_key text,
    wished_muster_key text,
    people_count integer NOT NULL
      CONSTRAINT callout_booking_people_check CHECK (people_count > 0),
    pieces jsonb NOT NULL,
    from_at timestamptz,
    until_at timestamptz,
    note text,
    during tstzrange NOT NULL
      CONSTRAINT callout_booking_during_check CHECK (NOT isempty(during)),
    booked_at timestamptz NOT NULL,
    eta_at timestamptz,
    checked_in_at timestamptz,
    checked_out_at timestamptz,
    due_out_at timestamptz,
    ended_at timestamptz,
    ended_reason text,
    CONSTRAINT callout_booking_place_check CHECK (
      CASE WHEN status = 'reserve' THEN need_key IS NULL AND muster_key IS NULL
        WHEN status IN (${BOUND}, 'checked-out')
          THEN need_key IS NOT NULL AND muster_key IS NOT NULL
        ELSE true END),
    CONSTRAINT callout_booking_who_check CHECK (responder_id IS NULL OR pass_id IS NULL),
    CONSTRAINT callout_booking_organisation_key UNIQUE (organisation_id, id),
    CONSTRAINT callout_booking_callout_fkey FOREIGN KEY (organisation_id, callout_id)
      REFERENCES callout (organisation_id, id),
    CONSTRAINT callout_booking_alert_fkey FOREIGN KEY (organisation_id, alert_id)
      REFERENCES alert (organisation_id, id),
    CONSTRAINT callout_booking_responder_fkey FOREIGN KEY (organisation_id, responder_id)
      REFERENCES responder (organisation_id, id),
    CONSTRAINT callout_booking_pass_fkey FOREIGN KEY (organisation_id, pass_id)
      REFERENCES callout_pass (organisation_id, id),
    CONSTRAINT callout_booking_once_excl EXCLUDE USING gist
      (responder_id WITH =, during WITH &&) WHERE (status IN (${BOUND}))
  )`,
  `CREATE INDEX callout_booking_roster_idx ON callout_booking (callout_id, booked_at, id)`,
  `CREATE INDEX callout_booking_reserve_idx ON callout_booking (callout_id, booked_at, id)
    WHERE status = 'reserve'`,
  // For decisions about incidents: comparisons of ranges may not use an index under row security.
  `CREATE INDEX callout_booking_bound_idx ON callout_booking (responder_id)
    WHERE status IN (${BOUND})`,
  `CREATE INDEX callout_booking_responder_idx ON callout_booking (responder_id)`,
];

/*
 * Whoever said yes to a call-out that goes on is expected there; of whoever said yes to two at one
 * time, the first yes counts.
 */
const EXPECTED = `INSERT INTO callout_booking (id, organisation_id, callout_id, alert_id,
    responder_id, status, need_key, muster_key, people_count, pieces, during, booked_at)
  SELECT gen_random_uuid(), a.organisation_id, a.callout_id, a.id, a.responder_id, 'expected',
    c.needs #>> '{0,needKey}', c.muster_points #>> '{0,musterKey}', 1, '{}',
    tstzrange(c.window_from, c.window_until), coalesce(a.answered_at, a.ended_at)
  FROM alert a JOIN callout c ON c.organisation_id = a.organisation_id AND c.id = a.callout_id
  WHERE a.status = 'accepted' AND c.status IN ('open', 'filled')
  ORDER BY a.answered_at, a.id
  ON CONFLICT DO NOTHING`;

/** Nobody is erased out of a roster that still expects them. */
const ERASURE = [
  `CREATE FUNCTION keep_bound_booking() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF EXISTS (SELECT FROM callout c WHERE c.id = OLD.callout_id
      AND c.organisation_id = OLD.organisation_id AND c.status IN ('open', 'filled')) THEN
      RAISE EXCEPTION 'still bound' USING ERRCODE = 'object_in_use';
    END IF;
    RETURN OLD;
  END $$`,
  `CREATE TRIGGER callout_booking_bound BEFORE DELETE ON callout_booking FOR EACH ROW
    WHEN (OLD.status IN (${BOUND})) EXECUTE FUNCTION keep_bound_booking()`,
];

const GRANTS = [
  'GRANT SELECT, INSERT ON callout_pass, callout_booking TO closeby_app',
  'GRANT UPDATE (used_count, revoked_at) ON callout_pass TO closeby_app',
  `GRANT UPDATE (status, sealed, need_key, muster_key, note, during, eta_at, checked_in_at,
    checked_out_at, due_out_at, ended_at, ended_reason) ON callout_booking TO closeby_app`,
];

/** Adds the roster of call-outs, and passes for people without an account. */
export class Bookings1700000000015 implements MigrationInterface {
  readonly name = 'Bookings1700000000015';

  async up(queryRunner: QueryRunner): Promise<void> {
    const statements = [
      EXTENSION,
      ...PASSES,
      ...BOOKINGS,
      ...ERASURE,
      ...GRANTS,
      // Whoever comes with a code belongs to no organisation yet.
      ...forceRowSecurity('callout_pass', ['door reads']),
      ...forceRowSecurity('callout_booking', ['queue']),
      EXPECTED,
    ];
    for (const statement of statements) await queryRunner.query(statement);
  }

  /** Migrations go forward only: a backup is what undoes one. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations are not undone; restore a backup instead'));
  }
}
