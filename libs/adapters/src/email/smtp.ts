import { createTransport } from 'nodemailer';
import { SECOND_MS } from '#core/units';
import type { Channel, ChannelMessage, HandOver } from '#flow/ports';
import { addressGone, errorText, noAnswer, refused, tryAgain } from '#adapters/shared/hand-over';

/** E-mail is for what is not urgent, and its servers take their time. */
export const EMAIL_DEADLINE_MS = 15 * SECOND_MS;
const CONNECTIONS_MAX = 4;
const PORTS = { 'smtps:': 465, 'smtp:': 587 } as const;

export interface SmtpOptions {
  /** `smtps://name:password@host:465`, or `smtp://…`, where STARTTLS is compulsory. */
  readonly url: string;
  readonly from: string;
  /** Of a local server. */
  readonly localCa?: string;
  readonly deadlineMs?: number;
}

/** E-mail by SMTP over a few kept connections, encrypted or not at all. */
export class Smtp implements Channel {
  readonly deadlineMs: number;
  private readonly transport: ReturnType<typeof makeTransport>;

  constructor(private readonly options: SmtpOptions) {
    this.deadlineMs = options.deadlineMs ?? EMAIL_DEADLINE_MS;
    this.transport = makeTransport(options, this.deadlineMs);
  }

  async handOver(message: ChannelMessage): Promise<HandOver> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<HandOver>((resolve) => {
      timer = setTimeout(() => resolve(noAnswer('no answer in time')), this.deadlineMs);
    });
    try {
      return await Promise.race([this.send(message), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Lets go of the connections. */
  close(): Promise<void> {
    this.transport.close();
    return Promise.resolve();
  }

  private async send(message: ChannelMessage): Promise<HandOver> {
    const { from } = this.options;
    const { address, text, language, deliveryId } = message;
    try {
      const { messageId } = await this.transport.sendMail({
        from,
        // An object, since text might be read as a list of addresses.
        to: { name: '', address },
        subject: text.title,
        text: text.body,
        ...(text.html === undefined ? {} : { html: text.html }),
        messageId: `<${deliveryId}@closeby>`,
        headers: { 'auto-submitted': 'auto-generated', 'content-language': language },
      });
      return { outcome: 'taken', providerRef: messageId };
    } catch (error) {
      return outcomeOf(error);
    }
  }
}

function makeTransport({ url, localCa }: SmtpOptions, deadlineMs: number) {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  return createTransport({
    pool: true,
    maxConnections: CONNECTIONS_MAX,
    host: hostname,
    port: port === '' ? PORTS[secure ? 'smtps:' : 'smtp:'] : Number(port),
    secure,
    requireTLS: true,
    connectionTimeout: deadlineMs,
    greetingTimeout: deadlineMs,
    socketTimeout: deadlineMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(username === ''
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    ...(localCa === undefined ? {} : { tls: { ca: localCa } }),
  });
}

/** Enhanced status codes that say of the mailbox itself that it is none (RFC 3463 §3.2). */
const NO_SUCH_MAILBOX = /\b5\.1\.(1|2|3|6|10)\b/;
const ENHANCED = /\b[245]\.\d{1,3}\.\d{1,3}\b/;
/** "Mailbox unavailable" (RFC 5321 §4.2.3), of servers that say no more than that. */
const MAILBOX_UNAVAILABLE = 550;

/** What is known of an error of the mail server. */
interface SmtpFailure {
  readonly code?: string;
  readonly responseCode?: number;
  readonly command?: string;
  readonly response?: string;
}

function outcomeOf(error: unknown): HandOver {
  const said = errorText(error);
  const failure = (typeof error === 'object' && error !== null ? error : {}) as SmtpFailure;
  const { code, responseCode } = failure;
  if (responseCode === undefined) return code === 'EAUTH' ? refused(said) : noAnswer(said);
  if (responseCode < 500) return tryAgain(said, null);
  return isNoMailbox(failure) ? addressGone(said) : refused(said);
}

/** Said of the reader's address, and not of the sender's or of what is written. */
function isNoMailbox({ command, responseCode, response = '' }: SmtpFailure): boolean {
  if (command !== 'RCPT TO') return false;
  return ENHANCED.test(response)
    ? NO_SUCH_MAILBOX.test(response)
    : responseCode === MAILBOX_UNAVAILABLE;
}
