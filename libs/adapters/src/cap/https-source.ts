import type { IncomingMessage } from 'node:http';
import { Agent, request, type AgentOptions } from 'node:https';
import { SECOND_MS } from '#core/units';
import { errorText } from '#adapters/shared/hand-over';
import { lookupPublic, outgoingFault } from '#adapters/shared/outgoing-address';
import type { Fetched, WarningSource } from '#flow/ports';

/** Of one document; the national feeds are well below. */
export const DOCUMENT_BYTES_MAX = 4 * 1024 * 1024;
const DEADLINE_MS = 20 * SECOND_MS;
const CONNECTIONS_MAX = 8;
const HEADER_CHARS_MAX = 500;

export interface SourceOptions {
  /** For tests with a server and a certificate of their own. */
  readonly allowsPrivate?: boolean;
  readonly ca?: AgentOptions['ca'];
  readonly bytesMax?: number;
  readonly deadlineMs?: number;
}

/** Fetches over HTTPS from the open internet, each time with a deadline for all of it. */
export class HttpsSource implements WarningSource {
  private readonly agent: Agent;

  constructor(private readonly options: SourceOptions = {}) {
    const { allowsPrivate = false, ca } = options;
    this.agent = new Agent({
      maxSockets: CONNECTIONS_MAX,
      ...(allowsPrivate ? {} : { lookup: lookupPublic }),
      ...(ca === undefined ? {} : { ca }),
    });
  }

  fetch: WarningSource['fetch'] = (asked) => {
    const url = URL.canParse(asked.url) ? new URL(asked.url) : null;
    if (url === null) return Promise.resolve(failed('The address is not valid.'));
    const fault = outgoingFault(url, this.options.allowsPrivate);
    return fault === null ? this.ask(url, asked) : Promise.resolve(failed(fault));
  };

  /** Lets go of the connections. */
  close(): void {
    this.agent.destroy();
  }

  private ask(url: URL, asked: Parameters<WarningSource['fetch']>[0]): Promise<Fetched> {
    const { deadlineMs = DEADLINE_MS, bytesMax = DOCUMENT_BYTES_MAX } = this.options;
    return new Promise((resolve) => {
      const sent = request(url, { agent: this.agent, headers: headersOf(asked) });
      const settle = (fetched: Fetched): void => {
        clearTimeout(timer);
        resolve(fetched);
        sent.destroy();
      };
      const timer = setTimeout(() => settle(failed('no answer in time')), deadlineMs);
      sent.on('error', (error) => settle(failed(errorText(error))));
      sent.on('response', (response) => {
        response.on('error', (error) => settle(failed(errorText(error))));
        const refused = refusalOf(response, bytesMax);
        if (refused !== null) settle(refused);
        else collect(response, bytesMax, settle);
      });
      sent.end();
    });
  }
}

function headersOf({ etag, lastModified }: Parameters<WarningSource['fetch']>[0]) {
  return {
    accept: 'application/cap+xml, application/atom+xml, application/xml, application/json, */*',
    'user-agent': 'closeby',
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
  };
}

/** By the head alone: the same as before, somewhere else, a failure, or too large. */
function refusalOf({ statusCode = 0, headers }: IncomingMessage, bytesMax: number): Fetched | null {
  if (statusCode === 304) return { outcome: 'unchanged' };
  if (statusCode >= 300 && statusCode < 400) {
    return failed(`It is elsewhere (${statusCode}), and redirects are not followed.`);
  }
  if (statusCode !== 200) return failed(`It answers with ${statusCode}.`);
  return Number(headers['content-length'] ?? 0) > bytesMax ? tooLarge(bytesMax) : null;
}

function collect(
  response: IncomingMessage,
  bytesMax: number,
  settle: (fetched: Fetched) => void,
): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > bytesMax) settle(tooLarge(bytesMax));
    else chunks.push(chunk);
  });
  response.on('aborted', () => settle(failed('the document did not come whole')));
  response.on('end', () => {
    const { etag, 'last-modified': lastModified } = response.headers;
    settle({
      outcome: 'document',
      document: Buffer.concat(chunks),
      ...{ etag: short(etag), lastModified: short(lastModified) },
    });
  });
}

function short(header: string | undefined): string | null {
  return header === undefined || header.length > HEADER_CHARS_MAX ? null : header;
}

function tooLarge(bytesMax: number): Fetched {
  return failed(`The document has more than ${bytesMax} bytes.`);
}

function failed(says: string): Fetched {
  return { outcome: 'failed', says };
}
