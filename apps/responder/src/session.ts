const TOKEN = 'closeby.token';
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
    localStorage.setItem(TOKEN, token);
    localStorage.removeItem(LAST_SEQ);
  },

  applied(seq: number): void {
    localStorage.setItem(LAST_SEQ, String(seq));
  },

  signOut(): void {
    localStorage.removeItem(TOKEN);
    localStorage.removeItem(LAST_SEQ);
  },
};
