import type { Language } from '#core/delivery';
import { SECOND_MS } from '#core/units';

/** Through whom, as whom and how SMS and calls are handed over. */
export interface PhoneOptions {
  readonly channel: 'sms' | 'voice';
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** Twilio's account; unused by a gateway. */
  readonly account: string;
  readonly secret: string;
  readonly from: string;
  /** Where reports and replies go; null: nowhere. */
  readonly callbackUrl: string | null;
  /** Of a local server. */
  readonly ca?: string;
  readonly deadlineMs?: number;
}

/** Providers of telephones answer slower than those of pushes. */
export const PHONE_DEADLINE_MS = 4 * SECOND_MS;

/** Tags of the voices that speak our languages (BCP 47). */
export const VOICES: Readonly<Record<Language, string>> = {
  en: 'en-GB',
  fr: 'fr-FR',
  de: 'de-DE',
};

/** How many seconds a message is worth anything, at least one. */
export function validForS(ttlMs: number): number {
  return Math.max(1, Math.ceil(ttlMs / SECOND_MS));
}
