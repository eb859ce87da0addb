import { createDecipheriv, hkdfSync, type ECDH } from 'node:crypto';

const SALT_BYTES = 16;
const RECORD_SIZE_BYTES = 4;
const TAG_BYTES = 16;
const NONCE_BYTES = 12;
const KEY_BYTES = 16;
const P256_POINT_BYTES = 65;
const LAST_RECORD = 2;

/** What a browser keeps of its subscription. */
export interface SubscriberKeys {
  readonly pair: ECDH;
  readonly auth: Buffer;
}

/**
 * Opens a push message as a browser does: `aes128gcm` (RFC 8188) under the keys of Web Push
 * (RFC 8291). Written after the standards and not with the library that seals, so that a mistake
 * of one is not undone by the other.
 *
 * @throws Error where it was not sealed for this subscriber, or is malformed
 */
export function openMessage(body: Buffer, keys: SubscriberKeys): Buffer {
  const salt = body.subarray(0, SALT_BYTES);
  const recordSize = body.readUInt32BE(SALT_BYTES);
  const keyIdBytes = body.readUInt8(SALT_BYTES + RECORD_SIZE_BYTES);
  const start = SALT_BYTES + RECORD_SIZE_BYTES + 1;
  const senderKey = body.subarray(start, start + keyIdBytes);
  const sealed = body.subarray(start + keyIdBytes);
  if (senderKey.length !== P256_POINT_BYTES) throw new Error('the key id is no public key');
  if (sealed.length > recordSize) throw new Error('a push message is one record');
  const secret = keys.pair.computeSecret(senderKey);
  const about = Buffer.concat([
    Buffer.from('WebPush: info\0'),
    keys.pair.getPublicKey(),
    senderKey,
  ]);
  const input = derive({ secret, salt: keys.auth, info: about, bytes: 32 });
  const info = (what: string): Buffer => Buffer.from(`Content-Encoding: ${what}\0`);
  const key = derive({ secret: input, salt, info: info('aes128gcm'), bytes: KEY_BYTES });
  const nonce = derive({ secret: input, salt, info: info('nonce'), bytes: NONCE_BYTES });
  return unpadded(decrypt(sealed, key, nonce));
}

function derive(from: {
  readonly secret: Buffer;
  readonly salt: Buffer;
  readonly info: Buffer;
  readonly bytes: number;
}): Buffer {
  return Buffer.from(hkdfSync('sha256', from.secret, from.salt, from.info, from.bytes));
}

function decrypt(sealed: Buffer, key: Buffer, nonce: Buffer): Buffer {
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
}

/** Padding is a mark and then zeros, which may be none. */
function unpadded(record: Buffer): Buffer {
  let end = record.length - 1;
  while (end >= 0 && record[end] === 0) end -= 1;
  if (record[end] !== LAST_RECORD) throw new Error('not marked as the last record');
  return record.subarray(0, end);
}
