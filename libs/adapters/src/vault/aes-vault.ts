import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync } from 'node:crypto';
import { randomBytes } from 'node:crypto';
import type { Vault } from '#flow/ports';

/** Bytes of an installation's key. */
export const VAULT_KEY_BYTES = 32;
const FORMAT = 1;
const NAME_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + NAME_BYTES + NONCE_BYTES;

interface NamedKey {
  readonly name: Buffer;
  readonly seal: Buffer;
  readonly digest: Buffer;
}

/**
 * AES-256-GCM with keys derived from the installation's (HKDF-SHA-256). A sealed value is a format
 * byte, four bytes that name its key, the nonce, the sealed bytes and the tag.
 */
export class AesVault implements Vault {
  private readonly keys: readonly [NamedKey, ...NamedKey[]];

  /** @param keys the one in use first, then older ones that still open what they sealed */
  constructor(keys: readonly [Uint8Array, ...Uint8Array[]]) {
    const [first, ...older] = keys;
    this.keys = [named(first), ...older.map(named)];
  }

  seal: Vault['seal'] = (plain, about) => {
    const [key] = this.keys;
    const nonce = randomBytes(NONCE_BYTES);
    const head = Buffer.concat([Buffer.from([FORMAT]), key.name, nonce]);
    const cipher = createCipheriv('aes-256-gcm', key.seal, nonce);
    cipher.setAAD(Buffer.from(about));
    return Buffer.concat([head, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  };

  open: Vault['open'] = (sealed, about) => {
    const bytes = Buffer.from(sealed);
    if (bytes.length < HEAD_BYTES + TAG_BYTES || bytes[0] !== FORMAT) throw new NotOpened();
    const name = bytes.subarray(1, 1 + NAME_BYTES);
    const key = this.keys.find((each) => each.name.equals(name));
    if (key === undefined) throw new NotOpened();
    const nonce = bytes.subarray(1 + NAME_BYTES, HEAD_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', key.seal, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(about));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([
        decipher.update(bytes.subarray(HEAD_BYTES, -TAG_BYTES)),
        decipher.final(),
      ]);
    } catch {
      throw new NotOpened();
    }
  };

  digest: Vault['digest'] = (text) => digestBy(this.keys[0], text);

  digests: Vault['digests'] = (text) => this.keys.map((key) => digestBy(key, text));

  isOfKeyInUse: Vault['isOfKeyInUse'] = (sealed) =>
    this.keys[0].name.equals(sealed.subarray(1, 1 + NAME_BYTES));
}

/** A sealed value that this installation's keys do not open; says nothing of what it holds. */
export class NotOpened extends Error {
  override readonly name = 'NotOpened';

  constructor() {
    super('a sealed value cannot be opened: its key is gone, or it belongs elsewhere');
  }
}

function digestBy(key: NamedKey, text: string): Buffer {
  return createHmac('sha256', key.digest).update(text).digest();
}

function named(key: Uint8Array): NamedKey {
  if (key.length !== VAULT_KEY_BYTES) throw new Error('a key has 32 bytes');
  const derive = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', key, '', `closeby ${purpose}`, VAULT_KEY_BYTES));
  const name = createHash('sha256').update(derive('name')).digest().subarray(0, NAME_BYTES);
  return { name, seal: derive('seal'), digest: derive('digest') };
}
