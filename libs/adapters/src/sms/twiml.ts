/** What is spoken on a call, and how a key is taken. */
export interface Spoken {
  readonly say: string;
  /** Language of the voice (BCP 47). */
  readonly voice: string;
  /** Where the one key that is pressed goes; null: none is taken. */
  readonly gather: { readonly action: string; readonly withinS: number } | null;
}

/** A call in TwiML, Twilio's language for what happens on a call. */
export function twiml({ say, voice, gather }: Spoken): string {
  const spoken = `<Say language="${escaped(voice)}">${escaped(say)}</Say>`;
  if (gather === null) return `<Response>${spoken}</Response>`;
  const { action, withinS } = gather;
  const asks = `input="dtmf" numDigits="1" timeout="${withinS}" method="POST"`;
  return `<Response><Gather ${asks} action="${escaped(action)}">${spoken}</Gather></Response>`;
}

/** Nothing more is to happen. */
export const EMPTY_TWIML = '<Response/>';

/** Text in XML; what XML 1.0 cannot hold is left out. */
function escaped(text: string): string {
  const named: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  };
  return Array.from(text)
    .filter((char) => isXml(char.codePointAt(0) ?? 0))
    .map((char) => named[char] ?? char)
    .join('');
}

/** Characters of XML 1.0 (§2.2). */
function isXml(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code < 0xd800 || (code > 0xdfff && code < 0xfffe) || code > 0xffff;
}
