import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { ok, refuse, type ProblemCode, type Result } from '#core/problem';

/** One element with its name resolved; text is that of the element itself, entities read. */
export interface XmlElement {
  readonly namespace: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const NESTED_MAX = 50;
const ELEMENTS_MAX = 20_000;
/** Attributes are few; what counts many of them costs more than any other part of a document. */
const ATTRIBUTES_MAX = 20_000;
const PREFIXES_MAX = 100;

const PARSER = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  trimValues: false,
  ignorePiTags: true,
  ignoreDeclaration: true,
  maxNestedTags: NESTED_MAX,
  cdataPropName: '#cdata',
});

/** What the parser gives for one node: its name with its children, and attributes beside. */
type Node = Readonly<Record<string, unknown>>;
type Scope = Readonly<Record<string, string>>;

/**
 * Reads one well-formed document. Nothing in it leads anywhere: document types, and with them
 * entities of its own and whatever is outside, are refused before anything is parsed.
 *
 * @param code of the refusal
 * @returns the root element, or what is wrong
 */
export function readXml(text: string, code: ProblemCode): Result<XmlElement> {
  const invalid = (says: string): Result<never> => refuse(code, says);
  if (/<!\s*(?:DOCTYPE|ENTITY)/i.test(text)) {
    return invalid('It has a document type (DTD); such documents are not read.');
  }
  if (countOf(text, '<') > 2 * ELEMENTS_MAX) {
    return invalid(`It has more than ${ELEMENTS_MAX} elements.`);
  }
  if (countOf(text, '=') > ATTRIBUTES_MAX) {
    return invalid(`It has more than ${ATTRIBUTES_MAX} attributes.`);
  }
  if (XMLValidator.validate(text) !== true) return invalid('It is not well-formed XML.');
  let nodes: readonly Node[];
  try {
    nodes = PARSER.parse(text) as readonly Node[];
  } catch {
    return invalid(`It is not XML, or nested more than ${NESTED_MAX} deep.`);
  }
  const roots = nodes.filter((node) => !('#text' in node));
  const [root] = roots;
  if (root === undefined || roots.length > 1) return invalid('It has not one root element.');
  try {
    return ok(elementOf(root, { xml: 'http://www.w3.org/XML/1998/namespace' }));
  } catch (error) {
    if (error instanceof UnknownName) return invalid(error.message);
    throw error;
  }
}

/** Children of a name in the element's own namespace, in order. */
export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  const { namespace } = element;
  return element.children.filter((one) => one.name === name && one.namespace === namespace);
}

/** Text of the first child of a name, trimmed; empty where there is none. */
export function textOf(element: XmlElement, name: string): string {
  return childrenOf(element, name)[0]?.text.trim() ?? '';
}

/** A prefix or an entity that the document does not explain. */
class UnknownName extends Error {}

function elementOf(node: Node, outer: Scope): XmlElement {
  const tag = Object.keys(node).find((key) => key !== ':@') ?? '';
  const attributes = Object.entries((node[':@'] ?? {}) as Record<string, string>).map(
    ([name, value]) => [name, withEntities(value)] as const,
  );
  const scope = scopeOf(attributes, outer);
  let text = '';
  const children: XmlElement[] = [];
  for (const child of node[tag] as readonly Node[]) {
    if ('#text' in child) text += withEntities(child['#text'] as string);
    else if ('#cdata' in child) text += cdataOf(child);
    else children.push(elementOf(child, scope));
  }
  const [prefix, name] = splitName(tag);
  const namespace = scope[prefix];
  if (namespace === undefined && prefix !== '') throw new UnknownName('It uses an unknown prefix.');
  return {
    ...{ namespace: namespace ?? '', name, children, text },
    attributes: Object.fromEntries(attributes.filter(([key]) => !key.startsWith('xmlns'))),
  };
}

/** Namespaces by their prefixes, as they hold within an element. */
function scopeOf(attributes: readonly (readonly [string, string])[], outer: Scope): Scope {
  const own = attributes.filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'));
  if (own.length === 0) return outer;
  if (own.length > PREFIXES_MAX) throw new UnknownName('It names more namespaces than there are.');
  const scope = { ...outer, ...Object.fromEntries(own.map(([name, at]) => [name.slice(6), at])) };
  if (Object.keys(scope).length > PREFIXES_MAX) {
    throw new UnknownName('It names more namespaces than there are.');
  }
  return scope;
}

function splitName(tag: string): readonly [prefix: string, name: string] {
  const [first = '', second] = tag.split(':');
  return second === undefined ? ['', first] : [first, second];
}

function cdataOf(node: Node): string {
  const parts = node['#cdata'] as readonly { readonly '#text'?: string }[];
  return parts.map((part) => part['#text'] ?? '').join('');
}

/** XML 1.0 §4.6, the five every document knows. */
const ENTITIES: Readonly<Record<string, string>> = {
  ...{ lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" },
};
const CODE_POINT_MAX = 0x10_ff_ff;

function withEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x?[0-9a-f]{1,8}|[^;\s&]{1,40});?/gi, (whole, name: string) => {
    const known = ENTITIES[name];
    if (known !== undefined) return known;
    const code = name.startsWith('#') ? codeOf(name.slice(1)) : NaN;
    if (!whole.endsWith(';') || !(code > 0 && code <= CODE_POINT_MAX)) {
      throw new UnknownName('It uses an entity that no document knows.');
    }
    return String.fromCodePoint(code);
  });
}

function codeOf(digits: string): number {
  return /^x/i.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number.parseInt(digits, 10);
}

function countOf(text: string, mark: string): number {
  let count = 0;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) count += 1;
  return count;
}
