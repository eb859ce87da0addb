import { createECDH } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PostedCallback } from './callback-poster';
import type { FcmMessage } from './fcm-rules';
import { FcmServer, type DeliveredPush } from './fcm-server';
import { selfSigned } from './self-signed';
import { SmsGateway } from './sms-gateway';
import type { SmsMessage } from './sms-order';
import { SmtpSink, type DeliveredMail } from './smtp-sink';
import type { FaultShares } from './treatments';
import {
  WebPushService,
  type DeliveredWebPush,
  type WebPushSubscription,
} from './web-push-service';

/** What goes wrong by lot, and whose phone is gone. Shares are 0 to 1; times are real. */
export interface ProviderFaults extends Omit<FaultShares, 'dropShare' | 'lateShare'> {
  /** FCM says that it took them, and no phone ever gets them. */
  readonly pushDropShare?: number;
  readonly pushLateShare?: number;
  /** FCM calls them unregistered. */
  readonly deadTokens?: Iterable<string>;
  readonly webPush?: FaultShares;
  readonly sms?: FaultShares;
}

export interface FakeProvidersOptions {
  readonly faults?: ProviderFaults;
  /** Where each listens; left out, wherever there is room. */
  readonly ports?: Readonly<Partial<Record<'fcm' | 'webPush' | 'sms' | 'smtp', number>>>;
  /** How long an SMS takes to the phone, and a call until it is answered. */
  readonly smsCarryMs?: number;
  readonly onPush?: (push: DeliveredPush) => void;
  readonly onWebPush?: (push: DeliveredWebPush) => void;
  readonly onSms?: (message: SmsMessage) => void;
  readonly onMail?: (mail: DeliveredMail) => void;
  readonly onCallback?: (posted: PostedCallback) => void;
}

/** How a Closeby server is to use the providers. */
export interface EnvironmentOptions {
  readonly sms?: 'gateway' | 'twilio';
  readonly fcmSender?: 'http2' | 'sdk';
}

/** What the server believes to be its address where it was not told another. */
export const PUBLIC_URL = 'https://closeby.test';
const SMS_FROM = '+17575550100';
const VOICE_FROM = '+17575550101';

/** Starts every local provider on 127.0.0.1, under one certificate of their own. */
export async function startFakeProviders(
  options: FakeProvidersOptions = {},
): Promise<FakeProviders> {
  const tls = selfSigned(['localhost', '127.0.0.1']);
  const folder = await mkdtemp(join(tmpdir(), 'closeby-providers-'));
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, tls.cert);
  const phones: Phones = new Map();
  const { onWebPush, onSms, onMail, onCallback, smsCarryMs, ports = {} } = options;
  const fcm = await FcmServer.start({
    projectId: 'closeby-local',
    accessToken: 'local',
    onDelivered: (push) => {
      options.onPush?.(push);
      for (const listener of phones.get(push.message.token) ?? []) listener(push.message);
    },
    ...given({ tls, port: ports.fcm }),
  });
  const webPush = await WebPushService.start(
    given({ tls, port: ports.webPush, onDelivered: onWebPush }),
  );
  const sms = await SmsGateway.start(
    given({ tls, port: ports.sms, carryMs: smsCarryMs, onDelivered: onSms, onCallback }),
  );
  const smtp = await SmtpSink.start(given({ tls, port: ports.smtp, onDelivered: onMail }));
  const servers = { fcm, webPush, sms, smtp };
  const providers = new FakeProviders({ ...servers, ca: tls.cert, folder, caFile, phones });
  providers.setFaults(options.faults ?? null);
  return providers;
}

type Phones = Map<string, Set<(message: FcmMessage) => void>>;

interface Parts {
  readonly fcm: FcmServer;
  readonly webPush: WebPushService;
  readonly sms: SmsGateway;
  readonly smtp: SmtpSink;
  readonly ca: string;
  readonly folder: string;
  readonly caFile: string;
  readonly phones: Phones;
}

/** Local stand-ins for everybody whom Closeby hands messages to. */
export class FakeProviders {
  readonly fcm: FcmServer;
  readonly webPush: WebPushService;
  readonly sms: SmsGateway;
  readonly smtp: SmtpSink;
  /** The certificate to trust, as PEM. */
  readonly ca: string;
  /** The server's pair of keys for Web Push, as base64url. */
  readonly vapid = vapidKeys();

  constructor(private readonly parts: Parts) {
    this.fcm = parts.fcm;
    this.webPush = parts.webPush;
    this.sms = parts.sms;
    this.smtp = parts.smtp;
    this.ca = parts.ca;
  }

  /**
   * Environment of a Closeby server that is to use them.
   *
   * @param publicUrl what it believes to be its own address; where that does not lead to it, say
   *   where it is by `setCallbackTarget`
   */
  env(publicUrl = PUBLIC_URL, options: EnvironmentOptions = {}): Record<string, string> {
    const { fcm, sms, smtp, vapid } = this;
    const { caFile } = this.parts;
    const isTwilio = options.sms === 'twilio';
    return {
      PUBLIC_URL: publicUrl,
      FCM_LOCAL_ADDRESS: `${fcm.host}:${fcm.port}`,
      FCM_LOCAL_CA: caFile,
      FCM_SENDER: options.fcmSender ?? 'http2',
      WEB_PUSH_PUBLIC_KEY: vapid.publicKey,
      WEB_PUSH_PRIVATE_KEY: vapid.privateKey,
      WEB_PUSH_SUBJECT: 'mailto:duty@closeby.test',
      WEB_PUSH_LOCAL_CA: caFile,
      SMS_PROVIDER: isTwilio ? 'twilio' : 'gateway',
      SMS_BASE_URL: sms.url,
      ...(isTwilio ? { SMS_ACCOUNT: sms.accountSid } : {}),
      SMS_SECRET: sms.secret,
      SMS_FROM,
      SMS_CALLBACK_SECRETS: isTwilio ? sms.secret : sms.signingSecret,
      SMS_LOCAL_CA: caFile,
      VOICE_FROM,
      SMTP_URL: smtp.url,
      SMTP_FROM: 'closeby@closeby.test',
      SMTP_LOCAL_CA: caFile,
    };
  }

  /** What goes wrong from now on; null: nothing. Those whose phone is gone stay gone. */
  setFaults(faults: ProviderFaults | null): void {
    const { fcm, webPush, sms } = this;
    fcm.treatments.draw(faults === null ? null : pushShares(faults));
    const seed = faults?.seed === undefined ? {} : { seed: faults.seed };
    webPush.treatments.draw(faults?.webPush === undefined ? null : { ...seed, ...faults.webPush });
    sms.treatments.draw(faults?.sms === undefined ? null : { ...seed, ...faults.sms });
    for (const token of faults?.deadTokens ?? []) fcm.treat(token, { how: 'unregistered' });
  }

  /** Calls back with each push that reaches the phone of this token; returns how to stop. */
  onPush(token: string, listener: (message: FcmMessage) => void): () => void {
    const heard = this.parts.phones.get(token) ?? new Set();
    this.parts.phones.set(token, heard.add(listener));
    return () => heard.delete(listener);
  }

  /** A browser subscribes to messages of the server that `env` makes. */
  subscribe(): WebPushSubscription {
    return this.webPush.subscribe(this.vapid.publicKey);
  }

  /** Calls back with each message that reaches the browser of a subscription. */
  onWebPush(endpoint: string, listener: (push: DeliveredWebPush) => void): () => void {
    return this.webPush.onMessage(endpoint, listener);
  }

  /** Calls back with each SMS and call that reaches this number; returns how to stop. */
  onSms(number: string, listener: (message: SmsMessage) => void): () => void {
    return this.sms.onMessage(number, listener);
  }

  /** The person at this number writes back; see `SmsGateway.reply`. */
  reply(number: string, text: string): Promise<PostedCallback> {
    return this.sms.reply(number, text);
  }

  /** The person at this number presses a key in the call they got last. */
  press(number: string, key: string): Promise<PostedCallback> {
    return this.sms.reply(number, key, 'voice');
  }

  /** Where the server really is, for call-backs; null: where its public address says. */
  setCallbackTarget(url: string | null): void {
    this.sms.leadCallbacksTo(url);
  }

  /** Stops all of them and takes their files away. */
  async stop(): Promise<void> {
    const { fcm, webPush, sms, smtp } = this;
    await Promise.all([fcm, webPush, sms, smtp].map((server) => server.close()));
    await rm(this.parts.folder, { recursive: true, force: true });
  }
}

function pushShares(faults: ProviderFaults): FaultShares {
  const { seed, lateMs, slowShare, slowMs, quotaShare, unavailableShare, retryAfterS } = faults;
  const shares = { seed, lateMs, slowShare, slowMs, quotaShare, unavailableShare, retryAfterS };
  return given({ ...shares, dropShare: faults.pushDropShare, lateShare: faults.pushLateShare });
}

/** Without what was left out. */
function given<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const present = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as { [K in keyof T]: Exclude<T[K], undefined> };
}

function vapidKeys(): { readonly publicKey: string; readonly privateKey: string } {
  const pair = createECDH('prime256v1');
  const publicKey = pair.generateKeys('base64url');
  // A private key that begins with zeros is shorter than it has to be written.
  const privateKey = Buffer.from(pair.getPrivateKey('hex').padStart(64, '0'), 'hex');
  return { publicKey, privateKey: privateKey.toString('base64url') };
}
