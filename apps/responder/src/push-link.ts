import type { PushAddressMessage } from '#contracts/reach-api';
import type { Reply } from '#web/http';
import { t } from '#web/language';
import { kept } from './kept';
import { paths } from './paths';
import { subscribed, type WebPushKey } from './subscription';
import { isWorkerNews } from './worker-news';

const WORKER = './sw.js';

/**
 * `off`: nobody has been asked yet. `not-offered`: this server pushes to no browser. `failing`:
 * allowed, but the push service or the server did not answer; tried again at the next start.
 */
export type PushState =
  'looking' | 'unsupported' | 'not-offered' | 'off' | 'denied' | 'on' | 'failing';

export interface PushLinkListener {
  /** Asks the server as this phone; a body is put there. */
  readonly ask: <T>(path: string, body?: unknown) => Promise<Reply<T>>;
  /** Something has come by push while this page is open. */
  readonly onPushed: () => void;
  readonly onChange: () => void;
}

/** Being called while this page is closed: the worker, the browser's leave and its subscription. */
export class PushLink {
  state: PushState = 'looking';
  private registration: ServiceWorkerRegistration | null = null;
  private listening = false;

  constructor(private readonly listener: PushLinkListener) {}

  /** At each start: starts the worker, and mends a subscription that was lost meanwhile. */
  async begin(token: string): Promise<void> {
    await kept.signIn(token);
    this.registration ??= await registered();
    if (this.registration !== null) this.listen();
    await this.mend();
  }

  /** Asks the person for leave; call it from a touch. */
  async allow(): Promise<void> {
    if (this.registration === null || !(t('Notification') in globalThis)) return;
    await Notification.requestPermission();
    await this.mend();
  }

  /** At sign-out: nothing comes any more, and nothing shown or kept is left. */
  async end(): Promise<void> {
    await kept.clear();
    const { registration } = this;
    this.state = 'looking';
    if (registration === null) return;
    for (const shown of await registration.getNotifications()) shown.close();
    const subscription = await registration.pushManager.getSubscription().catch(() => null);
    await subscription?.unsubscribe().catch(() => false);
  }

  /** Takes away what is shown of alerts that the page shows itself. */
  async clearShown(): Promise<void> {
    for (const shown of (await this.registration?.getNotifications()) ?? []) shown.close();
  }

  private async mend(): Promise<void> {
    const { registration } = this;
    const able = registration !== null && 'pushManager' in registration;
    if (!able || !(t('Notification') in globalThis)) {
      await this.tell(null, 'denied');
      this.become('unsupported');
      return;
    }
    if (Notification.permission !== 'granted') {
      const denied = Notification.permission === 'denied';
      await this.tell(null, denied ? 'denied' : 'unknown');
      this.become(denied ? 'denied' : 'off');
      return;
    }
    this.become(await this.subscribe(registration));
  }

  private async subscribe(registration: ServiceWorkerRegistration): Promise<PushState> {
    const key = await this.listener.ask<WebPushKey>(paths.webPushKey);
    if (!key.ok) return 'failing';
    if (key.value.publicKey === null) {
      await this.tell(null, 'granted');
      return 'not-offered';
    }
    try {
      const body = await subscribed(registration, key.value.publicKey);
      const told = await this.listener.ask(paths.pushAddress, body);
      return told.ok ? 'on' : 'failing';
    } catch {
      await this.tell(null, 'granted');
      return 'failing';
    }
  }

  private async tell(
    subscription: null,
    permission: NonNullable<PushAddressMessage['permission']>,
  ): Promise<void> {
    const body: PushAddressMessage = { channel: 'web-push', subscription, permission };
    await this.listener.ask(paths.pushAddress, body);
  }

  private become(state: PushState): void {
    this.state = state;
    this.listener.onChange();
  }

  private listen(): void {
    if (this.listening) return;
    this.listening = true;
    navigator.serviceWorker.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (isWorkerNews(event.data)) this.listener.onPushed();
    });
  }
}

async function registered(): Promise<ServiceWorkerRegistration | null> {
  if (!('serviceWorker' in navigator)) return null;
  try {
    return await navigator.serviceWorker.register(WORKER, { updateViaCache: 'none' });
  } catch {
    return null;
  }
}
