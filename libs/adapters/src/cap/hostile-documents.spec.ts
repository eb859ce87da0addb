import { describe, expect, it } from '@jest/globals';
import { DocumentReader } from './warning-reader';

const reader = new DocumentReader();
/** Of time on a busy machine; all of them end in a small part of it. */
const WITHIN_MS = 2_000;
const MORE_MEMORY_MAX_BYTES = 150 * 1_024 * 1_024;
const CAP = 'urn:oasis:names:tc:emergency:cap:1.2';
const DTD = 'has a document type';

function alert(inside: string, namespace = CAP): string {
  return `<?xml version="1.0"?><alert xmlns="${namespace}">${inside}</alert>`;
}

const BILLION_LAUGHS = `<?xml version="1.0"?><!DOCTYPE alert [<!ENTITY a0 "ha">${Array.from(
  { length: 10 },
  (_, level) => `<!ENTITY a${level + 1} "${`&a${level};`.repeat(10)}">`,
).join('')}]><alert xmlns="${CAP}"><identifier>&a10;</identifier></alert>`;

/** Documents of about a megabyte that cost their reader as much as they can. */
const DOCUMENTS: readonly (readonly [name: string, says: string, document: string | Buffer])[] = [
  ['entities in entities', DTD, BILLION_LAUGHS],
  [
    'an entity from a file',
    DTD,
    `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${alert('')}`,
  ],
  ['a document type from elsewhere', DTD, `<!doctype a SYSTEM "https://x.example/">${alert('')}`],
  ['a parameter entity', DTD, `<!DOCTYPE a [<!ENTITY % x SYSTEM "//x"> %x;]>${alert('')}`],
  ['an entity nobody defined', 'no document knows', alert('<identifier>&xxe;</identifier>')],
  ['a character that is none', 'no document knows', alert('<identifier>&#x110000;</identifier>')],
  ['elements within elements', 'deep', '<a>'.repeat(9_000) + '</a>'.repeat(9_000)],
  ['elements beside elements', 'more than 20000', alert('<b/>'.repeat(250_000))],
  ['attributes beside attributes', 'more than 20000', `<a ${manyAttributes('k', 80_000)}/>`],
  ['as many attributes as may be', 'not CAP', `<a ${manyAttributes('k', 19_000)}/>`],
  ['namespaces beside namespaces', 'namespaces', `<a ${manyAttributes('xmlns:k', 19_000)}/>`],
  ['the same attribute again', 'well-formed', `<a ${'x="1" '.repeat(15_000)}/>`],
  ['text and nothing else', 'schema', alert('x'.repeat(1_000_000))],
  ['blanks without end', 'well-formed', `<a>${' '.repeat(1_000_000)}<b`],
  ['brackets without end', 'more than 20000', '<'.repeat(1_000_000)],
  ['ampersands without end', 'well-formed', alert('&'.repeat(1_000_000))],
  ['a comment without end', 'well-formed', `<a><!--${'-'.repeat(1_000_000)}`],
  ['a section without end', 'well-formed', `<a><![CDATA[${']'.repeat(1_000_000)}`],
  ['an element that is not closed', 'well-formed', alert('<identifier>A')],
  ['two roots', 'one root', `${alert('')}<b/>`],
  ['nothing', 'well-formed', ''],
  ['another version', 'not CAP', alert('', 'urn:oasis:names:tc:emergency:cap:1.0')],
  ['no namespace', 'not CAP', '<alert><identifier>A</identifier></alert>'],
  ['a prefix nobody explained', 'unknown prefix', '<cap:alert/>'],
  ['bytes of no encoding', 'throughout', Buffer.from([0x3c, 0x61, 0xff, 0x2f, 0x3e])],
  [
    'an encoding for smugglers',
    'not one that is read',
    '<?xml version="1.0" encoding="UTF-7"?><a/>',
  ],
  ['JSON in JSON', 'alert', `{"features":[${'['.repeat(200_000)}${']'.repeat(200_000)}]}`],
  ['JSON cut short', 'not JSON', '{"type":"Feature",'],
  ['more alerts than there are', 'more than 500', `{"features":[${'{},'.repeat(900)}{}]}`],
  ['an alert of nothing', 'Not an alert', '{"type":"Feature","geometry":null,"properties":{}}'],
  ['a warning of nothing', 'Not a flood warning', '{"items":{"floodAreaID":"../../x"}}'],
  ['a list of nothing', 'no warning', '{"items":[]}'],
];

describe('a document that means harm', () => {
  it.each(DOCUMENTS)('%s is refused in time: %s', async (_, says, document) => {
    const memoryBefore = process.memoryUsage().rss;
    const startedAt = performance.now();
    const read = await reader.read(Buffer.from(document));
    const tookMs = performance.now() - startedAt;
    expect(detailOf(read)).toContain(says);
    expect(tookMs).toBeLessThan(WITHIN_MS);
    expect(process.memoryUsage().rss - memoryBefore).toBeLessThan(MORE_MEMORY_MAX_BYTES);
  });

  it('as a feed is refused the same way, and takes no longer', async () => {
    for (const [, , document] of DOCUMENTS) {
      const startedAt = performance.now();
      const read = await reader.readFeed(Buffer.from(document), 'atom');
      expect(read.ok).toBe(false);
      expect(performance.now() - startedAt).toBeLessThan(WITHIN_MS);
    }
  });

  it('in sixteen bits or with a mark in front is read as what it says', async () => {
    const text = alert('<identifier>A</identifier>');
    const marked = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    const withMark = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]);
    for (const document of [marked, withMark]) {
      expect(detailOf(await reader.read(document))).toContain("Element 'alert': Missing child");
    }
  });
});

function manyAttributes(name: string, count: number): string {
  return Array.from({ length: count }, (_, index) => `${name}${index}="v"`).join(' ');
}

function detailOf(read: Awaited<ReturnType<DocumentReader['read']>>): string {
  if (!read.ok) return read.problem.detail;
  const [message] = read.value;
  return message === undefined || message.read.ok ? 'was read' : message.read.problem.detail;
}
