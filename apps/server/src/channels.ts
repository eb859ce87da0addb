import { FcmHttp2 } from '#adapters/push/fcm-http2';
import { FcmSdk } from '#adapters/push/fcm-sdk';
import type { Channel, Channels, ProviderCallbacks } from '#flow/ports';
import type { ChannelsConfig, FcmConfig } from './config-channels';

/** What is configured of the ways to people's phones, opened. */
export interface OpenChannels {
  readonly channels: Channels;
  readonly callbacks: Readonly<Record<string, ProviderCallbacks>>;
  readonly webPushPublicKey: string | null;
  close(): Promise<void>;
}

type Closable = Channel & { close(): Promise<void> };

/** Opens the channels that are configured; nothing is connected before the first message. */
export function openChannels(config: ChannelsConfig): OpenChannels {
  const push = config.fcm === null ? null : openFcm(config.fcm);
  const open = [push].filter((each) => each !== null);
  return {
    channels: { ...(push === null ? {} : { push }) },
    callbacks: {},
    webPushPublicKey: config.webPush?.publicKey ?? null,
    close: async () => {
      await Promise.all(open.map((each) => each.close()));
    },
  };
}

function openFcm({ sender, ...options }: FcmConfig): Closable {
  return sender === 'sdk' ? new FcmSdk(options) : new FcmHttp2(options);
}
