const CODE_MIN = 100;
const CODE_COUNT = 900;
/** Nobody is to be told to send, or to speak, the number of an emergency service. */
const EMERGENCY_NUMBERS: readonly number[] = [
  110, 112, 114, 115, 117, 118, 119, 122, 133, 144, 190, 911, 999,
];

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * The three digits by which an answer from outside the app names its alert: `100` to `999`, always
 * the same for the same alert. About one pair of alerts in 890 shares its code; whoever reads a
 * code looks among the alerts of one person, and asks back where two of those have it. The digits
 * come from the FNV-1a hash (draft-eastlake-fnv) of the id, since the ends of time-ordered ids are
 * not evenly spread.
 *
 * @param alertId UUID of the alert, in any case
 */
export function replyCode(alertId: string): string {
  const code = CODE_MIN + (hashOf(alertId.toLowerCase()) % CODE_COUNT);
  return String(freeOfEmergency(code));
}

function hashOf(text: string): number {
  let hash = FNV_OFFSET;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), FNV_PRIME);
  }
  return hash >>> 0;
}

/** No two emergency numbers of the list lie so that this could run past 999. */
function freeOfEmergency(code: number): number {
  if (!EMERGENCY_NUMBERS.includes(code)) return code;
  return code === CODE_MIN + CODE_COUNT - 1 ? CODE_MIN : freeOfEmergency(code + 1);
}
