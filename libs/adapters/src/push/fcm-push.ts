import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import type { App, Credential } from 'firebase-admin/app';
import type { Messaging } from 'firebase-admin/messaging';
import { MINUTE_MS, SECOND_MS } from '#core/units';
import type { Push, PushMessage, PushOutcome } from '#flow/ports';
import { Attempt, AttemptAgent } from './attempt';
import { fcmMessage } from './fcm-message';

/**
 * A message that the provider has not taken by then has failed, and holds nobody up. Shorter than
 * the lease of a delivery, so that no other worker sends it meanwhile.
 */
export const PUSH_DEADLINE_MS = 1_500;
/** What FCM asks for when it names no time itself: a minute on quota, else soon. */
const QUOTA_RETRY_MS = MINUTE_MS;
const SOON_RETRY_MS = SECOND_MS;
const CONNECTIONS_MAX = 100;
const ERROR_MAX_CHARS = 300;

export interface FcmOptions {
  readonly projectId: string;
  /** The JSON text of a service account's key; or a fixed token, for a local server. */
  readonly credential: { readonly serviceAccount: string } | { readonly accessToken: string };
  /** A server to talk to instead of Google's. */
  readonly endpoint?: { readonly host: string; readonly port: number; readonly ca?: string };
  readonly deadlineMs?: number;
}

/**
 * Push by Firebase Cloud Messaging, which carries to Apple's and the browsers' services too. Each
 * message is one request over kept connections, tried once: what fails comes back with the time
 * after which to try again, or null where trying again is in vain.
 */
export class FcmPush implements Push {
  private readonly agent: AttemptAgent;
  private opening: Promise<{ readonly app: App; readonly messaging: Messaging }> | null = null;

  constructor(private readonly options: FcmOptions) {
    this.agent = new AttemptAgent({
      keepAlive: true,
      maxSockets: CONNECTIONS_MAX,
      ...(options.endpoint === undefined ? {} : connectionTo(options.endpoint)),
    });
  }

  async send(messages: readonly PushMessage[]): Promise<readonly PushOutcome[]> {
    try {
      const { messaging } = await this.open();
      return await Promise.all(messages.map((message) => this.sendOne(messaging, message)));
    } catch (error) {
      const failed = failure(textOf(error), SOON_RETRY_MS);
      return messages.map(() => failed);
    }
  }

  /** Loads the SDK and its credential ahead of the first message; throws when they are unusable. */
  async prepare(): Promise<void> {
    await this.open();
  }

  /** Lets go of the connections. */
  async close(): Promise<void> {
    const opened = await this.opening?.catch(() => null);
    if (opened) {
      const { deleteApp } = await import('firebase-admin/app');
      await deleteApp(opened.app);
    }
    this.agent.destroy();
  }

  /** The SDK is heavy, so it is loaded on first use. */
  private open(): Promise<{ readonly app: App; readonly messaging: Messaging }> {
    this.opening ??= this.start().catch((error: unknown) => {
      this.opening = null;
      throw error;
    });
    return this.opening;
  }

  private async start(): Promise<{ readonly app: App; readonly messaging: Messaging }> {
    const [{ initializeApp, cert }, { getMessaging }] = await Promise.all([
      import('firebase-admin/app'),
      import('firebase-admin/messaging'),
    ]);
    const { credential, projectId } = this.options;
    const given =
      'accessToken' in credential
        ? fixedToken(credential.accessToken)
        : cert(JSON.parse(credential.serviceAccount) as Record<string, string>);
    const options = { credential: given, projectId, httpAgent: this.agent };
    const app = initializeApp(options, `closeby-${randomUUID()}`);
    return { app, messaging: getMessaging(app) };
  }

  private async sendOne(messaging: Messaging, message: PushMessage): Promise<PushOutcome> {
    const attempt = new Attempt(this.options.deadlineMs ?? PUSH_DEADLINE_MS);
    try {
      const end = await attempt.run(() => messaging.send(fcmMessage(message, Date.now())));
      if ('value' in end) return { outcome: 'handed-over', providerRef: end.value };
      return end.cut.why === 'deadline'
        ? failure('FCM did not answer in time.', SOON_RETRY_MS)
        : failure('FCM is unavailable.', attempt.retryAfterMs ?? SOON_RETRY_MS);
    } catch (error) {
      return outcomeOf(error, attempt.retryAfterMs);
    }
  }
}

/** Codes of the SDK after which the same message would fail again. */
const IN_VAIN = new Set([
  'messaging/invalid-argument',
  'messaging/invalid-payload',
  'messaging/invalid-recipient',
  'messaging/payload-size-limit-exceeded',
  'messaging/mismatched-credential',
  'messaging/third-party-auth-error',
]);
const GONE = new Set([
  'messaging/registration-token-not-registered',
  'messaging/invalid-registration-token',
]);
const QUOTA = new Set([
  'messaging/message-rate-exceeded',
  'messaging/device-message-rate-exceeded',
  'messaging/quota-exceeded',
]);

/**
 * What an error of the SDK means for the token and for trying again. "Invalid argument" says the
 * message or the token; only where it names the token is the token given up.
 */
export function outcomeOf(error: unknown, retryAfterMs: number | null): PushOutcome {
  const text = textOf(error);
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (GONE.has(code)) return { outcome: 'token-gone' };
  if (code === 'messaging/invalid-argument' && /registration token/i.test(text)) {
    return { outcome: 'token-gone' };
  }
  const said = code === '' ? text : `${code}: ${text}`;
  if (IN_VAIN.has(code)) return failure(said, null);
  return failure(said, retryAfterMs ?? (QUOTA.has(code) ? QUOTA_RETRY_MS : SOON_RETRY_MS));
}

function failure(error: string, retryAfterMs: number | null): PushOutcome {
  return { outcome: 'failed', error: error.slice(0, ERROR_MAX_CHARS), retryAfterMs };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function fixedToken(accessToken: string): Credential {
  const token = { access_token: accessToken, expires_in: MINUTE_MS };
  return { getAccessToken: () => Promise.resolve(token) };
}

/** The agent's own host and port win over those of the request. */
function connectionTo(endpoint: NonNullable<FcmOptions['endpoint']>): object {
  const { host, port, ca } = endpoint;
  return {
    host,
    port,
    servername: isIP(host) === 0 ? host : '',
    ...(ca === undefined ? {} : { ca }),
  };
}
