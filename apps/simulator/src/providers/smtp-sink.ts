import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { KeptList } from './kept-list';
import type { LocalTls } from './local-server';
import { selfSigned } from './self-signed';

/** How an address is treated. */
export type MailBehaviour =
  | { readonly how: 'ok' | 'silent-drop' | 'unknown-recipient' | 'busy' }
  | { readonly how: 'slow'; readonly ms: number };

/** A mail that reached its reader, as it was written. */
export interface DeliveredMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SmtpSinkOptions {
  readonly port?: number;
  /** Left out, it makes its own. */
  readonly tls?: LocalTls;
  readonly onDelivered?: (mail: DeliveredMail) => void;
}

/** Refusals of RFC 5321: for good, and for now. */
const REFUSALS = {
  'unknown-recipient': [550, 'No such user here'],
  busy: [451, 'Try again later'],
} as const;
const MAIL_MAX_BYTES = 1_048_576;

/**
 * A local mail server that takes mail over STARTTLS from whoever has its password, and keeps it.
 */
export class SmtpSink {
  readonly host = '127.0.0.1';
  readonly name = 'closeby';
  readonly password = randomBytes(16).toString('hex');
  /** The newest mails that arrived. */
  readonly delivered = new KeptList<DeliveredMail>();
  /** The certificate to trust, as PEM. */
  readonly ca: string;
  private readonly behaviours = new Map<string, MailBehaviour>();
  private readonly server: SMTPServer;

  private constructor(
    private readonly options: SmtpSinkOptions,
    tls: LocalTls,
  ) {
    this.ca = tls.cert;
    this.server = new SMTPServer({
      ...tls,
      ...this.handlers(),
      size: MAIL_MAX_BYTES,
      closeTimeout: 100,
      logger: false,
    });
    this.server.on('error', () => undefined);
  }

  /** Starts on 127.0.0.1; resolves when it listens. */
  static async start(options: SmtpSinkOptions = {}): Promise<SmtpSink> {
    const sink = new SmtpSink(options, options.tls ?? selfSigned(['localhost', '127.0.0.1']));
    const listening = sink.server.listen(options.port ?? 0, sink.host);
    await once(listening, 'listening');
    return sink;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  /** With name and password. */
  get url(): string {
    return `smtp://${this.name}:${this.password}@${this.host}:${this.port}`;
  }

  /** How to treat mail to this address from now on. */
  treat(address: string, behaviour: MailBehaviour): void {
    this.behaviours.set(address.toLowerCase(), behaviour);
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(resolve));
  }

  private handlers(): SMTPServerOptions {
    return {
      onAuth: (auth, _session, done) => {
        const good = auth.username === this.name && auth.password === this.password;
        if (good) done(null, { user: this.name });
        else done(refusal(535, 'Bad name or password'));
      },
      onRcptTo: (address, _session, done) => {
        const { how } = this.behaviourOf(address.address);
        if (how !== 'unknown-recipient' && how !== 'busy') {
          done();
          return;
        }
        const [code, words] = REFUSALS[how];
        done(refusal(code, words));
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.once('end', () => {
          const { mailFrom, rcptTo } = session.envelope;
          const from = mailFrom === false ? '' : mailFrom.address;
          const to = rcptTo.map(({ address }) => address);
          const mail = { from, to, ...parsed(Buffer.concat(chunks).toString('utf8')) };
          void this.take(mail).then(() => done());
        });
      },
    };
  }

  private async take(mail: DeliveredMail): Promise<void> {
    const behaviours = mail.to.map((address) => this.behaviourOf(address));
    for (const each of behaviours) if (each.how === 'slow') await after(each.ms);
    if (behaviours.every(({ how }) => how === 'silent-drop')) return;
    this.delivered.push(mail);
    this.options.onDelivered?.(mail);
  }

  private behaviourOf(address: string): MailBehaviour {
    return this.behaviours.get(address.toLowerCase()) ?? { how: 'ok' };
  }
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

/** Headers, unfolded, and what follows them (RFC 5322 §2). */
function parsed(text: string): Pick<DeliveredMail, 'headers' | 'body'> {
  const end = text.indexOf('\r\n\r\n');
  const head = end < 0 ? text : text.slice(0, end);
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const pairs = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  const headers = Object.fromEntries(pairs) as Record<string, string>;
  return { headers, body: end < 0 ? '' : text.slice(end + 4) };
}
