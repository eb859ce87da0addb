import { decodeText } from '#adapters/shared/decode-text';
import { readXml, type XmlElement } from '#adapters/shared/xml-tree';
import { DocumentFault } from './document-parts';

/** A document is read whole; whatever is larger is no message about one incident. */
export const DOCUMENT_BYTES_MAX = 1_000_000;
const NESTED_MAX = 50;
const VALUES_MAX = 20_000;

/**
 * Fields by their names, from JSON as it stands and from XML by local names: repeated elements are
 * a list, attributes have an @ before their names, and text beside them is `#text`.
 *
 * @throws DocumentFault without a path where it is no document at all
 */
export function readDocument(bytes: Uint8Array): unknown {
  if (bytes.length > DOCUMENT_BYTES_MAX) {
    throw new DocumentFault('', `It has more than ${DOCUMENT_BYTES_MAX} bytes.`);
  }
  const text = decodeText(bytes, 'invalid-field');
  if (!text.ok) throw new DocumentFault('', text.problem.detail);
  if (!text.value.trimStart().startsWith('<')) return readJson(text.value, '');
  const root = readXml(text.value, 'invalid-field');
  if (!root.ok) throw new DocumentFault('', root.problem.detail);
  return named([root.value]);
}

/**
 * One JSON document, neither nested deeper nor larger than a message is.
 *
 * @param path where in another document it stands
 */
export function readJson(text: string, path: string): unknown {
  let tree: unknown;
  try {
    tree = JSON.parse(text);
  } catch {
    throw new DocumentFault(path, 'It is neither JSON nor XML.');
  }
  if (countOf(tree, 0) <= VALUES_MAX) return tree;
  throw new DocumentFault(path, `It is nested deeper than ${NESTED_MAX} or says too much.`);
}

function countOf(tree: unknown, depth: number): number {
  if (typeof tree !== 'object' || tree === null) return 1;
  if (depth >= NESTED_MAX) return VALUES_MAX + 1;
  let count = 1;
  for (const value of Object.values(tree)) {
    count += countOf(value, depth + 1);
    if (count > VALUES_MAX) return count;
  }
  return count;
}

function named(elements: readonly XmlElement[]): Readonly<Record<string, unknown>> {
  const byName = new Map<string, unknown[]>();
  for (const element of elements) {
    byName.set(element.name, [...(byName.get(element.name) ?? []), valueOf(element)]);
  }
  const fields = [...byName].map(([name, values]) => [
    name,
    values.length === 1 ? values[0] : values,
  ]);
  return Object.fromEntries(fields) as Readonly<Record<string, unknown>>;
}

function valueOf({ attributes, children, text }: XmlElement): unknown {
  const said = text.trim();
  const marks = Object.entries(attributes).filter(([name]) => !/^(?:xlink|xsi|xml):/.test(name));
  if (children.length === 0 && marks.length === 0) return said;
  return {
    ...named(children),
    ...Object.fromEntries(marks.map(([name, value]) => [`@${name}`, value])),
    ...(said === '' ? {} : { '#text': said }),
  };
}
