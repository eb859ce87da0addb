import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import type { App, Credential } from 'firebase-admin/app';
import type { Messaging, TokenMessage } from 'firebase-admin/messaging';
import { MINUTE_MS, SECOND_MS } from '#core/units';
import type { Channel, ChannelMessage, HandOver } from '#flow/ports';
import { addressGone, errorText, noAnswer, refused, tryAgain } from '#adapters/shared/hand-over';
import { Attempt, AttemptAgent } from './attempt';
import { QUOTA_RETRY_MS } from './fcm-errors';
import { fcmMessage, type FcmMessage } from './fcm-message';
import { PUSH_DEADLINE_MS, type FcmOptions } from './fcm-options';

const CONNECTIONS_MAX = 100;

interface Opened {
  readonly app: App;
  readonly messaging: Messaging;
}

/**
 * Push by Firebase Cloud Messaging through firebase-admin. Each message is one request over kept
 * HTTP/1.1 connections, tried once.
 */
export class FcmSdk implements Channel {
  readonly deadlineMs: number;
  private readonly agent: AttemptAgent;
  private opening: Promise<Opened> | null = null;

  constructor(private readonly options: FcmOptions) {
    this.deadlineMs = options.deadlineMs ?? PUSH_DEADLINE_MS;
    this.agent = new AttemptAgent({
      keepAlive: true,
      maxSockets: CONNECTIONS_MAX,
      ...(options.endpoint === undefined ? {} : connectionTo(options.endpoint)),
    });
  }

  async handOver(message: ChannelMessage): Promise<HandOver> {
    const attempt = new Attempt(this.deadlineMs);
    try {
      const { messaging } = await this.open();
      const sent = sdkMessage(fcmMessage(message, Date.now()));
      const end = await attempt.run(() => messaging.send(sent));
      if ('value' in end) return { outcome: 'taken', providerRef: end.value };
      return end.cut.why === 'deadline'
        ? noAnswer('FCM did not answer in time.')
        : tryAgain('FCM is unavailable.', attempt.retryAfterMs);
    } catch (error) {
      return sdkOutcome(error, attempt.retryAfterMs);
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
  private open(): Promise<Opened> {
    this.opening ??= this.start().catch((error: unknown) => {
      this.opening = null;
      throw error;
    });
    return this.opening;
  }

  private async start(): Promise<Opened> {
    const [{ initializeApp, cert }, { getMessaging }] = await Promise.all([
      import('firebase-admin/app'),
      import('firebase-admin/messaging'),
    ]);
    const { credential, projectId } = this.options;
    const given =
      'accessToken' in credential
        ? fixedCredential(credential.accessToken)
        : cert(JSON.parse(credential.serviceAccount) as Record<string, string>);
    const options = { credential: given, projectId, httpAgent: this.agent };
    const app = initializeApp(options, `closeby-${randomUUID()}`);
    return { app, messaging: getMessaging(app) };
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
  'messaging/authentication-error',
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
/** Not reached at all, or the answer did not come whole. */
const UNREACHED = /^app\/network-(error|timeout)$/;

/**
 * What an error of the SDK means for the address and for trying again. "Invalid argument" says the
 * message or the token; only where it names the token as a whole is the address given up.
 */
export function sdkOutcome(error: unknown, retryAfterMs: number | null): HandOver {
  const text = errorText(error);
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const said = code === '' ? text : `${code}: ${text}`;
  if (GONE.has(code)) return addressGone(said);
  if (code === 'messaging/invalid-argument' && /\bregistration token\b/i.test(text)) {
    return addressGone(said);
  }
  if (IN_VAIN.has(code)) return refused(said);
  if (UNREACHED.test(code)) return noAnswer(said);
  return tryAgain(said, retryAfterMs ?? (QUOTA.has(code) ? QUOTA_RETRY_MS : null));
}

/** The same message in the SDK's words, which it turns back into FCM's. */
export function sdkMessage(message: FcmMessage): TokenMessage {
  const { token, notification, data, android, apns } = message;
  return {
    token,
    notification,
    data,
    android: {
      priority: android.priority,
      ttl: Number.parseInt(android.ttl, 10) * SECOND_MS,
      collapseKey: android.collapse_key,
      notification: {
        channelId: android.notification.channel_id,
        tag: android.notification.tag,
      },
    },
    apns: { headers: { ...apns.headers }, payload: { aps: apsOf(apns.payload.aps) } },
  };
}

function apsOf(aps: FcmMessage['apns']['payload']['aps']): Record<string, unknown> {
  const { sound, ...rest } = aps;
  return {
    ...rest,
    sound: typeof sound === 'string' ? sound : { ...sound, critical: true },
  };
}

function fixedCredential(accessToken: string): Credential {
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
