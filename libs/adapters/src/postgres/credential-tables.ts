import type { ProofMediaType } from '#core/credential-proof';
import type { Instant } from '#core/units';
import { belongsTo, checks, column, OPTIONAL, owner, table } from './columns';

const CASCADE = { onDelete: 'CASCADE' } as const;

/** With its credential, and gone with it. */
function ofCredential(name: string) {
  return {
    name,
    target: 'credential',
    columnNames: ['credentialId'],
    referencedColumnNames: ['id'],
    ...CASCADE,
  };
}

export interface CredentialFilingRow {
  credentialId: string;
  organisationId: string;
  responderId: string;
  filedAt: Instant | null;
  numberSealed: Buffer | null;
  numberDigest: Buffer | null;
  reviewedBy: string | null;
  reviewedAt: Instant | null;
  reason: string | null;
}

/** What was filed about a credential and who has looked at it. */
export const CREDENTIAL_FILING = table<CredentialFilingRow>({
  name: 'credential_filing',
  columns: {
    credentialId: column.key('credential_id'),
    organisationId: column.uuid('organisation_id'),
    responderId: column.uuid('responder_id'),
    filedAt: column.instant('filed_at', OPTIONAL),
    numberSealed: column.hash('number_sealed', OPTIONAL),
    numberDigest: column.hash('number_digest', OPTIONAL),
    reviewedBy: column.uuid('reviewed_by', OPTIONAL),
    reviewedAt: column.instant('reviewed_at', OPTIONAL),
    reason: column.text('reason', OPTIONAL),
  },
  indices: [{ name: 'credential_filing_number_idx', columns: ['organisationId', 'numberDigest'] }],
  checks: checks('credential_filing_number_check', 'credential_filing_review_check'),
  foreignKeys: [
    ofCredential('credential_filing_credential_fkey'),
    belongsTo('responder', 'credential_filing_responder_fkey', ['organisationId', 'responderId']),
  ],
});

export interface CredentialProofRow {
  credentialId: string;
  organisationId: string;
  responderId: string;
  mediaType: ProofMediaType;
  bytes: number;
  sealed: Buffer;
  uploadedAt: Instant;
}

/** Proofs, sealed under the keys of their people. */
export const CREDENTIAL_PROOF = table<CredentialProofRow>({
  name: 'credential_proof',
  columns: {
    credentialId: column.key('credential_id'),
    organisationId: column.uuid('organisation_id'),
    responderId: column.uuid('responder_id'),
    mediaType: column.text('media_type'),
    bytes: column.count('bytes'),
    sealed: column.hash('sealed'),
    uploadedAt: column.instant('uploaded_at'),
  },
  checks: checks('credential_proof_media_type_check'),
  foreignKeys: [
    ofCredential('credential_proof_credential_fkey'),
    belongsTo('responder', 'credential_proof_responder_fkey', ['organisationId', 'responderId']),
  ],
});

export interface CredentialReminderRow {
  credentialId: string;
  validTo: Instant;
  days: number;
  organisationId: string;
  leaseId: string;
  leasedUntil: Instant;
  sentAt: Instant | null;
}

/** Reminders of an end: in hand of a worker, or sent. */
export const CREDENTIAL_REMINDER = table<CredentialReminderRow>({
  name: 'credential_reminder',
  columns: {
    credentialId: column.key('credential_id'),
    validTo: column.instant('valid_to', { primary: true }),
    days: column.small('days', { primary: true }),
    organisationId: column.uuid('organisation_id'),
    leaseId: column.uuid('lease_id'),
    leasedUntil: column.instant('leased_until'),
    sentAt: column.instant('sent_at', OPTIONAL),
  },
  checks: checks('credential_reminder_days_check'),
  foreignKeys: [
    ofCredential('credential_reminder_credential_fkey'),
    owner('credential_reminder_owner_fkey', 'organisationId'),
  ],
});
