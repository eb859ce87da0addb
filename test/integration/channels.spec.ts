import { randomInt, randomUUID } from 'node:crypto';
import { beforeAll } from '@jest/globals';
import { generateVAPIDKeys } from 'web-push';
import {
  BUSY_FOR_MS,
  channelConformance,
  type ChannelUnderTest,
  type Treatment,
} from '#adapters/conformance/channel';
import { Smtp } from '#adapters/email/smtp';
import { FcmHttp2 } from '#adapters/push/fcm-http2';
import type { FcmOptions } from '#adapters/push/fcm-options';
import { FcmSdk } from '#adapters/push/fcm-sdk';
import { HttpGateway } from '#adapters/sms/http-gateway';
import type { PhoneOptions } from '#adapters/sms/phone-options';
import { Twilio } from '#adapters/sms/twilio';
import { WebPush } from '#adapters/web-push/web-push';
import { FcmServer, type FcmBehaviour } from '../../apps/simulator/src/providers/fcm-server';
import { SmsGateway, type SmsBehaviour } from '../../apps/simulator/src/providers/sms-gateway';
import { SmtpSink, type MailBehaviour } from '../../apps/simulator/src/providers/smtp-sink';
import {
  WebPushService,
  type WebPushBehaviour,
} from '../../apps/simulator/src/providers/web-push-service';

const DEADLINE_MS = 2_000;
const SLOW_MS = 60_000;
const ALL: readonly Treatment[] = ['takes', 'gone', 'malformed', 'busy', 'broken'];

/** A call always has words of ours, which no provider finds fault with. */
const WITHOUT_MALFORMED = ALL.filter((treatment) => treatment !== 'malformed');

const COMMON = {
  takes: { how: 'ok' },
  busy: { how: 'quota', retryAfterS: BUSY_FOR_MS / 1_000 },
  broken: { how: 'unavailable' },
  slow: { how: 'slow', ms: SLOW_MS },
} as const;
const FCM: Readonly<Record<Treatment, FcmBehaviour>> = {
  ...COMMON,
  gone: { how: 'unregistered' },
  malformed: { how: 'invalid-payload' },
};
const WEB_PUSH: Readonly<Record<Treatment, WebPushBehaviour>> = {
  ...COMMON,
  gone: { how: 'gone' },
  malformed: { how: 'too-large' },
};
const SMS: Readonly<Record<Exclude<Treatment, 'malformed'>, SmsBehaviour>> = {
  ...COMMON,
  gone: { how: 'number-unreachable' },
};
const MAIL: Readonly<Partial<Record<Treatment, MailBehaviour>>> = {
  gone: { how: 'unknown-recipient' },
  broken: { how: 'busy' },
  slow: { how: 'slow', ms: DEADLINE_MS + 1_000 },
};

/** A port that nobody listens on any more. */
let freePort = 0;
beforeAll(async () => {
  const gone = await FcmServer.start();
  freePort = gone.port;
  await gone.close();
});

type Fcm = new (options: FcmOptions) => ChannelUnderTest['channel'];

async function fcmStage(Sender: Fcm): Promise<ChannelUnderTest> {
  const fcm = await FcmServer.start();
  const to = (endpoint: FcmOptions['endpoint']): ChannelUnderTest['channel'] =>
    new Sender({
      projectId: fcm.projectId,
      credential: { accessToken: fcm.accessToken },
      ...(endpoint === undefined ? {} : { endpoint }),
      deadlineMs: DEADLINE_MS,
    });
  return {
    channel: to({ host: fcm.host, port: fcm.port, ca: fcm.ca }),
    lost: to({ host: fcm.host, port: freePort, ca: fcm.ca }),
    distrustful: to({ host: fcm.host, port: fcm.port }),
    address: (treatment) => {
      const token = `token-${randomUUID()}`;
      fcm.treat(token, FCM[treatment]);
      return token;
    },
    arrived: (token) => fcm.delivered.filter(({ message }) => message.token === token).length,
    close: () => fcm.close(),
  };
}

async function webPushStage(): Promise<ChannelUnderTest> {
  const service = await WebPushService.start();
  const keys = { ...generateVAPIDKeys(), subject: 'mailto:duty@closeby.test' };
  const stranger = await WebPushService.start();
  const options = { ...keys, deadlineMs: DEADLINE_MS };
  const endpointOf = (address: string) => (JSON.parse(address) as { endpoint: string }).endpoint;
  const channel = new WebPush({ ...options, localCa: service.ca });
  const elsewhere = new WebPush({ ...options, localCa: service.ca });
  return {
    channel,
    lost: {
      deadlineMs: DEADLINE_MS,
      handOver: (message) =>
        elsewhere.handOver({
          ...message,
          address: message.address.replace(`:${service.port}`, `:${freePort}`),
        }),
      close: () => elsewhere.close(),
    },
    distrustful: new WebPush({ ...options, localCa: stranger.ca }),
    address: (treatment) => {
      const subscription = service.subscribe(keys.publicKey);
      service.treat(subscription.endpoint, WEB_PUSH[treatment]);
      return JSON.stringify(subscription);
    },
    arrived: (address) =>
      service.delivered.filter(({ endpoint }) => endpoint === endpointOf(address)).length,
    close: async () => {
      await Promise.all([service.close(), stranger.close()]);
    },
  };
}

type Phones = new (options: PhoneOptions) => ChannelUnderTest['channel'];

async function phoneStage(Sender: Phones, channel: 'sms' | 'voice'): Promise<ChannelUnderTest> {
  const gateway = await SmsGateway.start({ carryMs: 0 });
  const to = (way: Pick<PhoneOptions, 'baseUrl' | 'ca'>): ChannelUnderTest['channel'] =>
    new Sender({
      ...way,
      channel,
      account: gateway.accountSid,
      secret: gateway.secret,
      from: '+17575550100',
      callbackUrl: null,
      deadlineMs: DEADLINE_MS,
    });
  // The phone gets what was taken a moment later.
  const arrivals = new Map<string, number>();
  const waiting = new Map<string, () => void>();
  const arrivalAt = (number: string): Promise<void> =>
    new Promise((resolve) => {
      if (arrivals.has(number)) resolve();
      else waiting.set(number, resolve);
    });
  /** Those who are sent nothing, which no gateway takes. */
  const wordless = new Set<string>();
  const real = to({ baseUrl: gateway.url, ca: gateway.ca });
  return {
    channel: {
      deadlineMs: real.deadlineMs,
      handOver: async (message) => {
        const text = wordless.has(message.address) ? { title: '', body: '' } : message.text;
        const outcome = await real.handOver({ ...message, text });
        if (outcome.outcome === 'taken') await arrivalAt(message.address);
        return outcome;
      },
      close: () => real.close(),
    },
    lost: to({ baseUrl: `https://127.0.0.1:${freePort}`, ca: gateway.ca }),
    distrustful: to({ baseUrl: gateway.url }),
    address: (treatment) => {
      const number = `+1757${randomInt(1_000_000, 10_000_000)}`;
      if (treatment === 'malformed') wordless.add(number);
      else gateway.treat(number, SMS[treatment]);
      gateway.onMessage(number, () => {
        arrivals.set(number, (arrivals.get(number) ?? 0) + 1);
        waiting.get(number)?.();
      });
      return number;
    },
    arrived: (number) => arrivals.get(number) ?? 0,
    close: () => gateway.close(),
  };
}

async function mailStage(): Promise<ChannelUnderTest> {
  const sink = await SmtpSink.start();
  const to = (url: string, ca?: string): ChannelUnderTest['channel'] =>
    new Smtp({
      url,
      from: 'closeby@closeby.test',
      ...(ca === undefined ? {} : { localCa: ca }),
      deadlineMs: DEADLINE_MS,
    });
  return {
    channel: to(sink.url, sink.ca),
    lost: to(`smtp://127.0.0.1:${freePort}`, sink.ca),
    distrustful: to(sink.url),
    address: (treatment) => {
      const address = `${randomUUID()}@closeby.test`;
      sink.treat(address, MAIL[treatment] ?? { how: 'ok' });
      return address;
    },
    arrived: (address) => sink.delivered.filter((mail) => mail.to.includes(address)).length,
    close: () => sink.close(),
  };
}

channelConformance('FCM over HTTP/2', ALL, () => fcmStage(FcmHttp2));
channelConformance('FCM through firebase-admin', ALL, () => fcmStage(FcmSdk));
channelConformance('Web Push', ALL, webPushStage);
channelConformance('SMS through a gateway', ALL, () => phoneStage(HttpGateway, 'sms'));
channelConformance('calls through a gateway', ALL, () => phoneStage(HttpGateway, 'voice'));
channelConformance('SMS in Twilio’s shape', ALL, () => phoneStage(Twilio, 'sms'));
channelConformance('calls in Twilio’s shape', WITHOUT_MALFORMED, () => phoneStage(Twilio, 'voice'));
channelConformance('e-mail', ['takes', 'gone', 'broken'], mailStage);
