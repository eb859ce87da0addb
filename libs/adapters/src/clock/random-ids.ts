import { randomBytes, randomUUID } from 'node:crypto';
import type { Ids } from '#flow/ports';

/** 256 bits: nobody guesses one. */
const SECRET_BYTES = 32;
const SALT_BYTES = 6;

/** Identifiers, secrets and salts from the machine's own source of chance. */
export class RandomIds implements Ids {
  id(): string {
    return randomUUID();
  }

  secret(): string {
    return randomBytes(SECRET_BYTES).toString('base64url');
  }

  salt(): readonly [number, number] {
    return [fraction(), fraction()];
  }
}

/** In [0, 1), by 48 bits. */
function fraction(): number {
  return randomBytes(SALT_BYTES).readUIntBE(0, SALT_BYTES) / 2 ** (8 * SALT_BYTES);
}
