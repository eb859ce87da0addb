import type { AccessKey, KeyStore, ReplayStore, SealedSigningSecret } from '#flow/ports';

interface KeyRow {
  key: Omit<AccessKey, 'signingSecrets'>;
  readonly secret: string;
  readonly signing: (SealedSigningSecret & { readonly createdAt: number })[];
}

/** Keys of systems in memory. */
export class MemoryKeyStore implements KeyStore {
  private readonly rows = new Map<string, KeyRow>();
  /** Role by token, of keys that are not revoked. */
  private readonly tokens = new Map<string, { readonly keyId: string }>();

  keys: KeyStore['keys'] = (organisationId) =>
    Promise.resolve(
      [...this.rows.values()]
        .filter(({ key }) => key.organisationId === organisationId)
        .map(shown)
        .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1)),
    );

  key: KeyStore['key'] = (organisationId, keyId) => {
    const row = this.find(organisationId, keyId);
    return Promise.resolve(row === null ? null : shown(row));
  };

  addKey: KeyStore['addKey'] = (key, { secret, signing }) => {
    const { createdAt } = key;
    this.rows.set(key.id, {
      key: { ...key, revokedAt: null },
      secret,
      signing: signing === null ? [] : [{ ...signing, createdAt }],
    });
    return Promise.resolve();
  };

  changeKey: KeyStore['changeKey'] = ({ organisationId, id, ...change }) => {
    const row = this.find(organisationId, id);
    if (row === null || row.key.revokedAt !== null) return Promise.resolve(false);
    row.key = { ...row.key, ...change };
    return Promise.resolve(true);
  };

  revokeKey: KeyStore['revokeKey'] = (organisationId, keyId, now) => {
    const row = this.find(organisationId, keyId);
    if (row?.key.revokedAt === null) row.key = { ...row.key, revokedAt: now };
    for (const [token, { keyId: of }] of this.tokens) if (of === keyId) this.tokens.delete(token);
    return Promise.resolve();
  };

  addSigningSecret: KeyStore['addSigningSecret'] = (added) => {
    const row = this.find(added.organisationId, added.keyId);
    if (row === null || row.signing.length >= added.atMost) return Promise.resolve(false);
    row.signing.push({ ...added.secret, createdAt: added.now });
    return Promise.resolve(true);
  };

  removeSigningSecret: KeyStore['removeSigningSecret'] = (organisationId, keyId, secretId) => {
    const signing = this.find(organisationId, keyId)?.signing ?? [];
    const at = signing.findIndex(({ id }) => id === secretId);
    if (at >= 0) signing.splice(at, 1);
    return Promise.resolve();
  };

  keyBySecret: KeyStore['keyBySecret'] = (keyId, secret, now) => {
    const row = this.rows.get(keyId);
    const isOver = row?.key.revokedAt !== null || (row.key.expiresAt ?? Infinity) <= now;
    return Promise.resolve(isOver || row.secret !== secret ? null : shown(row));
  };

  addToken: KeyStore['addToken'] = ({ token, keyId }) => {
    this.tokens.set(token, { keyId });
    return Promise.resolve();
  };

  private find(organisationId: string, keyId: string): KeyRow | null {
    const row = this.rows.get(keyId);
    return row?.key.organisationId === organisationId ? row : null;
  }
}

/** Signed messages that came, in memory. */
export class MemoryReplayStore implements ReplayStore {
  private readonly digests = new Map<string, string>();

  note: ReplayStore['note'] = ({ keyId, messageId, digest }) => {
    const id = `${keyId} ${messageId}`;
    const text = Buffer.from(digest).toString('hex');
    const known = this.digests.get(id);
    if (known === undefined) this.digests.set(id, text);
    return Promise.resolve(known === undefined ? 'first' : known === text ? 'again' : 'other');
  };
}

function shown({ key, signing }: KeyRow): AccessKey {
  const signingSecrets = signing.map(({ id, createdAt }) => ({ id, createdAt }));
  return { ...key, signingSecrets };
}
