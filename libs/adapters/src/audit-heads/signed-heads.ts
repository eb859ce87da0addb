import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { appendFile, open, readFile } from 'node:fs/promises';
import type { AuditHead } from '#flow/ports';
import { toIso } from '#contracts/shapes';

const OWNER_ONLY = 0o600;
const PEM_BLOCK = /-----BEGIN PUBLIC KEY-----[\s\S]+?-----END PUBLIC KEY-----/g;

/** One line of the file of heads: where a chain ended at a moment, signed with Ed25519. */
export interface SignedHead {
  readonly organisation: string;
  readonly seq: number;
  readonly hash: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** Base64. */
  readonly signature: string;
}

/** Appends signed heads to a file outside the database. */
export class HeadsFile {
  private readonly key: KeyObject;

  private constructor(
    private readonly file: string,
    key: KeyObject,
  ) {
    this.key = key;
  }

  /**
   * Opens the file for appending, and notes the public half of the key beside it, in `FILE.pub`,
   * where it is not noted yet: heads signed before a change of keys can then still be checked.
   *
   * @param key private Ed25519 key; without one a key of this process alone
   * @throws where the file cannot be written
   */
  static async open(file: string, key: KeyObject | null): Promise<HeadsFile> {
    const used = key ?? generateKeyPairSync('ed25519').privateKey;
    await append(file, '');
    const pem = createPublicKey(used).export({ type: 'spki', format: 'pem' }).toString();
    const noted = await readFile(publicKeyFileOf(file), 'utf8').catch(() => '');
    if (!noted.includes(pem)) await appendFile(publicKeyFileOf(file), pem);
    return new HeadsFile(file, used);
  }

  /** Resolves when the lines are on the disk. */
  async write(heads: readonly AuditHead[], at: number): Promise<void> {
    if (heads.length === 0) return;
    const lines = heads.map(({ organisationId, seq, hash }) => {
      const said = { organisation: organisationId, seq, hash, at: toIso(at) };
      const signature = sign(null, Buffer.from(signedText(said)), this.key).toString('base64');
      return `${JSON.stringify({ ...said, signature })}\n`;
    });
    await append(this.file, lines.join(''));
  }
}

/** Where the public halves of a file's keys are noted. */
export function publicKeyFileOf(headsFile: string): string {
  return `${headsFile}.pub`;
}

/**
 * A private Ed25519 key from PEM, or from base64 of PKCS 8 in DER.
 *
 * @throws where it is anything else
 */
export function readPrivateKey(text: string): KeyObject {
  const key = text.includes('-----BEGIN')
    ? createPrivateKey(text)
    : createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('this is no Ed25519 key');
  return key;
}

/** Every public key of a PEM text. */
export function readPublicKeys(text: string): readonly KeyObject[] {
  return (text.match(PEM_BLOCK) ?? []).map((pem) => createPublicKey(pem));
}

/** Heads of a file's text, in order; null for a line that is none. */
export function readHeads(text: string): readonly (SignedHead | null)[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map(headOfLine);
}

/** Whether one of the keys signed that head. */
export function isSigned(head: SignedHead, keys: readonly KeyObject[]): boolean {
  const said = Buffer.from(signedText(head));
  const signature = Buffer.from(head.signature, 'base64');
  return keys.some((key) => verify(null, said, key, signature));
}

/** What is signed: JSON with its keys in this order. */
function signedText({ organisation, seq, hash, at }: Omit<SignedHead, 'signature'>): string {
  return JSON.stringify({ organisation, seq, hash, at });
}

function headOfLine(line: string): SignedHead | null {
  try {
    const head = JSON.parse(line) as Partial<SignedHead> | null;
    const isHead =
      typeof head?.organisation === 'string' &&
      Number.isSafeInteger(head.seq) &&
      typeof head.hash === 'string' &&
      typeof head.at === 'string' &&
      typeof head.signature === 'string';
    return isHead ? (head as SignedHead) : null;
  } catch {
    return null;
  }
}

async function append(file: string, text: string): Promise<void> {
  const handle = await open(file, 'a', OWNER_ONLY);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
