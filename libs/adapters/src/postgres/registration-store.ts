import type { Pool } from 'pg';
import { tryCode, type OneTimeCode } from '#core/one-time-code';
import type { ContactProof, OrganisationSettings, PushClaim, RegistrationStore } from '#flow/ports';
import { acrossOrganisations, inOrganisation, readAcross } from './transaction';

const SETTINGS = `SELECT id, slug, name, time_zone AS "timeZone",
    self_registration AS "selfRegistration", control_phone AS "controlPhone"
  FROM organisation`;

const PUT_CODE = `INSERT INTO one_time_code
    (purpose, of_id, organisation_id, sealed, code_digest, expires_at, tries_left, used_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (purpose, of_id) DO UPDATE SET sealed = excluded.sealed,
    code_digest = excluded.code_digest, expires_at = excluded.expires_at,
    tries_left = excluded.tries_left, used_at = excluded.used_at`;

const CODE = `SELECT organisation_id AS "organisationId", sealed,
    code_digest = ANY ($3::bytea[]) AS "isRight",
    expires_at AS "expiresAt", tries_left AS "triesLeft", used_at AS "usedAt"
  FROM one_time_code WHERE purpose = $1 AND of_id = $2 FOR UPDATE`;

const TRIED = `UPDATE one_time_code SET tries_left = $3, used_at = $4
  WHERE purpose = $1 AND of_id = $2`;

const PROVE = `INSERT INTO contact_proof (responder_id, kind, organisation_id, digest, proven_at)
  VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (responder_id, kind)
    DO UPDATE SET digest = excluded.digest, proven_at = excluded.proven_at`;

const PUT_CLAIM = `INSERT INTO push_claim
    (device_id, organisation_id, channel, sealed, challenge_digest, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (device_id) DO UPDATE SET channel = excluded.channel, sealed = excluded.sealed,
    challenge_digest = excluded.challenge_digest, expires_at = excluded.expires_at`;

const TAKE_CLAIM = `DELETE FROM push_claim
  WHERE organisation_id = $1 AND device_id = $2 AND expires_at > $4
    AND challenge_digest = ANY ($3::bytea[])
  RETURNING device_id AS "deviceId", organisation_id AS "organisationId", channel, sealed,
    expires_at AS "expiresAt"`;

interface CodeRow extends OneTimeCode {
  readonly organisationId: string;
  readonly sealed: Buffer;
  readonly isRight: boolean;
}

/** Codes, proofs and claims in PostgreSQL. */
export class PostgresRegistrationStore implements RegistrationStore {
  /** @param doorPool for what is asked before anybody is signed in */
  constructor(
    private readonly pool: Pool,
    private readonly doorPool: Pool,
  ) {}

  organisationBySlug: RegistrationStore['organisationBySlug'] = async (slug) => {
    const text = `${SETTINGS} WHERE slug = $1`;
    const [row] = await readAcross<OrganisationSettings>(this.doorPool, { text, values: [slug] });
    return row ?? null;
  };

  settings: RegistrationStore['settings'] = (organisationId) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const text = `${SETTINGS} WHERE id = $1`;
      const [row] = await tx.rows<OrganisationSettings>({ text, values: [organisationId] });
      return row ?? null;
    });

  setSelfRegistration: RegistrationStore['setSelfRegistration'] = (organisationId, isAllowed) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const text = 'UPDATE organisation SET self_registration = $2 WHERE id = $1';
      await tx.rows({ text, values: [organisationId, isAllowed] });
    });

  setControlPhone: RegistrationStore['setControlPhone'] = (organisationId, phone) =>
    inOrganisation(this.pool, organisationId, async (tx) => {
      const text = 'UPDATE organisation SET control_phone = $2 WHERE id = $1';
      await tx.rows({ text, values: [organisationId, phone] });
    });

  putCode: RegistrationStore['putCode'] = ({ purpose, ofId }, kept) =>
    inOrganisation(this.pool, kept.organisationId, async (tx) => {
      const { organisationId, sealed, codeDigest, code, now } = kept;
      const text = 'DELETE FROM one_time_code WHERE organisation_id = $1 AND expires_at < $2';
      await tx.rows({ text, values: [organisationId, new Date(now)] });
      await tx.rows({
        text: PUT_CODE,
        values: [
          ...[purpose, ofId, organisationId, Buffer.from(sealed), Buffer.from(codeDigest)],
          ...[new Date(code.expiresAt), code.triesLeft, dateOf(code.usedAt)],
        ],
      });
    });

  tryCode: RegistrationStore['tryCode'] = ({ purpose, ofId }, codeDigests, now) =>
    acrossOrganisations(this.doorPool, async (tx) => {
      const values = [purpose, ofId, codeDigests.map((digest) => Buffer.from(digest))];
      const [row] = await tx.rows<CodeRow>({ text: CODE, values });
      if (row === undefined) return null;
      const { letsIn, code } = tryCode(row, row.isRight, now);
      const after = [purpose, ofId, code.triesLeft, dateOf(code.usedAt)];
      await tx.rows({ text: TRIED, values: after });
      return letsIn ? { organisationId: row.organisationId, sealed: row.sealed } : null;
    });

  prove: RegistrationStore['prove'] = (proof) =>
    inOrganisation(this.pool, proof.organisationId, async (tx) => {
      const { responderId, kind, organisationId, digest, provenAt } = proof;
      const values = [responderId, kind, organisationId, Buffer.from(digest), new Date(provenAt)];
      await tx.rows({ text: PROVE, values });
    });

  proofsOf: RegistrationStore['proofsOf'] = (organisationId, responderId) =>
    inOrganisation(this.pool, organisationId, (tx) =>
      tx.rows<ContactProof>({
        text: `SELECT responder_id AS "responderId", kind, digest, proven_at AS "provenAt"
          FROM contact_proof WHERE organisation_id = $1 AND responder_id = $2 ORDER BY kind`,
        values: [organisationId, responderId],
      }),
    );

  putPushClaim: RegistrationStore['putPushClaim'] = (claim) =>
    inOrganisation(this.pool, claim.organisationId, async (tx) => {
      const { deviceId, organisationId, channel, sealed, challengeDigest, expiresAt } = claim;
      const bytes = [Buffer.from(sealed), Buffer.from(challengeDigest)];
      const values = [deviceId, organisationId, channel, ...bytes, new Date(expiresAt)];
      await tx.rows({ text: PUT_CLAIM, values });
    });

  takePushClaim: RegistrationStore['takePushClaim'] = (input) =>
    inOrganisation(this.pool, input.organisationId, async (tx) => {
      const { organisationId, deviceId, challengeDigests, now } = input;
      const digests = challengeDigests.map((digest) => Buffer.from(digest));
      const values = [organisationId, deviceId, digests, new Date(now)];
      const [claim] = await tx.rows<PushClaim>({ text: TAKE_CLAIM, values });
      return claim ?? null;
    });
}

function dateOf(instant: number | null): Date | null {
  return instant === null ? null : new Date(instant);
}
