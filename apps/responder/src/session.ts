const TOKEN = 'closeby.token';
const TOKEN_AT = 'closeby.tokenAt';
const NEXT_TOKEN = 'closeby.nextToken';
const LAST_SEQ = 'closeby.lastSeq';

/**
 * What stays on the phone between two visits: the token and the number of the last message. No
 * incident, no place and no name is ever stored.
 */
export const session = {
  /** The device's token; null when nobody is signed in here. */
  token(): string | null {
    return localStorage.getItem(TOKEN);
  },

  /** Number of the last message this phone has applied; null before the first. */
  lastSeq(): number | null {
    const stored = localStorage.getItem(LAST_SEQ);
    return stored === null ? null : Number(stored);
  },

  signIn(token: string): void {
    this.renew(token);
    localStorage.removeItem(LAST_SEQ);
  },

  /** Whether the token has been here for longer than that, or nobody knows how long. */
  isOlder(thanMs: number, nowMs: number): boolean {
    return nowMs - Number(localStorage.getItem(TOKEN_AT)) > thanMs;
  },

  /** A token that came in the place of the one in use, until everything here has it. */
  next(): string | null {
    return localStorage.getItem(NEXT_TOKEN);
  },

  keepNext(token: string): void {
    localStorage.setItem(NEXT_TOKEN, token);
  },

  /** From now on this is the token. */
  renew(token: string): void {
    localStorage.setItem(TOKEN, token);
    localStorage.setItem(TOKEN_AT, String(Date.now()));
    localStorage.removeItem(NEXT_TOKEN);
  },

  applied(seq: number): void {
    localStorage.setItem(LAST_SEQ, String(seq));
  },

  signOut(): void {
    for (const name of [TOKEN, TOKEN_AT, NEXT_TOKEN]) localStorage.removeItem(name);
    localStorage.removeItem(LAST_SEQ);
  },
};
