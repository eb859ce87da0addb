import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { Passwords } from '#flow/ports';

/**
 * OWASP Password Storage Cheat Sheet: argon2id, which is the library's default, with 19 MiB, two
 * passes and one thread.
 */
const COST = {
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
};
const NOBODYS_PASSWORD_BYTES = 24;

/** Passwords hashed by argon2id. */
export class Argon2Passwords implements Passwords {
  /** What is verified where there is nobody, so that it takes as long. */
  private readonly nobodys = hash(randomBytes(NOBODYS_PASSWORD_BYTES), COST);

  hash: Passwords['hash'] = (password) => hash(normal(password), COST);

  matches: Passwords['matches'] = async (password, stored) => {
    const isRight = await verify(stored ?? (await this.nobodys), normal(password));
    return isRight && stored !== null;
  };
}

/** The same characters typed on another keyboard are the same password (NIST SP 800-63B-4). */
function normal(password: string): string {
  return password.normalize('NFKC');
}
