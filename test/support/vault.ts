import { AesVault } from '#adapters/vault/aes-vault';
import { secretKeysOf } from '../../apps/server/src/config';

/** A vault with the key that servers of tests have, so that they open what tests seal. */
export function testVault(): AesVault {
  return new AesVault(secretKeysOf());
}
