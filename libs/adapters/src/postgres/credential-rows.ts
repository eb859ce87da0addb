import type { ProofMediaType } from '#core/credential-proof';
import type { CredentialKind, CredentialStatus } from '#core/responder';
import type { Instant } from '#core/units';
import { writeCursor } from '#adapters/shared/cursor';
import type { FiledCredential, Page } from '#flow/ports';
import type { PersonKeys } from './person-keys';

/** A row of `FILED`. */
export interface FiledRow {
  readonly id: string;
  readonly responderId: string;
  readonly kind: CredentialKind;
  readonly issuer: string;
  readonly status: CredentialStatus;
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
  readonly filedAt: Instant | null;
  readonly addedAt: Instant;
  readonly numberSealed: Buffer | null;
  readonly reviewedBy: string | null;
  readonly reviewedAt: Instant | null;
  readonly reason: string | null;
  readonly mediaType: ProofMediaType | null;
  readonly bytes: number | null;
  readonly uploadedAt: Instant | null;
  readonly externalRef: string;
  readonly identity: Buffer | null;
  readonly sealedKey: Buffer | null;
  readonly sameNumber: readonly SameNumberJson[];
}

interface SameNumberJson {
  readonly credentialId: string;
  readonly status: CredentialStatus;
  readonly responderId: string;
  readonly externalRef: string;
  readonly identity: string | null;
  readonly sealedKey: string | null;
}

/** A filed credential of its row, with what is sealed in it opened. */
export function openFiled(row: FiledRow, keys: PersonKeys): FiledCredential {
  const { id, responderId, kind, issuer, status, validFrom, validTo, sealedKey } = row;
  const { displayName, email } = keys.open({
    ...{ id: responderId, identity: row.identity, sealedKey },
  });
  return {
    credential: { id, kind, issuer, status, validFrom, validTo },
    responder: { id: responderId, externalRef: row.externalRef, displayName },
    email,
    number:
      row.numberSealed === null || sealedKey === null
        ? null
        : keys.openText({ responderId, sealedKey, about: aboutNumber(id) }, row.numberSealed),
    proof: proofOf(row),
    addedBy: row.filedAt === null ? 'registrar' : 'responder',
    addedAt: row.addedAt,
    ...{ reviewedBy: row.reviewedBy, reviewedAt: row.reviewedAt, reason: row.reason },
    sameNumber: row.sameNumber.map((one) => ({
      credentialId: one.credentialId,
      status: one.status,
      responder: {
        ...{ id: one.responderId, externalRef: one.externalRef },
        displayName: keys.open({
          id: one.responderId,
          identity: bytesOf(one.identity),
          sealedKey: bytesOf(one.sealedKey),
        }).displayName,
      },
    })),
  };
}

/** A page of rows of which one more was read than fits, with the cursor of the next. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => { readonly at: Instant; readonly id: string },
): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length <= limit || last === undefined) return { items, nextCursor: null };
  const { at, id } = placeOf(last);
  return { items, nextCursor: writeCursor([String(at), id]) };
}

/** What the number of a credential is sealed about. */
export function aboutNumber(credentialId: string): string {
  return `credential number ${credentialId}`;
}

function proofOf({ mediaType, bytes, uploadedAt }: FiledRow): FiledCredential['proof'] {
  return mediaType === null || bytes === null || uploadedAt === null
    ? null
    : { mediaType, bytes, uploadedAt };
}

function bytesOf(hex: string | null): Buffer | null {
  return hex === null ? null : Buffer.from(hex, 'hex');
}
