import type { Instant } from '#core/units';
import type { CodePurpose, PushClaim } from '#flow/ports';
import type { ContactKind } from '#core/registration';
import { belongsTo, checks, column, OPTIONAL, owner, table } from './columns';

interface OneTimeCodeRow {
  purpose: CodePurpose;
  ofId: string;
  organisationId: string;
  sealed: Buffer;
  codeDigest: Buffer;
  expiresAt: Instant;
  triesLeft: number;
  usedAt: Instant | null;
}

export const ONE_TIME_CODE = table<OneTimeCodeRow>({
  name: 'one_time_code',
  columns: {
    purpose: column.text('purpose', { primary: true }),
    ofId: column.key('of_id'),
    organisationId: column.uuid('organisation_id'),
    sealed: column.hash('sealed'),
    codeDigest: column.hash('code_digest'),
    expiresAt: column.instant('expires_at'),
    triesLeft: column.small('tries_left'),
    usedAt: column.instant('used_at', OPTIONAL),
  },
  indices: [{ name: 'one_time_code_expires_idx', columns: ['expiresAt'] }],
  checks: checks('one_time_code_purpose_check', 'one_time_code_tries_check'),
  foreignKeys: [owner('one_time_code_owner_fkey', 'organisationId')],
});

interface ContactProofRow {
  responderId: string;
  kind: ContactKind;
  organisationId: string;
  digest: Buffer;
  provenAt: Instant;
}

export const CONTACT_PROOF = table<ContactProofRow>({
  name: 'contact_proof',
  columns: {
    responderId: column.key('responder_id'),
    kind: column.text('kind', { primary: true }),
    organisationId: column.uuid('organisation_id'),
    digest: column.hash('digest'),
    provenAt: column.instant('proven_at'),
  },
  checks: checks('contact_proof_kind_check'),
  foreignKeys: [
    belongsTo('responder', 'contact_proof_responder_fkey', ['organisationId', 'responderId']),
  ],
});

interface DeviceTokenRow {
  tokenHash: Buffer;
  organisationId: string;
  deviceId: string;
  expiresAt: Instant;
  tradedAt: Instant | null;
}

export const DEVICE_TOKEN = table<DeviceTokenRow>({
  name: 'device_token',
  columns: {
    tokenHash: column.hash('token_hash', { primary: true }),
    organisationId: column.uuid('organisation_id'),
    deviceId: column.uuid('device_id'),
    expiresAt: column.instant('expires_at'),
    tradedAt: column.instant('traded_at', OPTIONAL),
  },
  indices: [{ name: 'device_token_device_idx', columns: ['deviceId'] }],
  foreignKeys: [
    {
      name: 'device_token_device_fkey',
      target: 'device',
      columnNames: ['deviceId'],
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
    owner('device_token_owner_fkey', 'organisationId'),
  ],
});

interface PushClaimRow {
  deviceId: string;
  organisationId: string;
  channel: PushClaim['channel'];
  sealed: Buffer;
  challengeDigest: Buffer;
  expiresAt: Instant;
}

export const PUSH_CLAIM = table<PushClaimRow>({
  name: 'push_claim',
  columns: {
    deviceId: column.key('device_id'),
    organisationId: column.uuid('organisation_id'),
    channel: column.text('channel'),
    sealed: column.hash('sealed'),
    challengeDigest: column.hash('challenge_digest'),
    expiresAt: column.instant('expires_at'),
  },
  checks: checks('push_claim_channel_check'),
  foreignKeys: [
    {
      name: 'push_claim_device_fkey',
      target: 'device',
      columnNames: ['deviceId'],
      referencedColumnNames: ['id'],
    },
    owner('push_claim_owner_fkey', 'organisationId'),
  ],
});
