import type { AlertView } from '#contracts/responder-api';
import type { Instant } from '#core/units';
import type { Reply } from '#web/http';
import { t } from '#web/language';

/** Whether somebody can see this page now. */
export function isVisible(): boolean {
  return document.visibilityState === 'visible';
}

/** What is answered for the server while nobody is signed in here. */
export async function notSignedIn(): Promise<Reply<never>> {
  return Promise.resolve({
    ok: false,
    problem: { code: 'unauthenticated', detail: t('This phone is not signed in.') },
  });
}

/** Milliseconds left to answer an alert; zero when they are over. */
export function leftToAnswer(alert: AlertView, now: Instant): number {
  const wholeMs = Date.parse(alert.expiresAt) - Date.parse(alert.sentAt);
  return Math.min(wholeMs, Math.max(0, Date.parse(alert.expiresAt) - now));
}
