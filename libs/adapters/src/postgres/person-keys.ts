import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { ContactKind } from '#core/registration';
import type { Vault } from '#flow/ports';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Opened identities kept in memory; a city's responders fit. */
const OPENED_MAX = 50_000;

/** Who somebody is, and where they are reached outside the app. */
export interface Identity {
  readonly displayName: string;
  /** E.164. */
  readonly phone: string | null;
  readonly email: string | null;
}

/** What a row holds of somebody. */
export interface SealedPerson {
  /** The responder. */
  readonly id: string;
  readonly identity: Buffer | null;
  /** Null once shredded. */
  readonly sealedKey: Buffer | null;
}

/** Columns of responder `r` that `PersonKeys.open` reads. */
export const SEALED_COLUMNS = `r.identity, (SELECT pk.sealed_key FROM person_key pk
    WHERE pk.responder_id = r.id) AS "sealedKey"`;

/** Whoever cannot be opened any more. */
const ERASED: Identity = { displayName: '(erased)', phone: null, email: null };

/**
 * Seals each person's identity under a key of their own, which itself is sealed by the vault: with
 * the key shredded, every copy of the rows is worth nothing, backups too. AES-256-GCM with a
 * random nonce; the responder is authenticated with the text, so that no row opens as another's.
 */
export class PersonKeys {
  private readonly opened = new Map<string, Identity>();

  constructor(private readonly vault: Vault) {}

  /** A key for a person, sealed; to be kept apart from the rest. */
  newKey(responderId: string): Buffer {
    return Buffer.from(this.vault.seal(randomBytes(KEY_BYTES), aboutKey(responderId)));
  }

  /** Seals an identity under the person's key. */
  seal(responderId: string, sealedKey: Buffer, identity: Identity): Buffer {
    return this.sealText({ responderId, sealedKey, about: 'identity' }, JSON.stringify(identity));
  }

  /** The identity of a row; of somebody erased, one that says so. */
  open({ id, identity, sealedKey }: SealedPerson): Identity {
    if (identity === null || sealedKey === null) return ERASED;
    const name = identity.toString('latin1');
    const known = this.opened.get(name);
    if (known !== undefined) return known;
    const of = { responderId: id, sealedKey, about: 'identity' };
    const opened = JSON.parse(this.openText(of, identity)) as Identity;
    if (this.opened.size >= OPENED_MAX) this.opened.clear();
    this.opened.set(name, opened);
    return opened;
  }

  /** Seals a text of a person, such as what they wrote, about something of theirs. */
  sealText(of: KeyOf, text: string): Buffer {
    return this.sealBytes(of, Buffer.from(text));
  }

  /** Opens what `sealText` sealed about the same; throws where it was not. */
  openText(of: KeyOf, sealed: Buffer): string {
    return this.openBytes(of, sealed).toString('utf8');
  }

  /** As `sealText`, of a file. */
  sealBytes(of: KeyOf, plain: Uint8Array): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.keyOf(of), nonce);
    cipher.setAAD(Buffer.from(`${of.about} ${of.responderId}`));
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }

  /** As `openText`, of a file. */
  openBytes(of: KeyOf, sealed: Buffer): Buffer {
    const decipher = createDecipheriv(
      'aes-256-gcm',
      this.keyOf(of),
      sealed.subarray(0, NONCE_BYTES),
      { authTagLength: TAG_BYTES },
    );
    decipher.setAAD(Buffer.from(`${of.about} ${of.responderId}`));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    const plain = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
    return Buffer.concat([plain, decipher.final()]);
  }

  /** By which a telephone number is found; null for none. */
  phoneDigest(phone: string | null): Buffer | null {
    return phone === null ? null : Buffer.from(this.vault.digest(`phone ${phone}`));
  }

  /** By which a mail address is found, however it is capitalised; null for none. */
  emailDigest(email: string | null): Buffer | null {
    return email === null ? null : Buffer.from(this.vault.digest(`email ${email.toLowerCase()}`));
  }

  /** By which a person of an address is found, also one kept before the keys were changed. */
  contactDigests(kind: ContactKind, address: string): readonly Buffer[] {
    const text = kind === 'phone' ? `phone ${address}` : `email ${address.toLowerCase()}`;
    return this.vault.digests(text).map((digest) => Buffer.from(digest));
  }

  /** Columns of a responder with this identity. */
  columns(
    responderId: string,
    sealedKey: Buffer,
    identity: Identity,
  ): {
    readonly identity: Buffer;
    readonly phoneDigest: Buffer | null;
    emailDigest: Buffer | null;
  } {
    return {
      identity: this.seal(responderId, sealedKey, identity),
      phoneDigest: this.phoneDigest(identity.phone),
      emailDigest: this.emailDigest(identity.email),
    };
  }

  /** Forgets what was opened of somebody. */
  forget(identity: Buffer): void {
    this.opened.delete(identity.toString('latin1'));
  }

  private keyOf({ responderId, sealedKey }: KeyOf): Uint8Array {
    return this.vault.open(sealedKey, aboutKey(responderId));
  }
}

/** Under whose key something is sealed, and what it is, so that nothing opens as another thing. */
export interface KeyOf {
  readonly responderId: string;
  readonly sealedKey: Buffer;
  readonly about: string;
}

function aboutKey(responderId: string): string {
  return `person ${responderId}`;
}
