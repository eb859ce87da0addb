import { randomBytes } from 'node:crypto';
import { AesVault } from './aes-vault';

describe('the vault', () => {
  const first = randomBytes(32);
  const vault = new AesVault([first]);
  const plain = Buffer.from('+41791234567');

  it('opens what it sealed, and what an older key sealed', () => {
    const sealed = vault.seal(plain, 'phone 1');
    expect(Buffer.from(vault.open(sealed, 'phone 1'))).toEqual(plain);
    const newer = new AesVault([randomBytes(32), first]);
    expect(Buffer.from(newer.open(sealed, 'phone 1'))).toEqual(plain);
  });

  it('never seals the same twice alike', () => {
    expect(vault.seal(plain, 'x')).not.toEqual(vault.seal(plain, 'x'));
  });

  it('does not open what belongs elsewhere, was changed, or was sealed by another key', () => {
    const sealed = vault.seal(plain, 'phone 1');
    expect(() => vault.open(sealed, 'phone 2')).toThrow('cannot be opened');
    for (const at of [0, 2, 8, sealed.length - 20, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => vault.open(changed, 'phone 1')).toThrow('cannot be opened');
    }
    expect(() => new AesVault([randomBytes(32)]).open(sealed, 'phone 1')).toThrow();
    expect(() => vault.open(new Uint8Array(3), 'phone 1')).toThrow('cannot be opened');
  });

  it('digests equal texts alike, and differently under another key', () => {
    expect(vault.digest('a')).toEqual(vault.digest('a'));
    expect(vault.digest('a')).not.toEqual(vault.digest('b'));
    expect(new AesVault([randomBytes(32)]).digest('a')).not.toEqual(vault.digest('a'));
  });
});
