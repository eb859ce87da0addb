import type { ReceiptMessage } from '#contracts/responder-api';
import { request } from '#web/http';
import { kept } from './kept';
import { paths } from './paths';
import {
  noticeOfPush,
  readPhonePush,
  readPush,
  type PhoneWord,
  type PushWord,
} from './push-notice';
import { shellCache } from './shell-cache';
import { subscribed, type WebPushKey } from './subscription';
import type { WorkerNews } from './worker-news';

declare const self: ServiceWorkerGlobalScope;

/** A receipt that did not get through is tried again after these waits. */
const RETRIES_MS = [1_000, 4_000];

self.addEventListener('install', (event) =>
  event.waitUntil(shellCache.fill().then(() => self.skipWaiting())),
);
self.addEventListener('fetch', (event) => {
  const answer = shellCache.answer(event.request);
  if (answer !== null) event.respondWith(answer);
});
self.addEventListener('activate', (event) => event.waitUntil(begun()));
self.addEventListener('push', (event) => event.waitUntil(pushed(event.data)));
self.addEventListener('notificationclick', (event) => event.waitUntil(touched(event)));
self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(moved()));

/** Nothing of an incident is ever kept; what another version may have kept goes. */
async function begun(): Promise<void> {
  await shellCache.tidy();
  await self.clients.claim();
}

/** Shows what came, and tells the server only once it is shown. */
async function pushed(data: PushMessageData | null): Promise<void> {
  const payload = readJson(data);
  const aboutPhone = readPhonePush(payload);
  if (aboutPhone !== null) {
    await aboutThisPhone(aboutPhone);
    return;
  }
  const word = readPush(payload);
  if (word === null) return;
  const token = await kept.token();
  if (token === null) {
    await unsubscribe();
    return;
  }
  await tellPages();
  const notice = noticeOfPush(word, await kept.hasRung(word.alertId));
  await self.registration.showNotification(notice.title, notice.options);
  if (word.subject === 'alert') await kept.rang(word.alertId);
  await confirm(token, word, 'delivered');
}

/** A challenge goes back at once, as the phone that is signed in here; the rest is only read. */
async function aboutThisPhone(word: PhoneWord): Promise<void> {
  const bearer = await kept.token();
  if (bearer === null) {
    await unsubscribe();
    return;
  }
  await self.registration.showNotification(word.notice.title, word.notice.options);
  if (word.kind === 'note') await tellPages();
  if (word.kind !== 'push-proof') return;
  const body = { challenge: word.challenge };
  const reply = await request(paths.pushProof, { bearer, method: 'POST', body });
  if (!reply.ok) return;
  const shown = await self.registration.getNotifications({ tag: word.kind });
  for (const notification of shown) notification.close();
}

async function touched({ notification }: NotificationEvent): Promise<void> {
  notification.close();
  const word = notification.data as Partial<Pick<PushWord, 'alertId' | 'subject'>>;
  const { alertId, subject } = word;
  const isAlert = alertId !== undefined && subject !== undefined;
  await Promise.all([openApp(), isAlert ? confirmSeen({ alertId, subject }) : null]);
}

async function openApp(): Promise<void> {
  const [page] = await openPages();
  try {
    if (page === undefined) await self.clients.openWindow('./');
    else await page.focus();
  } catch {
    // The browser opens nothing now: that it was touched is told all the same.
  }
}

async function confirmSeen(word: Pick<PushWord, 'alertId' | 'subject'>): Promise<void> {
  const token = await kept.token();
  if (token !== null) await confirm(token, word, 'seen');
}

/** The browser has given up the subscription by itself: asks for another and says where. */
async function moved(): Promise<void> {
  const bearer = await kept.token();
  if (bearer === null) return;
  const key = await request<WebPushKey>(paths.webPushKey, { bearer });
  if (!key.ok || key.value.publicKey === null) return;
  const body = await subscribed(self.registration, key.value.publicKey);
  await request(paths.pushAddress, { bearer, method: 'PUT', body });
}

async function confirm(
  bearer: string,
  word: Pick<PushWord, 'alertId' | 'subject'>,
  kind: ReceiptMessage['kind'],
): Promise<void> {
  const { alertId, subject } = word;
  const body: ReceiptMessage = { alertId, kind, subject, channel: 'web-push' };
  for (const waitMs of [...RETRIES_MS, null]) {
    const reply = await request(paths.receipts, { bearer, method: 'POST', body });
    if (reply.ok || reply.problem.code !== 'unavailable' || waitMs === null) return;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

/** An open page fetches what has come. */
async function tellPages(): Promise<void> {
  for (const page of await openPages()) page.postMessage({ kind: 'pushed' } satisfies WorkerNews);
}

async function openPages(): Promise<readonly WindowClient[]> {
  return self.clients.matchAll({ type: 'window', includeUncontrolled: true });
}

/** Nobody is signed in here any more: whatever still comes is not for this phone. */
async function unsubscribe(): Promise<void> {
  const subscription = await self.registration.pushManager.getSubscription();
  await subscription?.unsubscribe();
}

function readJson(data: PushMessageData | null): unknown {
  try {
    return data?.json();
  } catch {
    return null;
  }
}
