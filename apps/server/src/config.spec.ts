import { generateKeyPairSync } from 'node:crypto';
import { FcmHttp2 } from '#adapters/push/fcm-http2';
import { FcmSdk } from '#adapters/push/fcm-sdk';
import { openChannels } from './channels';
import { ConfigError, readConfig } from './config';

const GOOD = {
  DATABASE_URL: 'postgres://app:secret@127.0.0.1:5432/closeby',
  SECRETS_KEY: Buffer.alloc(32, 1).toString('base64'),
  AUDIT_HEADS_FILE: '/nowhere/heads.jsonl',
  AUDIT_KEY: generateKeyPairSync('ed25519')
    .privateKey.export({ type: 'pkcs8', format: 'der' })
    .toString('base64'),
};

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('configuration', () => {
  it('needs nothing but a database, and is strict unless told that it is not production', () => {
    const config = readConfig(GOOD);
    expect(config).toMatchObject({
      role: 'all',
      production: true,
      host: '127.0.0.1',
      port: 3000,
      redisUrl: null,
      clockSpeed: 1,
      demoKeys: false,
    });
  });

  it('signs heads of the audit in production, but for a server that only answers', () => {
    const { AUDIT_HEADS_FILE: file, AUDIT_KEY: key, ...rest } = GOOD;
    expect(problemsOf(rest)).toEqual([
      'AUDIT_HEADS_FILE is missing',
      'AUDIT_KEY is missing, or AUDIT_KEY_FILE',
    ]);
    expect(problemsOf({ ...rest, ROLE: 'api' })).toEqual([]);
    expect(problemsOf({ ...rest, NODE_ENV: 'test' })).toEqual([]);
    expect(problemsOf({ ...GOOD, AUDIT_KEY: 'hunter2' }).join()).toMatch(/^AUDIT_KEY must be/);
    expect(problemsOf({ ...rest, ROLE: 'api', AUDIT_KEY: key })).toEqual([
      'AUDIT_HEADS_FILE is missing',
    ]);
    expect(readConfig(GOOD).audit?.headsFile).toBe(file);
  });

  it('refuses to start with the whole list of what is wrong, not only the first', () => {
    const problems = problemsOf({ PORT: 'x', ROLE: 'king', REDIS_URL: 'http://127.0.0.1' });
    expect(problems.map((each) => each.split(' ')[0])).toEqual([
      'ROLE',
      'PORT',
      'DATABASE_URL',
      'REDIS_URL',
    ]);
    expect(problems).toContain('DATABASE_URL is missing');
  });

  it('never repeats the value of a variable: it may be a secret', () => {
    const problems = problemsOf({ ...GOOD, REDIS_URL: 'hunter2', FCM_SERVICE_ACCOUNT: 'hunter2' });
    expect(problems).toHaveLength(1);
    expect(problems.join()).not.toContain('hunter2');
  });

  it('refuses demo keys and a fast clock in production', () => {
    const demo = { ...GOOD, DEMO_KEYS: '1', CLOCK_SPEED: '60' };
    expect(problemsOf({ ...demo, NODE_ENV: 'production' })).toEqual([
      'DEMO_KEYS must not be 1 with NODE_ENV=production',
      'CLOCK_SPEED must be 1 with NODE_ENV=production',
    ]);
    expect(problemsOf(demo)).toHaveLength(2);
    expect(problemsOf({ ...demo, NODE_ENV: 'development' })).toEqual([]);
  });

  it('takes whole origins only', () => {
    expect(problemsOf({ ...GOOD, ALLOWED_ORIGINS: 'example.org' })).toHaveLength(1);
    expect(
      readConfig({ ...GOOD, ALLOWED_ORIGINS: 'https://a.example, https://b.example' })
        .allowedOrigins,
    ).toEqual(['https://a.example', 'https://b.example']);
  });

  it('takes streets and a routing engine, or neither', () => {
    expect(readConfig(GOOD)).toMatchObject({ streetsFile: null, routing: null });
    const all = { ...GOOD, STREETS_FILE: __filename, ROUTING_URL: 'http://127.0.0.1:8002/v' };
    expect(readConfig({ ...all, ROUTING_KIND: 'osrm', ROUTING_PROFILE: 'foot' })).toMatchObject({
      streetsFile: __filename,
      routing: { kind: 'osrm', url: 'http://127.0.0.1:8002/v', profile: 'foot' },
    });
    expect(problemsOf(all)).toEqual(['ROUTING_KIND is missing: valhalla or osrm']);
    expect(problemsOf({ ...GOOD, ROUTING_KIND: 'osrm' })).toEqual(['ROUTING_URL is missing']);
    expect(problemsOf({ ...GOOD, STREETS_FILE: '/none' })).toEqual([
      'STREETS_FILE must be a file that can be read',
    ]);
    const secret = { ...all, ROUTING_KIND: 'osrm', ROUTING_URL: 'http://me:hunter2@engine' };
    expect(problemsOf(secret)).toEqual(['ROUTING_URL must not carry a name or password']);
    expect(problemsOf({ ...all, ROUTING_KIND: 'osrm', ROUTING_PROFILE: '../x' })).toHaveLength(1);
  });
});

const VAPID = {
  WEB_PUSH_PUBLIC_KEY: `B${'A'.repeat(86)}`,
  WEB_PUSH_PRIVATE_KEY: 'A'.repeat(43),
  WEB_PUSH_SUBJECT: 'mailto:duty@closeby.test',
};
const WHSEC = `whsec_${Buffer.alloc(24, 1).toString('base64')}`;
const GATEWAY = {
  PUBLIC_URL: 'https://closeby.test/',
  SMS_PROVIDER: 'gateway',
  SMS_BASE_URL: 'https://sms.test/',
  SMS_SECRET: 'hunter2',
  SMS_FROM: '+17575550100',
  SMS_CALLBACK_SECRETS: `${WHSEC}, ${WHSEC}`,
};

describe('configuration of the channels', () => {
  it('is of those that are set, and of no other', () => {
    expect(readConfig(GOOD).channels).toEqual({
      fcm: null,
      webPush: null,
      sms: null,
      email: null,
      publicUrl: null,
    });
    const smtp = { SMTP_URL: 'smtps://me:hunter2@mail.test', SMTP_FROM: 'closeby@closeby.test' };
    const all = readConfig({ ...GOOD, ...VAPID, ...GATEWAY, ...smtp, VOICE_FROM: '+1757555010' });
    expect(all.channels).toEqual({
      fcm: null,
      webPush: {
        publicKey: VAPID.WEB_PUSH_PUBLIC_KEY,
        privateKey: VAPID.WEB_PUSH_PRIVATE_KEY,
        subject: VAPID.WEB_PUSH_SUBJECT,
      },
      sms: {
        provider: 'gateway',
        baseUrl: 'https://sms.test',
        account: '',
        secret: 'hunter2',
        from: '+17575550100',
        voiceFrom: '+1757555010',
        callbackSecrets: [WHSEC, WHSEC],
      },
      email: { url: smtp.SMTP_URL, from: smtp.SMTP_FROM },
      publicUrl: 'https://closeby.test',
    });
  });

  it('knows where Twilio is, and that its call-backs are signed with the auth token', () => {
    const twilio = { SMS_PROVIDER: 'twilio', SMS_SECRET: 'hunter2', SMS_FROM: '+17575550100' };
    expect(problemsOf({ ...GOOD, ...twilio })).toEqual(['SMS_ACCOUNT is missing']);
    expect(readConfig({ ...GOOD, ...twilio, SMS_ACCOUNT: 'AC1' }).channels.sms).toMatchObject({
      baseUrl: 'https://api.twilio.com',
      account: 'AC1',
      callbackSecrets: ['hunter2'],
    });
  });

  it('names everything that is missing or wrong of a channel, and no secret', () => {
    const wrong = {
      ...GOOD,
      WEB_PUSH_PUBLIC_KEY: 'hunter2',
      SMS_PROVIDER: 'gateway',
      SMS_SECRET: 'hunter2',
      SMS_BASE_URL: 'http://sms.test',
      SMTP_URL: 'https://hunter2',
      PUBLIC_URL: 'hunter2',
      VOICE_FROM: 'hunter2 hunter2',
    };
    const shapes = problemsOf(wrong);
    expect(shapes.map((each) => each.split(' ')[0])).toEqual([
      'PUBLIC_URL',
      'WEB_PUSH_PUBLIC_KEY',
      'SMS_BASE_URL',
      'VOICE_FROM',
      'SMTP_URL',
    ]);
    expect(shapes.join()).not.toContain('hunter2');
    const incomplete = {
      ...GOOD,
      ...GATEWAY,
      SMS_BASE_URL: '',
      SMS_CALLBACK_SECRETS: 'hunter2',
      WEB_PUSH_SUBJECT: 'mailto:duty@closeby.test',
      SMTP_FROM: 'closeby@closeby.test',
    };
    expect(problemsOf(incomplete)).toEqual([
      'WEB_PUSH_PUBLIC_KEY is missing',
      'WEB_PUSH_PRIVATE_KEY is missing',
      'SMS_BASE_URL is missing',
      'SMS_CALLBACK_SECRETS must be whsec_ and at least 24 bytes in base64 each',
      'SMTP_URL is missing',
    ]);
    expect(problemsOf({ ...GOOD, VOICE_FROM: '+17575550101' })).toEqual([
      'SMS_PROVIDER is missing: calls go through the same provider',
    ]);
  });

  it('is of the real world in production: no local provider, no address of this machine', () => {
    const local = {
      ...GOOD,
      ...GATEWAY,
      FCM_LOCAL_ADDRESS: '127.0.0.1:1',
      FCM_LOCAL_CA: __filename,
      SMS_LOCAL_CA: __filename,
      SMS_BASE_URL: 'https://localhost:8443',
      PUBLIC_URL: 'http://127.0.0.1:3000',
    };
    expect(problemsOf({ ...local, NODE_ENV: 'test' })).toEqual([]);
    expect(problemsOf(local)).toEqual([
      'FCM_LOCAL_ADDRESS must not be set with NODE_ENV=production',
      'FCM_LOCAL_CA must not be set with NODE_ENV=production',
      'SMS_LOCAL_CA must not be set with NODE_ENV=production',
      'PUBLIC_URL must not be of this machine with NODE_ENV=production',
      'SMS_BASE_URL must not be of this machine with NODE_ENV=production',
      'PUBLIC_URL must begin with https:// with NODE_ENV=production',
    ]);
  });

  it('opens the sender of pushes that is asked for', () => {
    const local = { ...GOOD, NODE_ENV: 'test', FCM_LOCAL_ADDRESS: '127.0.0.1:1' };
    expect(readConfig(local).channels.fcm).toMatchObject({ sender: 'http2' });
    const open = (sender: string) =>
      openChannels(readConfig({ ...local, FCM_SENDER: sender }).channels).channels.push;
    expect(open('http2')).toBeInstanceOf(FcmHttp2);
    expect(open('sdk')).toBeInstanceOf(FcmSdk);
  });
});
