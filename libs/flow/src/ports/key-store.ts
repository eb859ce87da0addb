import type { AccountRole } from '#core/caller-roles';
import type { Instant } from '#core/units';

/** A key of a system, without its secret. */
export interface AccessKey {
  readonly id: string;
  readonly organisationId: string;
  readonly role: AccountRole;
  readonly label: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant | null;
  readonly revokedAt: Instant | null;
  readonly needsSignature: boolean;
  /** SHA-256 of the only client certificate it works with, in hex; null for any. */
  readonly certificateSha256: string | null;
  readonly signingSecrets: readonly { readonly id: string; readonly createdAt: Instant }[];
}

/** A secret that messages are signed with, sealed by the vault. */
export interface SealedSigningSecret {
  readonly id: string;
  readonly sealed: Uint8Array;
}

/** What must come with a key beside its secret; with its tokens as well. */
export interface KeyTerms {
  readonly needsSignature: boolean;
  readonly certificateSha256: string | null;
  readonly signingSecrets: readonly SealedSigningSecret[];
}

/** Keys of systems. */
export interface KeyStore {
  /** All keys of the organisation, newest first. */
  keys(organisationId: string): Promise<readonly AccessKey[]>;
  key(organisationId: string, keyId: string): Promise<AccessKey | null>;
  /** Adds a key with the digest of its secret. */
  addKey(
    key: Omit<AccessKey, 'revokedAt' | 'signingSecrets'>,
    secrets: { readonly secret: string; readonly signing: SealedSigningSecret | null },
  ): Promise<void>;
  /** False where there is no such key, or it is revoked. */
  changeKey(
    key: Pick<
      AccessKey,
      'organisationId' | 'id' | 'label' | 'needsSignature' | 'certificateSha256'
    >,
  ): Promise<boolean>;
  /** Revokes a key and deletes its tokens; a revoked one keeps its moment. */
  revokeKey(organisationId: string, keyId: string, now: Instant): Promise<void>;
  /** False where the key has as many as it may have. */
  addSigningSecret(secret: {
    readonly organisationId: string;
    readonly keyId: string;
    readonly secret: SealedSigningSecret;
    readonly now: Instant;
    readonly atMost: number;
  }): Promise<boolean>;
  removeSigningSecret(organisationId: string, keyId: string, secretId: string): Promise<void>;
  /** The key of that id and secret, whichever organisation it belongs to; not revoked, not over. */
  keyBySecret(keyId: string, secret: string, now: Instant): Promise<AccessKey | null>;
  /** Keeps the digest of an access token. */
  addToken(token: {
    readonly organisationId: string;
    readonly keyId: string;
    readonly token: string;
    readonly role: AccountRole;
    readonly certificateSha256: string | null;
    readonly now: Instant;
    readonly expiresAt: Instant;
  }): Promise<void>;
}

/** Which signed messages were taken. */
export interface ReplayStore {
  /**
   * Notes a signed message by its sender's id for it; `digest` is of all it asks for.
   *
   * @returns `first`, `again` for the same message, `other` for another one under that id
   */
  note(message: {
    readonly organisationId: string;
    readonly keyId: string;
    readonly messageId: string;
    readonly digest: Uint8Array;
    readonly now: Instant;
  }): Promise<'first' | 'again' | 'other'>;
}
