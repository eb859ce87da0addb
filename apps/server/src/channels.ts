import { Smtp } from '#adapters/email/smtp';
import { FcmHttp2 } from '#adapters/push/fcm-http2';
import { FcmSdk } from '#adapters/push/fcm-sdk';
import { GenericCallbacks } from '#adapters/sms/generic-callbacks';
import { HttpGateway } from '#adapters/sms/http-gateway';
import { Twilio } from '#adapters/sms/twilio';
import { TwilioCallbacks } from '#adapters/sms/twilio-callbacks';
import { WebPush } from '#adapters/web-push/web-push';
import { ROUTES } from '#contracts/routes';
import type { Channel, Channels, ProviderCallbacks } from '#flow/ports';
import type { ChannelsConfig, FcmConfig, SmsConfig } from './config-channels';

/** What is configured of the ways to people's phones, opened. */
export interface OpenChannels {
  readonly channels: Channels;
  readonly callbacks: Readonly<Record<string, ProviderCallbacks>>;
  readonly webPushPublicKey: string | null;
  /** Fetches and connects what the first push would wait for; rejects where that fails. */
  prepare(): Promise<void>;
  close(): Promise<void>;
}

type Closable = Channel & { close(): Promise<void> };
type Preparable = Closable & { prepare(): Promise<void> };

/** Opens the channels that are configured; none is connected before it is prepared or used. */
export function openChannels(config: ChannelsConfig): OpenChannels {
  const { fcm, webPush, sms, email } = config;
  const push = fcm === null ? null : openFcm(fcm);
  const channels: Partial<Record<keyof Channels, Closable>> = {
    ...(push === null ? {} : { push }),
    ...(webPush === null ? {} : { 'web-push': new WebPush(webPush) }),
    ...(sms === null ? {} : openPhones(sms, config.publicUrl)),
    ...(email === null ? {} : { email: new Smtp(email) }),
  };
  return {
    channels,
    callbacks: sms === null ? {} : { [sms.provider]: callbacksOf(sms) },
    webPushPublicKey: webPush?.publicKey ?? null,
    prepare: async () => push?.prepare(),
    close: async () => {
      await Promise.all(Object.values(channels).map((channel) => channel.close()));
    },
  };
}

function openFcm({ sender, ...options }: FcmConfig): Preparable {
  return sender === 'sdk' ? new FcmSdk(options) : new FcmHttp2(options);
}

/** SMS, and calls where there is a number to call from. */
function openPhones(config: SmsConfig, publicUrl: string | null): Record<string, Closable> {
  const { provider, localCa, voiceFrom } = config;
  const open = (channel: 'sms' | 'voice', from: string): Closable => {
    const options = {
      channel,
      from,
      baseUrl: config.baseUrl,
      account: config.account,
      secret: config.secret,
      callbackUrl: publicUrl === null ? null : publicUrl + callbackPath(provider),
      ...(localCa === undefined ? {} : { ca: localCa }),
    };
    return provider === 'twilio' ? new Twilio(options) : new HttpGateway(options);
  };
  return {
    sms: open('sms', config.from),
    ...(voiceFrom === null ? {} : { voice: open('voice', voiceFrom) }),
  };
}

function callbackPath(provider: string): string {
  return ROUTES.takeProviderCallback.path.replace(':provider', provider);
}

function callbacksOf({ provider, callbackSecrets }: SmsConfig): ProviderCallbacks {
  return provider === 'twilio'
    ? new TwilioCallbacks(callbackSecrets)
    : new GenericCallbacks(callbackSecrets);
}
