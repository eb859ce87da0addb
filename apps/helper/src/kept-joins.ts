import type { OwnBookingView } from '#contracts/booking-api';

const KEY = 'closeby.joins';
const READ = 'closeby.read';
const CODE = 'closeby.code';
/** A person joins a handful of call-outs; older ones are over. */
const KEPT_MAX = 10;
const READ_MAX = 200;

/** One time somebody joined by a pass: the badge is their secret, and shows without network. */
export interface Join {
  readonly badge: string;
  readonly booking: OwnBookingView;
}

/** What this browser keeps of somebody without an account; nobody else can read it. */
export const keptJoins = {
  all(): readonly Join[] {
    return list(KEY).filter(isJoin);
  },

  keep(join: Join): void {
    const others = this.all().filter(({ badge }) => badge !== join.badge);
    put(KEY, [join, ...others].slice(0, KEPT_MAX));
  },

  forget(badge: string): void {
    put(
      KEY,
      this.all().filter((join) => join.badge !== badge),
    );
  },

  /** The code of the pass that was opened, until this window is shut. */
  code(): string | null {
    return sessionStorage.getItem(CODE);
  },

  keepCode(code: string | null): void {
    if (code === null) sessionStorage.removeItem(CODE);
    else sessionStorage.setItem(CODE, code);
  },

  /** Texts that were read here. */
  hasRead(noteId: string): boolean {
    return list(READ).includes(noteId);
  },

  read(noteId: string): void {
    put(READ, [noteId, ...list(READ)].slice(0, READ_MAX));
  },
};

function list(key: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function put(key: string, value: readonly unknown[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // The browser keeps nothing (a private window): the page works while it is open.
  }
}

function isJoin(value: unknown): value is Join {
  return typeof value === 'object' && value !== null && 'badge' in value && 'booking' in value;
}
