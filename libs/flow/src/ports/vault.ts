/** Seals what the record must not hold in plain. */
export interface Vault {
  /**
   * Seals bytes. What they belong to is sealed in with them, so that a sealed value moved to
   * another row does not open there.
   *
   * @param about such as `totp 3f…`
   */
  seal(plain: Uint8Array, about: string): Uint8Array;
  /** Opens what was sealed about the same thing; throws where it was not, or the key is gone. */
  open(sealed: Uint8Array, about: string): Uint8Array;
  /** A keyed digest of a text: equal for equal texts, and no way back without the key. */
  digest(text: string): Uint8Array;
  /**
   * The digests of a text by every key there is, that of the key in use first: by which is found
   * what was kept before the keys were changed.
   */
  digests(text: string): readonly Uint8Array[];
  /** Whether the key in use sealed it, so that older keys may go. */
  isOfKeyInUse(sealed: Uint8Array): boolean;
}
