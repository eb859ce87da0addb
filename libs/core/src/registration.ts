import type { Instant } from '#core/units';

/*
 * People who bring themselves, their addresses and their phones. Nobody is alerted for having
 * registered: that takes a verified credential, which somebody else gives.
 */

/** Phones one person may be signed in with; a further one ends that which was silent longest. */
export const DEVICES_PER_PERSON_MAX = 5;

/** Begins the reference of somebody who registered; the organisation's own never do. */
export const SELF_REGISTERED_PREFIX = 'self:';

/** Addresses of people outside the app. */
export const CONTACT_KINDS = ['phone', 'email'] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

/**
 * What stands behind an address. A person's own word is not enough for one, since what is sent
 * there would reach whoever has it: what they name themselves is kept only once they have proven
 * it. A registrar's word is: they know the person, and are known themselves.
 */
export const CONTACT_STANDINGS = ['none', 'vouched', 'proven'] as const;
export type ContactStanding = (typeof CONTACT_STANDINGS)[number];

/** The standing of an address that is kept. */
export function contactStanding(contact: {
  readonly isKept: boolean;
  /** When this very address was proven by a code; null where it was not. */
  readonly provenAt: Instant | null;
}): ContactStanding {
  if (!contact.isKept) return 'none';
  return contact.provenAt === null ? 'vouched' : 'proven';
}

/** One signed-in phone as far as it says which of several is ended. */
export interface PhoneInUse {
  readonly deviceId: string;
  readonly seenAt: Instant | null;
}

/** Phones to end so that one more fits: those that were silent longest. */
export function phonesToEnd(phones: readonly PhoneInUse[]): readonly string[] {
  const bySilence = [...phones].sort(
    (a, b) => (a.seenAt ?? 0) - (b.seenAt ?? 0) || (a.deviceId < b.deviceId ? -1 : 1),
  );
  const tooMany = phones.length + 1 - DEVICES_PER_PERSON_MAX;
  return bySilence.slice(0, Math.max(0, tooMany)).map(({ deviceId }) => deviceId);
}

/** What is digested of an address that was proven, however it is capitalised. */
export function provenText(contact: {
  readonly kind: ContactKind;
  readonly address: string;
}): string {
  const { kind, address } = contact;
  return `proven ${kind} ${kind === 'email' ? address.toLowerCase() : address}`;
}
