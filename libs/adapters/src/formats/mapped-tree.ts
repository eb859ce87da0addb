import type { ControlMapping } from '#core/control-mapping';
import type { DocumentNode } from '#core/control-mapping-path';
import { ok, refuse, type Result } from '#core/problem';
import { decodeText } from '#adapters/shared/decode-text';
import { readXml, type XmlElement } from '#adapters/shared/xml-tree';

const NESTED_MAX = 50;
const NODES_MAX = 20_000;
/** A name is told to people; matched it is whole. */
const NAME_SHOWN_MAX = 60;
/** An element of an array that stands in an array, or is the document, has no name of its own. */
const ITEM = 'item';
const UNSHOWN = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/gu;

/** JSON or XML as one kind of tree; `invalid-field` without a path where it is neither. */
export function documentTree(
  bytes: Uint8Array,
  form: ControlMapping['form'],
): Result<DocumentNode> {
  const text = decodeText(bytes, 'invalid-field');
  if (!text.ok) return text;
  return form === 'xml' ? xmlTree(text.value) : jsonTree(text.value);
}

function xmlTree(text: string): Result<DocumentNode> {
  const root = readXml(text.trim(), 'invalid-field');
  if (!root.ok) return root;
  const [node] = numbered([root.value], '', (one, path) => fromElement(one, path));
  return ok({ name: '', path: '', text: null, children: node === undefined ? [] : [node] });
}

/** Namespaces and prefixes say nothing here: the local name does. */
function fromElement({ name, attributes, children, text }: XmlElement, path: string): DocumentNode {
  const marks = Object.entries(attributes).map(([key, value]): DocumentNode => {
    const mark = `@${key.slice(key.indexOf(':') + 1)}`;
    return { name: mark, path: joined(path, mark), text: value, children: [] };
  });
  return { name, path, text, children: [...marks, ...numbered(children, path, fromElement)] };
}

class TooMuch extends Error {}

function jsonTree(text: string): Result<DocumentNode> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('invalid-field', 'The document is not JSON.');
  }
  const count = { left: NODES_MAX };
  try {
    const root = { name: '', path: '', value };
    const list = Array.isArray(value) ? { ...root, value: { [ITEM]: value } } : root;
    return ok(fromJson(list, { depth: 0, count }));
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
    return refuse('invalid-field', `It nests more than ${NESTED_MAX} deep or says too much.`);
  }
}

interface Named {
  readonly name: string;
  readonly path: string;
  readonly value: unknown;
}

function fromJson(
  { name, path, value }: Named,
  at: { readonly depth: number; readonly count: { left: number } },
): DocumentNode {
  at.count.left -= 1;
  if (at.depth > NESTED_MAX || at.count.left < 0) throw new TooMuch();
  if (typeof value !== 'object' || value === null) {
    const text = value === null || value === undefined ? null : textOf(value);
    return { name, path, text, children: [] };
  }
  const below = { ...at, depth: at.depth + 1 };
  const fields = Array.isArray(value) ? [[ITEM, value] as const] : Object.entries(value);
  const children = fields.flatMap(([key, field]: readonly [string, unknown]) => {
    const items = Array.isArray(field) ? (field as readonly unknown[]) : null;
    if (items === null)
      return [fromJson({ name: key, path: joined(path, key), value: field }, below)];
    return items.map((item, index) =>
      fromJson({ name: key, path: `${joined(path, key)}[${index}]`, value: item }, below),
    );
  });
  return { name, path, text: null, children };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Elements of one name are told apart by their numbers where there are several. */
function numbered(
  elements: readonly XmlElement[],
  path: string,
  nodeOf: (element: XmlElement, path: string) => DocumentNode,
): readonly DocumentNode[] {
  const counts = new Map<string, number>();
  for (const { name } of elements) counts.set(name, (counts.get(name) ?? 0) + 1);
  const seen = new Map<string, number>();
  return elements.map((element) => {
    const { name } = element;
    const index = seen.get(name) ?? 0;
    seen.set(name, index + 1);
    const own = joined(path, name);
    return nodeOf(element, counts.get(name) === 1 ? own : `${own}[${index}]`);
  });
}

function joined(path: string, name: string): string {
  const shown = name.replace(UNSHOWN, '\ufffd');
  const short = shown.length > NAME_SHOWN_MAX ? `${shown.slice(0, NAME_SHOWN_MAX)}…` : shown;
  return path === '' ? short : `${path}/${short}`;
}
