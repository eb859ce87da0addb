import type { CredentialKind } from '#core/responder';
import type { Instant } from '#core/units';

/** The name and key of the person of alias `r`. */
const PERSON = `r.external_ref AS "externalRef", r.identity,
  (SELECT pk.sealed_key FROM person_key pk WHERE pk.responder_id = r.id) AS "sealedKey"`;

/** Credentials of other people with the same kind and number; bytes as hexadecimal in JSON. */
const SAME_NUMBER = `(SELECT coalesce(json_agg(json_build_object(
    'credentialId', c2.id, 'status', c2.status, 'responderId', r2.id,
    'externalRef', r2.external_ref, 'identity', encode(r2.identity, 'hex'),
    'sealedKey', encode(pk2.sealed_key, 'hex')) ORDER BY c2.id), '[]')
  FROM credential_filing f2
  JOIN credential c2 ON c2.id = f2.credential_id
  JOIN responder r2 ON r2.id = f2.responder_id
  LEFT JOIN person_key pk2 ON pk2.responder_id = r2.id
  WHERE f2.organisation_id = c.organisation_id AND f2.number_digest = f.number_digest
    AND f2.responder_id <> c.responder_id)`;

/** Credentials `c` with what was filed about them; to be followed by its conditions. */
export const FILED = `SELECT c.id, c.responder_id AS "responderId", c.kind, c.issuer, c.status,
  c.valid_from AS "validFrom", c.valid_to AS "validTo", f.filed_at AS "filedAt",
  coalesce(f.filed_at, c.updated_at) AS "addedAt", f.number_sealed AS "numberSealed",
  f.reviewed_by AS "reviewedBy", f.reviewed_at AS "reviewedAt", f.reason,
  p.media_type AS "mediaType", p.bytes, p.uploaded_at AS "uploadedAt",
  ${PERSON}, ${SAME_NUMBER} AS "sameNumber"
FROM credential c
JOIN responder r ON r.id = c.responder_id
LEFT JOIN credential_filing f ON f.credential_id = c.id
LEFT JOIN credential_proof p ON p.credential_id = c.id`;

/** $1 organisation, $2 now, $3 until, $4 and $5 after this end and credential, $6 so many. */
export const ENDING = `SELECT c.id AS "credentialId", c.kind, c.issuer, c.valid_to AS "validTo",
  c.responder_id AS "responderId", ${PERSON},
  ARRAY(SELECT m.days::int FROM credential_reminder m WHERE m.credential_id = c.id
    AND m.valid_to = c.valid_to AND m.sent_at IS NOT NULL ORDER BY m.days DESC) AS "remindedDays"
FROM credential c JOIN responder r ON r.id = c.responder_id
WHERE c.organisation_id = $1::uuid AND c.status = 'verified'
  AND c.valid_to > $2::timestamptz AND c.valid_to <= $3::timestamptz
  AND ($4::timestamptz IS NULL OR (c.valid_to, c.id) > ($4::timestamptz, $5::uuid))
ORDER BY c.valid_to, c.id LIMIT $6::int`;

export interface EndingRow {
  readonly credentialId: string;
  readonly kind: CredentialKind;
  readonly issuer: string;
  readonly validTo: Instant;
  readonly responderId: string;
  readonly externalRef: string;
  readonly identity: Buffer | null;
  readonly sealedKey: Buffer | null;
  readonly remindedDays: readonly number[];
}
