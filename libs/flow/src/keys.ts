import { ok, refuse, type Result } from '#core/problem';
import { MINUTE_MS } from '#core/units';
import type { AccountRole } from '#core/caller-roles';
import type { AddedKey, AddedSigningSecret, AddKey, KeyView, PutKey } from '#contracts/key-api';
import { toInstant, toIso } from '#contracts/shapes';
import type { AccessKey, Clock, Ids, KeyStore, SealedSigningSecret, Vault } from '#flow/ports';

/** One in use, and one to move to. */
export const SIGNING_SECRETS_MAX = 2;
/** Access tokens live no longer than a system takes to ask for the next one. */
export const TOKEN_LIFE_MS = 10 * MINUTE_MS;
/** Marks signing secrets in the form of Standard Webhooks. */
const SIGNING_PREFIX = 'whsec_';
/** Under its key's id the vault knows a signing secret by this. */
export const signingSecretAbout = (secretId: string): string => `signing-secret ${secretId}`;

/** An access token that was just made. */
export interface IssuedToken {
  readonly token: string;
  readonly role: AccountRole;
  readonly lifeMs: number;
}

/** Keys of the systems of an organisation: made, changed, revoked, and turned into tokens. */
export class Keys {
  constructor(
    private readonly ports: {
      readonly keyStore: KeyStore;
      readonly vault: Vault;
      readonly clock: Clock;
      readonly ids: Ids;
    },
  ) {}

  /** All keys of the organisation, newest first. */
  async list(organisationId: string): Promise<readonly KeyView[]> {
    return (await this.ports.keyStore.keys(organisationId)).map(render);
  }

  /** Makes a key; the secrets in the answer are nowhere else from then on. */
  async add(organisationId: string, message: AddKey): Promise<AddedKey> {
    const { keyStore, clock, ids } = this.ports;
    const now = clock.now();
    const key = {
      ...{ id: ids.id(), organisationId, role: message.role, label: message.label },
      createdAt: now,
      expiresAt: message.expiresAt === null ? null : toInstant(message.expiresAt),
      needsSignature: message.needsSignature,
      certificateSha256: message.certificateSha256,
    };
    const secret = ids.secret();
    const signing = message.needsSignature ? this.newSigningSecret() : null;
    await keyStore.addKey(key, { secret, signing: signing?.sealed ?? null });
    const signingSecrets = signing === null ? [] : [{ id: signing.sealed.id, createdAt: now }];
    return {
      key: render({ ...key, revokedAt: null, signingSecrets }),
      secret,
      signingSecret: signing === null ? null : shownOnce(signing, now),
    };
  }

  /**
   * Changes a key's label and terms; with its next use they hold, within two seconds.
   *
   * @returns refusals `not-found`; `illegal-step` for a revoked key, or one that would have to
   *   sign without a secret to sign with
   */
  async change(organisationId: string, keyId: string, put: PutKey): Promise<Result<KeyView>> {
    const { keyStore } = this.ports;
    const known = await keyStore.key(organisationId, keyId);
    if (known === null) return NO_KEY;
    if (put.needsSignature && known.signingSecrets.length === 0) {
      return refuse('illegal-step', 'Add a signing secret first.', 'needsSignature');
    }
    const changed = await keyStore.changeKey({ organisationId, id: keyId, ...put });
    if (!changed) return refuse('illegal-step', 'This key is revoked.');
    return this.shown(organisationId, keyId);
  }

  /** Ends a key and its tokens; one that is revoked stays so. Refusal `not-found`. */
  async revoke(organisationId: string, keyId: string): Promise<Result<KeyView>> {
    const { keyStore, clock } = this.ports;
    await keyStore.revokeKey(organisationId, keyId, clock.now());
    return this.shown(organisationId, keyId);
  }

  /**
   * Adds a signing secret beside the one in use.
   *
   * @returns refusals `not-found`; `illegal-step` while there are two already, or for a revoked key
   */
  async addSigningSecret(
    organisationId: string,
    keyId: string,
  ): Promise<Result<AddedSigningSecret>> {
    const { keyStore, clock } = this.ports;
    const known = await keyStore.key(organisationId, keyId);
    if (known === null) return NO_KEY;
    if (known.revokedAt !== null) return refuse('illegal-step', 'This key is revoked.');
    const now = clock.now();
    const added = this.newSigningSecret();
    const secret = { organisationId, keyId, secret: added.sealed, now };
    const isAdded = await keyStore.addSigningSecret({ ...secret, atMost: SIGNING_SECRETS_MAX });
    return isAdded
      ? ok(shownOnce(added, now))
      : refuse('illegal-step', 'There are two already: remove the one no longer in use.');
  }

  /**
   * Forgets a signing secret.
   *
   * @returns refusals `not-found`; `last-of-its-kind` where its key must sign and has no other
   */
  async removeSigningSecret(
    organisationId: string,
    keyId: string,
    secretId: string,
  ): Promise<Result<KeyView>> {
    const { keyStore } = this.ports;
    const known = await keyStore.key(organisationId, keyId);
    if (known?.signingSecrets.some(({ id }) => id === secretId) !== true) return NO_KEY;
    if (known.needsSignature && known.signingSecrets.length === 1) {
      return refuse('last-of-its-kind', 'This key must sign, and would have nothing to sign with.');
    }
    await keyStore.removeSigningSecret(organisationId, keyId, secretId);
    return this.shown(organisationId, keyId);
  }

  /** The key whose id and secret a system gave; null for none, and for one that has ended. */
  keyBySecret(keyId: string, secret: string): Promise<AccessKey | null> {
    return this.ports.keyStore.keyBySecret(keyId, secret, this.ports.clock.now());
  }

  /** Keeps an access token of a key, which acts in a role the key may act in. */
  async keepToken(key: AccessKey, token: string, role: AccountRole): Promise<void> {
    const { keyStore, clock } = this.ports;
    const now = clock.now();
    const endsAt = now + clock.stretch(TOKEN_LIFE_MS);
    const expiresAt = Math.min(endsAt, key.expiresAt ?? endsAt);
    const { organisationId, id: keyId, certificateSha256 } = key;
    const times = { now, expiresAt };
    await keyStore.addToken({ organisationId, keyId, token, role, certificateSha256, ...times });
  }

  private async shown(organisationId: string, keyId: string): Promise<Result<KeyView>> {
    const key = await this.ports.keyStore.key(organisationId, keyId);
    return key === null ? NO_KEY : ok(render(key));
  }

  private newSigningSecret(): NewSigningSecret {
    const { ids, vault } = this.ports;
    const id = ids.id();
    const plain = `${SIGNING_PREFIX}${base64Of(ids.secret())}`;
    const sealed = vault.seal(new TextEncoder().encode(plain), signingSecretAbout(id));
    return { plain, sealed: { id, sealed } };
  }
}

interface NewSigningSecret {
  readonly plain: string;
  readonly sealed: SealedSigningSecret;
}

const NO_KEY = refuse('not-found', 'There is no such key.');

/** Roles in which a key's tokens may act: its own, or one that only looks. */
export function tokenAccountRoles(role: AccountRole): readonly [AccountRole, ...AccountRole[]] {
  return role === 'control' || role === 'read-only' ? [role, 'read-only'] : [role];
}

/** Base64 with the standard's own letters and padding, of base64url without. */
function base64Of(base64url: string): string {
  const text = base64url.replaceAll('-', '+').replaceAll('_', '/');
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

function shownOnce({ plain, sealed }: NewSigningSecret, createdAt: number): AddedSigningSecret {
  return { id: sealed.id, createdAt: toIso(createdAt), secret: plain };
}

function render(key: AccessKey): KeyView {
  const { id, label, role, needsSignature, certificateSha256 } = key;
  return {
    ...{ id, label, role, needsSignature, certificateSha256 },
    createdAt: toIso(key.createdAt),
    expiresAt: toIso(key.expiresAt),
    revokedAt: toIso(key.revokedAt),
    signingSecrets: key.signingSecrets.map((secret) => ({
      id: secret.id,
      createdAt: toIso(secret.createdAt),
    })),
  };
}
