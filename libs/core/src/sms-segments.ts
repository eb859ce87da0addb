/** Alphabet of an SMS: seven bits a character where all of them are in it, else two bytes. */
export type SmsAlphabet = 'GSM-7' | 'UCS-2';

export interface SmsSize {
  readonly alphabet: SmsAlphabet;
  /** Characters as people count them, so that an emoji is one. */
  readonly characters: number;
  /** Septets of GSM-7, or 16-bit code points of UCS-2, that the text takes. */
  readonly codes: number;
  /** Messages it is cut into and paid as; 0 for an empty text. */
  readonly segments: number;
}

/** 3GPP TS 23.038 §6.2.1, default alphabet, without the escape. */
const GSM_BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** 3GPP TS 23.038 §6.2.1.1, the extension table: an escape and one more septet each. */
const GSM_EXTENSION = new Set('\f^{}\\[~]|€');

/** 3GPP TS 23.040: 140 bytes a message, of which joining several takes six. */
const LENGTHS: Readonly<Record<SmsAlphabet, { readonly alone: number; readonly joined: number }>> =
  {
    'GSM-7': { alone: 160, joined: 153 },
    'UCS-2': { alone: 70, joined: 67 },
  };

/**
 * How many messages a text is sent as. An escaped character, and the two halves of one outside the
 * basic plane, are never parted by a cut, so that a message may end one short of its length.
 */
export function smsSize(text: string): SmsSize {
  const characters = Array.from(text);
  const alphabet: SmsAlphabet = characters.every(isGsm) ? 'GSM-7' : 'UCS-2';
  const codesOf = alphabet === 'GSM-7' ? septetsOf : (character: string) => character.length;
  const sizes = characters.map(codesOf);
  const codes = sizes.reduce((sum, size) => sum + size, 0);
  const { alone, joined } = LENGTHS[alphabet];
  const segments = codes <= alone ? Math.min(1, codes) : cut(sizes, joined);
  return { alphabet, characters: characters.length, codes, segments };
}

function isGsm(character: string): boolean {
  return GSM_BASIC.has(character) || GSM_EXTENSION.has(character);
}

function septetsOf(character: string): number {
  return GSM_EXTENSION.has(character) ? 2 : 1;
}

function cut(sizes: readonly number[], room: number): number {
  let segments = 1;
  let taken = 0;
  for (const size of sizes) {
    if (taken + size > room) {
      segments += 1;
      taken = 0;
    }
    taken += size;
  }
  return segments;
}
