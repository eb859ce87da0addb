import type { Availability } from '#core/availability';
import { channelsTo } from '#core/channels-to';
import type { DeclinableChannel, DeliveryChannel } from '#core/delivery';
import { DAY_MS, type Instant } from '#core/units';

/** Green: a phone would ring. Amber: perhaps, or only by other ways. Red: nothing would. */
export const READINESS_LIGHTS = ['green', 'amber', 'red'] as const;
export type ReadinessLight = (typeof READINESS_LIGHTS)[number];

export type ReadinessFaultCode =
  | 'no-phone'
  | 'sign-in-expired'
  | 'sign-in-expires-soon'
  | 'no-push-address'
  | 'push-address-gone'
  | 'permission-denied'
  | 'permission-unknown'
  | 'not-heard-of-lately'
  | 'not-heard-of-for-long'
  | 'push-address-dead'
  | 'never-confirmed'
  | 'confirmed-long-ago'
  | 'only-outside-app'
  | 'unreachable';

export interface ReadinessFault {
  readonly code: ReadinessFaultCode;
  readonly sentence: string;
}

/** One signed-in phone as far as it says whether it would ring. */
export interface PhoneFacts {
  readonly tokenExpiresAt: Instant;
  readonly pushChannel: Extract<DeliveryChannel, 'push' | 'web-push'>;
  readonly hasPushAddress: boolean;
  /** When its provider called the address gone. */
  readonly pushGoneAt: Instant | null;
  readonly permission: 'granted' | 'denied' | 'unknown';
  /** Last time the app spoke with us at all. */
  readonly seenAt: Instant | null;
  /** Last time it confirmed that something rang. */
  readonly receiptAt: Instant | null;
}

/** What there is to know of one person's ways. */
export interface ReachFacts {
  readonly onDuty: boolean;
  readonly availability: Availability;
  readonly phone: string | null;
  readonly email: string | null;
  readonly declined: readonly DeclinableChannel[];
  readonly devices: readonly PhoneFacts[];
}

export interface Readiness {
  readonly light: ReadinessLight;
  readonly faults: readonly ReadinessFault[];
  /** Newest confirmation by any phone that something rang. */
  readonly lastReceiptAt: Instant | null;
}

/**
 * When silence says something. Google calls a token whose app was not heard of for a month stale
 * and lets it die after 270 days ("Manage FCM registration tokens"); a sign-in and a proof by
 * drill are ours to renew in time.
 */
export const READINESS_RULE = {
  expiresSoonMs: 7 * DAY_MS,
  quietAfterMs: 7 * DAY_MS,
  staleAfterMs: 30 * DAY_MS,
  deadAfterMs: 270 * DAY_MS,
  receiptOldAfterMs: 90 * DAY_MS,
} as const;

type Severity = 'amber' | 'red';
interface Found extends ReadinessFault {
  readonly severity: Severity;
}

/**
 * Whether this person's phone would ring now, judged by the best of their phones: one that rings
 * is enough. Off duty, quiet hours and a mute are choices and no faults.
 */
export function readinessOf(person: ReachFacts, now: Instant): Readiness {
  const receipts = person.devices.flatMap((device) => device.receiptAt ?? []);
  const lastReceiptAt = receipts.length === 0 ? null : Math.max(...receipts);
  const best = bestPhone(person.devices, now);
  if (lightOf(best) !== 'red') return { light: lightOf(best), faults: said(best), lastReceiptAt };
  const ways = waysTo(person, now);
  const last: Found =
    ways.includes('sms') || ways.includes('voice')
      ? fault('only-outside-app', 'amber', 'Only an SMS or a call would get through.')
      : fault('unreachable', 'red', 'Nothing would get through.');
  return { light: last.severity, faults: said([...best, last]), lastReceiptAt };
}

/** The light in one plain sentence, for the person or about them, with what they chose. */
export function readinessSentence(
  readiness: Pick<Readiness, 'light' | 'faults'>,
  person: Pick<ReachFacts, 'onDuty' | 'availability'>,
  at: { readonly now: Instant; readonly whose: 'own' | 'theirs' },
): string {
  const phone = at.whose === 'own' ? 'Your phone' : 'Their phone';
  const isOutside = readiness.faults.some(({ code }) => code === 'only-outside-app');
  const rings = {
    green: `${phone} would ring.`,
    amber: isOutside
      ? `${phone} would not ring for the app, only for an SMS or a call.`
      : `${phone} would probably ring.`,
    red: `${phone} would not ring.`,
  }[readiness.light];
  const choices = [
    ...(person.onDuty ? [] : ['Off duty.']),
    ...((person.availability.mutedUntil ?? 0) > at.now ? ['Muted.'] : []),
  ];
  return [rings, ...choices].join(' ');
}

/** The channels that have an address of this person and are not declined. */
export function waysTo(person: ReachFacts, now: Instant): readonly DeliveryChannel[] {
  const signedIn = person.devices.filter((device) => device.tokenExpiresAt > now);
  const ofDevices = signedIn.flatMap(({ hasPushAddress, pushChannel }): DeliveryChannel[] =>
    hasPushAddress ? ['live', pushChannel] : ['live'],
  );
  const { phone, email, declined } = person;
  return channelsTo({ ofDevices, hasPhone: phone !== null, hasEmail: email !== null, declined });
}

function bestPhone(devices: readonly PhoneFacts[], now: Instant): readonly Found[] {
  const judged = devices.map((device) => phoneFaults(device, now));
  const [first, ...others] = judged;
  if (first === undefined) return [fault('no-phone', 'red', 'No phone is signed in.')];
  return others.reduce((best, one) => (weightOf(one) < weightOf(best) ? one : best), first);
}

const LIGHT_WEIGHTS = { green: 0, amber: 100, red: 200 } as const;

/** By light, and then by how much there is to mend. */
function weightOf(found: readonly Found[]): number {
  return LIGHT_WEIGHTS[lightOf(found)] + found.length;
}

function lightOf(found: readonly Found[]): ReadinessLight {
  if (found.some(({ severity }) => severity === 'red')) return 'red';
  return found.length > 0 ? 'amber' : 'green';
}

function phoneFaults(phone: PhoneFacts, now: Instant): readonly Found[] {
  return [
    ...signInFaults(phone, now),
    ...addressFaults(phone, now),
    ...permissionFaults(phone),
    ...silenceFaults(phone, now),
    ...receiptFaults(phone, now),
  ];
}

function signInFaults({ tokenExpiresAt }: PhoneFacts, now: Instant): readonly Found[] {
  if (tokenExpiresAt <= now) {
    return [fault('sign-in-expired', 'red', 'The sign-in of this phone has expired.')];
  }
  const leftMs = tokenExpiresAt - now;
  if (leftMs > READINESS_RULE.expiresSoonMs) return [];
  const sentence = `The sign-in of this phone expires in ${days(leftMs)}.`;
  return [fault('sign-in-expires-soon', 'amber', sentence)];
}

function addressFaults(phone: PhoneFacts, now: Instant): readonly Found[] {
  if (phone.hasPushAddress) return [];
  if (phone.pushGoneAt === null) {
    const sentence = 'This phone has no push address; it rings only while the app is open.';
    return [fault('no-push-address', 'red', sentence)];
  }
  const ago = days(now - phone.pushGoneAt);
  const sentence = `Its push address was called gone ${ago} ago; open the app once.`;
  return [fault('push-address-gone', 'red', sentence)];
}

function permissionFaults({ permission }: PhoneFacts): readonly Found[] {
  switch (permission) {
    case 'granted':
      return [];
    case 'denied':
      return [fault('permission-denied', 'red', 'Notifications are switched off on this phone.')];
    case 'unknown':
      return [
        fault('permission-unknown', 'amber', 'It is not known whether this phone may show alerts.'),
      ];
  }
}

function silenceFaults({ seenAt }: PhoneFacts, now: Instant): readonly Found[] {
  if (seenAt === null) {
    return [fault('not-heard-of-lately', 'amber', 'The app has not been heard of yet.')];
  }
  const silentMs = now - seenAt;
  const sentence = `The app has not been heard of for ${days(silentMs)}.`;
  if (silentMs >= READINESS_RULE.deadAfterMs) return [fault('push-address-dead', 'red', sentence)];
  if (silentMs >= READINESS_RULE.staleAfterMs) {
    return [fault('not-heard-of-for-long', 'red', sentence)];
  }
  if (silentMs < READINESS_RULE.quietAfterMs) return [];
  return [fault('not-heard-of-lately', 'amber', sentence)];
}

function receiptFaults({ receiptAt }: PhoneFacts, now: Instant): readonly Found[] {
  if (receiptAt === null) {
    const sentence = 'This phone has never confirmed that it rang; take part in a drill.';
    return [fault('never-confirmed', 'amber', sentence)];
  }
  const agoMs = now - receiptAt;
  if (agoMs < READINESS_RULE.receiptOldAfterMs) return [];
  const sentence = `This phone last confirmed that it rang ${days(agoMs)} ago.`;
  return [fault('confirmed-long-ago', 'amber', sentence)];
}

function fault(code: ReadinessFaultCode, severity: Severity, sentence: string): Found {
  return { code, severity, sentence };
}

function said(found: readonly Found[]): readonly ReadinessFault[] {
  return found.map(({ code, sentence }) => ({ code, sentence }));
}

/** Whole days, at least one while there is any time at all. */
function days(ms: number): string {
  const count = ms < DAY_MS ? 1 : Math.floor(ms / DAY_MS);
  return count === 1 ? '1 day' : `${String(count)} days`;
}
