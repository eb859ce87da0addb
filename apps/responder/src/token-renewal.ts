import type { RenewedToken } from '#contracts/responder-api';
import { PHONE_TOKEN_RENEWED_AFTER_MS } from '#core/phone-token';
import { MINUTE_MS } from '#core/units';
import { request } from '#web/http';
import { kept } from './kept';
import { paths } from './paths';
import { session } from './session';

const LOCK = 'closeby.token';
/** A page that opens for an alarm does not wait longer for this. */
const ANSWER_TIMEOUT_MS = 3_000;
/** Between two tries of an open page. */
const TRIED_EVERY_MS = 30 * MINUTE_MS;

let nextTryMs = 0;

/**
 * The token of this phone, traded for a new one where it is older than a day; null when nobody is
 * signed in here. One tab trades while the others wait, since only one new token is good.
 */
export async function freshToken(): Promise<string | null> {
  if (session.token() !== null && 'locks' in navigator) {
    await navigator.locks.request(LOCK, renew);
  }
  return session.token();
}

/** As `freshToken`, now and then, for a page that stays open; its line then lives by the new. */
export async function renewInTime(phone: {
  readonly line: { reopen(): void } | null;
  readonly alerts: { open(): readonly unknown[] };
}): Promise<void> {
  const now = Date.now();
  const isBusy = phone.line === null || phone.alerts.open().length > 0;
  if (isBusy || now < nextTryMs || !session.isOlder(PHONE_TOKEN_RENEWED_AFTER_MS, now)) return;
  nextTryMs = now + TRIED_EVERY_MS;
  const before = session.token();
  const token = await freshToken();
  if (token !== null && token !== before) phone.line.reopen();
}

async function renew(): Promise<void> {
  // A page that was closed between the answer and here has the new token, and goes on with it.
  await takeOver();
  const bearer = session.token();
  if (bearer === null || !session.isOlder(PHONE_TOKEN_RENEWED_AFTER_MS, Date.now())) return;
  const asked = { bearer, method: 'POST', timeoutMs: ANSWER_TIMEOUT_MS } as const;
  const reply = await request<RenewedToken>(paths.token, asked);
  if (!reply.ok || session.token() !== bearer) return;
  session.keepNext(reply.value.token);
  await takeOver();
}

/** The worker first, then the page: whichever of them uses it first, the other has it too. */
async function takeOver(): Promise<void> {
  const next = session.next();
  if (next === null) return;
  await kept.signIn(next);
  if (session.next() === next) session.renew(next);
}
