import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import type { ServedByFakes } from '../support/fake-providers';

/** What a browser shows of one notification. */
export interface Shown {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  readonly silent: boolean;
}

/**
 * A browser whose push service is the local one: no word leaves the machine, yet the server signs
 * and encrypts, the service decrypts, and the browser wakes its service worker as it always does.
 */
export class PushedPhone {
  private registrationId = '';

  private constructor(
    readonly page: Page,
    /** A page of the same browser that is none of the app's. */
    private readonly beside: Page,
    private readonly session: CDPSession,
  ) {}

  /** Before the page is opened: gives its context a subscription at the local push service. */
  static async prepare(context: BrowserContext, { providers }: ServedByFakes): Promise<string> {
    const subscription = providers.subscribe();
    await context.addInitScript({
      content: `{
        const given = ${JSON.stringify(subscription)};
        const subscription = { toJSON: () => given, unsubscribe: async () => true };
        PushManager.prototype.subscribe = async () => subscription;
        PushManager.prototype.getSubscription = async () => subscription;
      }`,
    });
    return subscription.endpoint;
  }

  /** Leads what comes for a subscription to the service worker of this page. */
  static async of(page: Page, served: ServedByFakes, endpoint: string): Promise<PushedPhone> {
    const { server, providers } = served;
    const context = page.context();
    const beside = await context.newPage();
    await beside.goto(`${server.url}/health/live`);
    const session = await context.newCDPSession(beside);
    const phone = new PushedPhone(page, beside, session);
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL.endsWith('/responder/'));
      if (own !== undefined) phone.registrationId = own.registrationId;
    });
    await session.send('ServiceWorker.enable');
    const stop = providers.onWebPush(endpoint, ({ text }) => void phone.receive(text));
    context.once('close', stop);
    return phone;
  }

  /** A finger on what is shown. */
  async touch(): Promise<void> {
    const [worker] = this.beside.context().serviceWorkers();
    await worker?.evaluate(`registration.getNotifications().then(([notification]) => {
      dispatchEvent(new NotificationEvent('notificationclick', { notification }));
    })`);
  }

  /** Opens the app again in the page that was beside it. */
  async openApp(): Promise<Page> {
    await this.beside.goto(new URL('/responder/', this.beside.url()).href);
    return this.beside;
  }

  /** The push service hands a message to the browser, which wakes the worker for it. */
  async receive(text: string): Promise<void> {
    const { registrationId, session } = this;
    const { origin } = new URL(this.beside.url());
    await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: text });
  }

  /** What the browser shows now. */
  async shown(): Promise<readonly Shown[]> {
    const script = `navigator.serviceWorker.getRegistration('/responder/')
      .then((registration) => registration?.getNotifications() ?? [])
      .then((all) => all.map(({ title, body, tag, silent }) => ({ title, body, tag, silent })))`;
    return this.beside.evaluate<readonly Shown[]>(script);
  }
}
