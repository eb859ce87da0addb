import { ok, refuse, type Result } from '#core/problem';
import type { RawWarning } from '#core/raw-warning';
import { judgeWarning } from '#core/warning-faults';
import { rawFloodWarning } from '#contracts/flood-warning';
import { rawNwsAlert } from '#contracts/nws-alert';
import { decodeText } from '#adapters/shared/decode-text';
import { readXml, textOf, type XmlElement } from '#adapters/shared/xml-tree';
import type { FeedEntryRead, ReadMessage, WarningReader } from '#flow/ports';
import { isCapMessage, rawCapMessage } from './cap-message';
import { CapSchema, MESSAGES_MAX } from './cap-schema';
import { asEnveloped, isEnvelope, messagesIn } from './edxl-envelope';
import { entriesOf, type RawEntry } from './feed-entries';

/** One message of CAP, and the envelope it came in. */
interface Wrapped {
  readonly alert: XmlElement;
  readonly envelope: XmlElement | null;
}

/** Reads warnings as they are written: CAP by its schema and its rules, JSON by its shapes. */
export class DocumentReader implements WarningReader {
  private readonly schema = new CapSchema();

  read: WarningReader['read'] = async (document) => {
    const text = decodeText(document, 'warning-invalid');
    if (!text.ok) return text;
    const first = text.value.trimStart()[0];
    if (first === '{' || first === '[') return readJson(text.value);
    const root = readXml(text.value, 'warning-invalid');
    if (!root.ok) return root;
    const wrapped = wrappedIn(root.value);
    if (!wrapped.ok) return wrapped;
    return ok(await this.readMessages(wrapped.value));
  };

  readFeed: WarningReader['readFeed'] = async (document, format) => {
    const text = decodeText(document, 'warning-invalid');
    if (!text.ok) return text;
    if (format === 'json') return feedOfJson(text.value);
    const root = readXml(text.value, 'warning-invalid');
    if (!root.ok) return root;
    const entries = entriesOf(root.value, format);
    if (!entries.ok) return entries;
    const embedded = entries.value.flatMap(({ alerts }) => alerts);
    if (embedded.length > MESSAGES_MAX) return tooMany();
    const messages = await this.readMessages(embedded.map((alert) => ({ alert, envelope: null })));
    let next = 0;
    return ok(
      entries.value.map((entry): FeedEntryRead => {
        const own = messages.slice(next, next + entry.alerts.length);
        next += entry.alerts.length;
        return { entry: entry.entry, leadsTo: leadOf(entry, own) };
      }),
    );
  };

  /** Each judged by itself: one that cannot be read keeps no other out. */
  private async readMessages(wrapped: readonly Wrapped[]): Promise<readonly ReadMessage[]> {
    const readable = wrapped.filter(({ alert }) => isCapMessage(alert));
    const faults = await this.schema.faults(readable.map(({ alert }) => alert));
    const faultOf = new Map(readable.map(({ alert }, index) => [alert, faults[index] ?? null]));
    return wrapped.map(({ alert, envelope }) => ({
      identifier: textOf(alert, 'identifier').slice(0, NAME_CHARS_MAX),
      read: readOne({ alert, envelope }, faultOf.get(alert) ?? null),
    }));
  }
}

const NAME_CHARS_MAX = 200;

function readOne(wrapped: Wrapped, fault: string | null): ReadMessage['read'] {
  const raw = rawCapMessage(wrapped.alert);
  if (!raw.ok) return raw;
  const { envelope } = wrapped;
  const judged = judgeWarning(envelope === null ? raw.value : asEnveloped(raw.value, envelope));
  // Rules name a fault in words for people; the schema finds the rest.
  if (!judged.ok && fault === null) return judged;
  return fault === null ? judged : refuse('warning-invalid', `The schema of CAP 1.2: ${fault}`);
}

function wrappedIn(root: XmlElement): Result<readonly Wrapped[]> {
  if (!isEnvelope(root)) return ok([{ alert: root, envelope: null }]);
  const alerts = messagesIn(root);
  if (alerts.length === 0) return refuse('warning-invalid', 'The envelope holds no CAP message.');
  if (alerts.length > MESSAGES_MAX) return tooMany();
  return ok(alerts.map((alert) => ({ alert, envelope: root })));
}

function leadOf(entry: RawEntry, messages: readonly ReadMessage[]): FeedEntryRead['leadsTo'] {
  if (messages.length > 0) return { kind: 'messages', messages };
  if (entry.link !== null) return { kind: 'link', url: entry.link };
  const says = ['leads to no warning', ...entry.lacks.map((part) => `has no ${part}`)];
  return { kind: 'nothing', says: `The entry ${says.join(', ')}.` };
}

function tooMany(): Result<never> {
  return refuse('warning-invalid', `It holds more than ${MESSAGES_MAX} messages.`);
}

function readJson(text: string): Result<readonly ReadMessage[]> {
  const items = itemsOf(text);
  if (!items.ok) return items;
  if (items.value.length === 0) return refuse('warning-invalid', 'It holds no warning.');
  return ok(items.value.map(readItem));
}

function feedOfJson(text: string): Result<readonly FeedEntryRead[]> {
  const items = itemsOf(text);
  if (!items.ok) return items;
  return ok(
    items.value.map((item): FeedEntryRead => {
      const message = readItem(item);
      const { read } = message;
      const sentAt = read.ok ? read.value.sentAt : '';
      const entry = `${message.identifier} ${sentAt}`;
      return { entry, leadsTo: { kind: 'messages', messages: [message] } };
    }),
  );
}

type Fields = Readonly<Record<string, unknown>>;

/** A single alert or warning, a GeoJSON collection of alerts, or a list of flood warnings. */
function itemsOf(text: string): Result<readonly Fields[]> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('warning-invalid', 'It is not JSON.');
  }
  if (!isFields(value)) return refuse('warning-invalid', 'It is not an object.');
  const { features, items } = value as { readonly features?: unknown; readonly items?: unknown };
  const several = features ?? (isFields(items) ? [items] : items);
  const all = several === undefined ? [value] : several;
  if (!Array.isArray(all) || !all.every(isFields)) {
    return refuse('warning-invalid', 'It is not a list of alerts.');
  }
  return all.length > MESSAGES_MAX ? tooMany() : ok(all);
}

function readItem(item: Fields): ReadMessage {
  const isAlert = item['type'] === 'Feature';
  const raw: Result<RawWarning> = isAlert ? rawNwsAlert(item) : rawFloodWarning(item);
  const own = isAlert && isFields(item['properties']) ? item['properties']['id'] : null;
  const name = own ?? item['floodAreaID'];
  return {
    identifier: typeof name === 'string' ? name.slice(0, NAME_CHARS_MAX) : '',
    read: raw.ok ? judgeWarning(raw.value) : raw,
  };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
