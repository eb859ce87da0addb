import { ok, refuse, type Result } from '#core/problem';
import { childrenOf, textOf, type XmlElement } from '#adapters/shared/xml-tree';
import { ATOM } from './namespaces';

/** An entry as a feed writes it. */
export interface RawEntry {
  readonly entry: string;
  /** What is in it that calls itself an alert. */
  readonly alerts: readonly XmlElement[];
  /** Where the warning is, by the entry; null where it says nowhere. */
  readonly link: string | null;
  /** What the format wants of an entry and this one has not (RFC 4287 §4.1.2, RSS 2.0 item). */
  readonly lacks: readonly string[];
}

const ENTRIES_MAX = 2_000;
const LINK_CHARS_MAX = 2_000;
/** Media types under which CAP is linked to; none is said by many. */
const CAP_TYPES = ['application/cap+xml', 'application/common-alerting-protocol+xml'];
const XML_TYPES = ['application/xml', 'text/xml', ''];

/** Entries of an Atom or RSS feed; refused where the document is not such a feed. */
export function entriesOf(root: XmlElement, format: 'atom' | 'rss'): Result<readonly RawEntry[]> {
  const isAtom = root.name === 'feed' && root.namespace === ATOM;
  const channel = root.name === 'rss' ? childrenOf(root, 'channel')[0] : undefined;
  if (format === 'atom' && !isAtom) return refuse('warning-invalid', 'It is not an Atom feed.');
  if (format === 'rss' && channel === undefined) {
    return refuse('warning-invalid', 'It is not an RSS feed.');
  }
  const entries =
    channel === undefined
      ? childrenOf(root, 'entry').map(atomEntry)
      : childrenOf(channel, 'item').map(rssItem);
  return entries.length > ENTRIES_MAX
    ? refuse('warning-invalid', `The feed has more than ${ENTRIES_MAX} entries.`)
    : ok(entries);
}

function atomEntry(entry: XmlElement): RawEntry {
  const contents = childrenOf(entry, 'content');
  const links = childrenOf(entry, 'link').map(({ attributes }) => ({
    href: attributes['href'] ?? '',
    rel: attributes['rel'] ?? 'alternate',
    type: (attributes['type'] ?? '').toLowerCase().split(';')[0]?.trim() ?? '',
  }));
  const source = contents.find(({ attributes }) => attributes['src'] !== undefined);
  const link =
    links.find(({ type }) => CAP_TYPES.includes(type))?.href ??
    source?.attributes['src'] ??
    links.find(({ type, rel }) => XML_TYPES.includes(type) && rel === 'alternate')?.href;
  return {
    entry: named(textOf(entry, 'id') || (link ?? ''), textOf(entry, 'updated')),
    alerts: contents.flatMap(({ children }) => children.filter(({ name }) => name === 'alert')),
    link: usable(link),
    lacks: ['id', 'title', 'updated'].filter((part) => textOf(entry, part) === ''),
  };
}

function rssItem(item: XmlElement): RawEntry {
  const link = textOf(item, 'link');
  return {
    entry: named(textOf(item, 'guid') || link, textOf(item, 'pubDate')),
    alerts: item.children.filter(({ name }) => name === 'alert'),
    link: usable(link),
    lacks: textOf(item, 'title') === '' && textOf(item, 'description') === '' ? ['title'] : [],
  };
}

function usable(link: string | undefined): string | null {
  return link === undefined || link === '' || link.length > LINK_CHARS_MAX ? null : link;
}

function named(id: string, changed: string): string {
  return `${id.slice(0, LINK_CHARS_MAX)} ${changed.slice(0, 100)}`.trim();
}
