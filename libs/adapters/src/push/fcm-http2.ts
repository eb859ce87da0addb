import type { Channel, ChannelMessage, HandOver } from '#flow/ports';
import { noAnswer, refused, tryAgain } from '#adapters/shared/hand-over';
import { retryAfterMs } from '#adapters/shared/retry-after';
import { fixedToken, serviceAccountTokens, type AccessTokens } from './access-tokens';
import { fcmOutcome } from './fcm-errors';
import { FCM_MESSAGE_MAX_BYTES, fcmMessage } from './fcm-message';
import { PUSH_DEADLINE_MS, type FcmOptions } from './fcm-options';
import type { Http2Answer, Http2End } from './http2-session';
import { Http2Sessions } from './http2-sessions';

const GOOGLE = 'https://fcm.googleapis.com';

/**
 * Push by Firebase Cloud Messaging's HTTP v1 API over kept HTTP/2 connections of our own, which
 * carries to Apple's phones too. Each message is one stream with a deadline, tried once.
 */
export class FcmHttp2 implements Channel {
  readonly deadlineMs: number;
  private readonly sessions: Http2Sessions;
  private readonly tokens: AccessTokens;
  private readonly path: string;

  /** @param tokens another source of tokens than the credential */
  constructor(options: FcmOptions, tokens?: AccessTokens) {
    const { endpoint, credential, projectId } = options;
    this.deadlineMs = options.deadlineMs ?? PUSH_DEADLINE_MS;
    this.path = `/v1/projects/${projectId}/messages:send`;
    this.sessions = new Http2Sessions(
      endpoint === undefined
        ? { origin: GOOGLE }
        : {
            origin: `https://${endpoint.host}:${endpoint.port}`,
            ...(endpoint.ca === undefined ? {} : { ca: endpoint.ca }),
          },
    );
    this.tokens =
      tokens ??
      ('accessToken' in credential
        ? fixedToken(credential.accessToken)
        : serviceAccountTokens(credential.serviceAccount));
  }

  async handOver(message: ChannelMessage): Promise<HandOver> {
    const endsAt = performance.now() + this.deadlineMs;
    const body = JSON.stringify({ message: fcmMessage(message, Date.now()) });
    if (Buffer.byteLength(body) - Buffer.byteLength(message.address) > FCM_MESSAGE_MAX_BYTES) {
      return refused('The message is larger than FCM takes.');
    }
    const token = await this.tokenWithin(this.deadlineMs);
    if (typeof token !== 'string') return token;
    const first = await this.send(body, token, endsAt);
    if (!isUnauthenticated(first)) return outcomeOf(first);
    // The token may have been revoked before its time; a newer one is worth one more try.
    this.tokens.forget(token);
    const newer = await this.tokenWithin(endsAt - performance.now());
    if (typeof newer !== 'string') return newer;
    return outcomeOf(newer === token ? first : await this.send(body, newer, endsAt));
  }

  /** A token and a connection ahead of the first message; rejects without a usable credential. */
  async prepare(): Promise<void> {
    this.sessions.connect();
    await this.tokens.token();
  }

  /** Lets go of the connections. */
  close(): Promise<void> {
    this.sessions.close();
    return Promise.resolve();
  }

  private send(body: string, token: string, endsAt: number): Promise<Http2End> {
    const request = {
      path: this.path,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
    };
    return this.sessions.send(request, Math.max(1, endsAt - performance.now()));
  }

  private async tokenWithin(withinMs: number): Promise<string | HandOver> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<HandOver>((resolve) => {
      timer = setTimeout(
        () => resolve(tryAgain('Google gave no access token in time.', null)),
        Math.max(1, withinMs),
      );
    });
    const asked = this.tokens.token().catch((error: unknown) => tryAgain(error, null));
    try {
      return await Promise.race([asked, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

function outcomeOf(end: Http2End): HandOver {
  if (end.end === 'deadline') return noAnswer('FCM did not answer in time.');
  if (end.end !== 'answer') return noAnswer(`FCM was not reached: ${end.error}`);
  const { answer } = end;
  if (answer.status === 200) return { outcome: 'taken', providerRef: nameIn(answer.body) };
  const after = answer.headers['retry-after'];
  return fcmOutcome({ ...answer, retryAfterMs: retryAfterMs(after, Date.now()) });
}

function isUnauthenticated(end: Http2End): boolean {
  return end.end === 'answer' && end.answer.status === 401 && !isOfApple(end.answer);
}

/** FCM's 401 that Apple's key or a browser's is wrong: no token of ours mends that. */
function isOfApple(answer: Http2Answer): boolean {
  return answer.body.includes('THIRD_PARTY_AUTH_ERROR');
}

/** FCM's name of the message, by which nothing is reported later; kept for their support. */
function nameIn(body: string): string | null {
  try {
    const { name } = JSON.parse(body) as { name?: unknown };
    return typeof name === 'string' ? name : null;
  } catch {
    return null;
  }
}
