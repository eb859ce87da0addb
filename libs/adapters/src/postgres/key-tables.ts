import type { Instant } from '#core/units';
import { column, table } from './columns';

export interface SigningSecretRow {
  id: string;
  organisationId: string;
  keyId: string;
  sealed: Buffer;
  createdAt: Instant;
}

const OF_KEY = {
  target: 'access_key',
  columnNames: ['organisationId', 'keyId'],
  referencedColumnNames: ['organisationId', 'id'],
};

export const SIGNING_SECRET = table<SigningSecretRow>({
  name: 'signing_secret',
  columns: {
    id: column.key('id'),
    organisationId: column.uuid('organisation_id'),
    keyId: column.uuid('key_id'),
    sealed: column.hash('sealed'),
    createdAt: column.instant('created_at'),
  },
  indices: [{ name: 'signing_secret_key_idx', columns: ['keyId'] }],
  foreignKeys: [{ ...OF_KEY, name: 'signing_secret_key_fkey' }],
});

export interface SignedMessageRow {
  keyId: string;
  messageId: string;
  organisationId: string;
  digest: Buffer;
  receivedAt: Instant;
}

export const SIGNED_MESSAGE = table<SignedMessageRow>({
  name: 'signed_message',
  columns: {
    keyId: column.key('key_id', { primaryKeyConstraintName: 'signed_message_pkey' }),
    messageId: column.text('message_id', {
      ...{ collation: 'C', primary: true },
      primaryKeyConstraintName: 'signed_message_pkey',
    }),
    organisationId: column.uuid('organisation_id'),
    digest: column.hash('digest'),
    receivedAt: column.instant('received_at'),
  },
  indices: [{ name: 'signed_message_received_idx', columns: ['receivedAt'] }],
  foreignKeys: [{ ...OF_KEY, name: 'signed_message_key_fkey' }],
});
