import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What each channel to people's phones is opened with; null where it is not configured. */
export interface ChannelsConfig {
  readonly fcm: FcmConfig | null;
  readonly webPush: WebPushConfig | null;
  readonly sms: SmsConfig | null;
  readonly email: EmailConfig | null;
  /** Where providers call back; null: they do not. */
  readonly publicUrl: string | null;
}

export interface FcmConfig {
  readonly sender: 'http2' | 'sdk';
  readonly projectId: string;
  readonly credential: { readonly serviceAccount: string } | { readonly accessToken: string };
  readonly endpoint?: { readonly host: string; readonly port: number; readonly ca?: string };
}

export interface WebPushConfig {
  readonly publicKey: string;
  readonly privateKey: string;
  readonly subject: string;
  /** Of a local push service, which may then be on this machine. */
  readonly localCa?: string;
}

export interface SmsConfig {
  readonly provider: 'gateway' | 'twilio';
  readonly baseUrl: string;
  /** Empty for a gateway. */
  readonly account: string;
  readonly secret: string;
  readonly from: string;
  /** Null: no calls. */
  readonly voiceFrom: string | null;
  readonly callbackSecrets: readonly string[];
  readonly localCa?: string;
}

export interface EmailConfig {
  readonly url: string;
  readonly from: string;
  readonly localCa?: string;
}

const TWILIO_URL = 'https://api.twilio.com';
const CALLBACK_SECRETS_MAX = 2;
const STANDARD_WEBHOOKS_SECRET = /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/;
/** Uncompressed P-256 point of 65 bytes, and scalar of 32, in base64url (RFC 8292 §3.2). */
const VAPID_PUBLIC_KEY = /^B[A-Za-z0-9_-]{86}$/;
const VAPID_PRIVATE_KEY = /^[A-Za-z0-9_-]{43}$/;
const LOCAL_HOST = /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0)$/i;

const urlOf = (...protocols: readonly string[]): z.ZodType<string, string> =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    error: `must be a URL that begins with ${protocols.map((each) => `${each}//`).join(' or ')}`,
  });
const phoneSchema = z.string().regex(/^(\+[1-9]\d{6,14}|[A-Za-z0-9 ]{1,11})$/, {
  error: 'must be a telephone number such as +17575550100, or a name of at most 11 letters',
});
const fileSchema = z.string().min(1).optional();

/** The variables of the channels, to be read together with the others. */
export const CHANNEL_VARIABLES = {
  PUBLIC_URL: urlOf('https:', 'http:').optional(),
  FCM_SERVICE_ACCOUNT: z.string().optional(),
  FCM_SENDER: z.enum(['http2', 'sdk']).default('http2'),
  FCM_LOCAL_ADDRESS: z
    .string()
    .regex(/^[A-Za-z0-9.-]+:\d+$/, { error: 'must be host:port' })
    .optional(),
  FCM_LOCAL_CA: fileSchema,
  WEB_PUSH_PUBLIC_KEY: z
    .string()
    .regex(VAPID_PUBLIC_KEY, { error: 'must be 65 bytes of a P-256 key in base64url' })
    .optional(),
  WEB_PUSH_PRIVATE_KEY: z
    .string()
    .regex(VAPID_PRIVATE_KEY, { error: 'must be 32 bytes in base64url' })
    .optional(),
  WEB_PUSH_SUBJECT: urlOf('mailto:', 'https:').optional(),
  WEB_PUSH_LOCAL_CA: fileSchema,
  SMS_PROVIDER: z.enum(['gateway', 'twilio']).optional(),
  SMS_BASE_URL: urlOf('https:').optional(),
  SMS_ACCOUNT: z.string().regex(/^\w+$/, { error: 'must be letters and digits' }).optional(),
  SMS_SECRET: z.string().min(1).optional(),
  SMS_FROM: phoneSchema.optional(),
  SMS_CALLBACK_SECRETS: z
    .string()
    .default('')
    .transform((value) => value.split(',').map((each) => each.trim()))
    .transform((values) => values.filter((each) => each !== ''))
    .refine((values) => values.length <= CALLBACK_SECRETS_MAX, { error: 'must be one or two' }),
  SMS_LOCAL_CA: fileSchema,
  VOICE_FROM: phoneSchema.optional(),
  SMTP_URL: urlOf('smtps:', 'smtp:').optional(),
  SMTP_FROM: z.string().min(1).optional(),
  SMTP_LOCAL_CA: fileSchema,
};

export type ChannelVariables = z.infer<z.ZodObject<typeof CHANNEL_VARIABLES>>;
type Name = keyof ChannelVariables;

/**
 * The channels out of the variables; what belongs together and is not all there, or is not what it
 * must be, becomes a problem that names the variable and never its value.
 */
export function readChannels(data: ChannelVariables, problems: string[]): ChannelsConfig {
  return {
    fcm: readFcm(data, problems),
    webPush: readWebPush(data, problems),
    sms: readSms(data, problems),
    email: readEmail(data, problems),
    publicUrl: data.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
  };
}

/** What of the channels only tests and trials may have. */
export function unfitChannels(data: ChannelVariables): string[] {
  const local = LOCAL_ONLY.filter((name) => data[name] !== undefined).map(
    (name) => `${name} must not be set with NODE_ENV=production`,
  );
  const here = ADDRESSES.filter((name) => isLocal(data[name])).map(
    (name) => `${name} must not be of this machine with NODE_ENV=production`,
  );
  const isPlain = data.PUBLIC_URL?.startsWith('http:') === true;
  return [
    ...local,
    ...here,
    ...(isPlain ? ['PUBLIC_URL must begin with https:// with NODE_ENV=production'] : []),
  ];
}

const LOCAL_ONLY = [
  'FCM_LOCAL_ADDRESS',
  'FCM_LOCAL_CA',
  'WEB_PUSH_LOCAL_CA',
  'SMS_LOCAL_CA',
  'SMTP_LOCAL_CA',
] as const;
const ADDRESSES = ['PUBLIC_URL', 'SMS_BASE_URL', 'SMTP_URL'] as const;

function isLocal(address: string | undefined): boolean {
  return address !== undefined && LOCAL_HOST.test(new URL(address).hostname);
}

type Given<N extends Name> = { readonly [K in N]: NonNullable<ChannelVariables[K]> };

/** What belongs to a channel: all of it where any of it is there. */
function complete<const N extends Name>(
  data: ChannelVariables,
  names: readonly N[],
  problems: string[],
): Given<N> | null {
  const missing = names.filter((name) => data[name] === undefined);
  if (missing.length === names.length) return null;
  problems.push(...missing.map((name) => `${name} is missing`));
  const all = Object.fromEntries(names.map((name) => [name, data[name]]));
  return missing.length > 0 ? null : (all as Given<N>);
}

/** Google's FCM by a service account, or a local one that asks for no credential. */
function readFcm(data: ChannelVariables, problems: string[]): FcmConfig | null {
  const sender = data.FCM_SENDER;
  if (data.FCM_LOCAL_ADDRESS !== undefined) {
    const [host = '', port = ''] = data.FCM_LOCAL_ADDRESS.split(':');
    const { localCa: ca } = readCa('FCM_LOCAL_CA', data, problems);
    return {
      sender,
      projectId: 'closeby-local',
      credential: { accessToken: 'local' },
      endpoint: { host, port: Number(port), ...(ca === undefined ? {} : { ca }) },
    };
  }
  const serviceAccount = data.FCM_SERVICE_ACCOUNT;
  if (serviceAccount === undefined) return null;
  const account = serviceAccountSchema.safeParse(parseJson(serviceAccount));
  if (!account.success) {
    problems.push('FCM_SERVICE_ACCOUNT must be the JSON text of a service account');
    return null;
  }
  return { sender, projectId: account.data.project_id, credential: { serviceAccount } };
}

const serviceAccountSchema = z.object({
  project_id: z.string().regex(/^[\w.:-]+$/),
  client_email: z.string().min(1),
  private_key: z.string().min(1),
});

function readWebPush(data: ChannelVariables, problems: string[]): WebPushConfig | null {
  const names = ['WEB_PUSH_PUBLIC_KEY', 'WEB_PUSH_PRIVATE_KEY', 'WEB_PUSH_SUBJECT'] as const;
  const given = complete(data, names, problems);
  if (given === null) return null;
  return {
    publicKey: given.WEB_PUSH_PUBLIC_KEY,
    privateKey: given.WEB_PUSH_PRIVATE_KEY,
    subject: given.WEB_PUSH_SUBJECT,
    ...readCa('WEB_PUSH_LOCAL_CA', data, problems),
  };
}

function readSms(data: ChannelVariables, problems: string[]): SmsConfig | null {
  const given = complete(data, ['SMS_PROVIDER', 'SMS_SECRET', 'SMS_FROM'], problems);
  if (given === null) {
    if (data.VOICE_FROM !== undefined && data.SMS_PROVIDER === undefined) {
      problems.push('SMS_PROVIDER is missing: calls go through the same provider');
    }
    return null;
  }
  const isTwilio = given.SMS_PROVIDER === 'twilio';
  const baseUrl = data.SMS_BASE_URL ?? (isTwilio ? TWILIO_URL : undefined);
  if (baseUrl === undefined) problems.push('SMS_BASE_URL is missing');
  if (isTwilio && data.SMS_ACCOUNT === undefined) problems.push('SMS_ACCOUNT is missing');
  const ours = data.SMS_CALLBACK_SECRETS;
  if (!isTwilio && ours.some((secret) => !STANDARD_WEBHOOKS_SECRET.test(secret))) {
    problems.push('SMS_CALLBACK_SECRETS must be whsec_ and at least 24 bytes in base64 each');
  }
  if (baseUrl === undefined) return null;
  return {
    provider: given.SMS_PROVIDER,
    baseUrl: baseUrl.replace(/\/+$/, ''),
    account: data.SMS_ACCOUNT ?? '',
    secret: given.SMS_SECRET,
    from: given.SMS_FROM,
    voiceFrom: data.VOICE_FROM ?? null,
    callbackSecrets: isTwilio && ours.length === 0 ? [given.SMS_SECRET] : ours,
    ...readCa('SMS_LOCAL_CA', data, problems),
  };
}

function readEmail(data: ChannelVariables, problems: string[]): EmailConfig | null {
  const given = complete(data, ['SMTP_URL', 'SMTP_FROM'], problems);
  if (given === null) return null;
  return {
    url: given.SMTP_URL,
    from: given.SMTP_FROM,
    ...readCa('SMTP_LOCAL_CA', data, problems),
  };
}

/** The certificate in the file, where one is named. */
function readCa(
  name: (typeof LOCAL_ONLY)[number],
  data: ChannelVariables,
  problems: string[],
): { readonly localCa?: string } {
  const file = data[name];
  if (file === undefined) return {};
  try {
    return { localCa: readFileSync(file, 'utf8') };
  } catch {
    problems.push(`${name} must be a file that can be read`);
    return {};
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
