import type { LineReader } from './counted-line';

const LENGTH_BYTES = 4;
/** A byte that says what a message is, and its length. */
const HEAD_BYTES = 1 + LENGTH_BYTES;
const NUL = 0;
const LINE_END = '\r\n';

/**
 * PostgreSQL's protocol, version 3, without TLS: a statement is a text of a simple query, or one
 * execution of a prepared statement. `ReadyForQuery` ends a trip.
 */
export function postgresReader(): LineReader {
  const client = new Messages(true);
  const server = new Messages(false);
  const prepared = new Map<string, string>();
  let bound = '';
  return {
    asked: (chunk) => {
      const texts: string[] = [];
      let [waits, onceBytes] = [0, 0];
      for (const { kind, body } of client.take(chunk)) {
        if (kind === 'Q') texts.push(...statementsIn(textAt(body, 0).text));
        if (kind === 'P') {
          const name = textAt(body, 0);
          prepared.set(name.text, textAt(body, name.end).text);
          if (name.text !== '') onceBytes += HEAD_BYTES + body.length;
        }
        if (kind === 'B') bound = prepared.get(textAt(body, textAt(body, 0).end).text) ?? '';
        if (kind === 'E') texts.push(bound);
        if (kind === 'Q' || kind === 'S') waits += 1;
      }
      return { texts: texts.map(oneLine), waits, onceBytes };
    },
    answered: (chunk) => server.take(chunk).filter(({ kind }) => kind === 'Z').length,
  };
}

/** The protocol of Redis as clients speak it: arrays of texts. A call names its function. */
export function redisReader(): LineReader {
  let rest = Buffer.alloc(0);
  return {
    asked: (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      const texts: string[] = [];
      for (let command = commandOf(rest); command !== null; command = commandOf(rest)) {
        rest = rest.subarray(command.end);
        const [name = '', what = ''] = command.words;
        texts.push(/^f?call/i.test(name) ? `${name} ${what}` : name);
      }
      return { texts, waits: 0, onceBytes: 0 };
    },
    answered: () => 0,
  };
}

interface Message {
  readonly kind: string;
  readonly body: Buffer;
}

/** Messages of one way of a connection, however they are cut into pieces. */
class Messages {
  private rest = Buffer.alloc(0);

  /** @param startsUnnamed the first message of a client has no byte that says what it is */
  constructor(private startsUnnamed: boolean) {}

  take(chunk: Buffer): readonly Message[] {
    this.rest = Buffer.concat([this.rest, chunk]);
    const found: Message[] = [];
    for (let one = this.next(); one !== null; one = this.next()) found.push(one);
    return found;
  }

  private next(): Message | null {
    const headBytes = this.startsUnnamed ? LENGTH_BYTES : HEAD_BYTES;
    if (this.rest.length < headBytes) return null;
    const end = this.rest.readInt32BE(headBytes - LENGTH_BYTES) + headBytes - LENGTH_BYTES;
    if (this.rest.length < end) return null;
    const kind = this.startsUnnamed ? 'start' : String.fromCharCode(this.rest[0] ?? NUL);
    const body = this.rest.subarray(headBytes, end);
    this.rest = this.rest.subarray(end);
    this.startsUnnamed = false;
    return { kind, body };
  }
}

function textAt(body: Buffer, from: number): { readonly text: string; readonly end: number } {
  const end = body.indexOf(NUL, from);
  return { text: body.toString('utf8', from, end), end: end + 1 };
}

function statementsIn(text: string): readonly string[] {
  return text.split(';').filter((part) => part.trim() !== '');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** The first whole command of these bytes; null while more has to come. */
function commandOf(
  bytes: Buffer,
): { readonly words: readonly string[]; readonly end: number } | null {
  const head = numberAt(bytes, 0);
  if (head === null) return null;
  const words: string[] = [];
  let at = head.end;
  for (let n = 0; n < head.value; n += 1) {
    const length = numberAt(bytes, at);
    if (length === null) return null;
    const end = length.end + length.value;
    if (bytes.length < end + LINE_END.length) return null;
    words.push(bytes.toString('utf8', length.end, end));
    at = end + LINE_END.length;
  }
  return { words, end: at };
}

/** The number of a line such as `*3` or `$12`. */
function numberAt(
  bytes: Buffer,
  from: number,
): { readonly value: number; readonly end: number } | null {
  const end = bytes.indexOf(LINE_END, from);
  if (end === -1) return null;
  return { value: Number(bytes.toString('latin1', from + 1, end)), end: end + LINE_END.length };
}
