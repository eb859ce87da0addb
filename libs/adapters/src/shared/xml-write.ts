import type { Json } from '#core/control-mapping';

const TEXT = '#text';
const ESCAPES: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' },
};
/** Characters that XML 1.0 has no place for (§2.2). */
const NO_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/gu;

/**
 * Fields as XML: a key is an element, in an array once for each item, `@key` an attribute and
 * `#text` the text beside them. What is null is left out.
 */
export function writeXml(document: Json): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${elementsOf(document)}`;
}

function elementsOf(fields: Json): string {
  if (typeof fields !== 'object' || fields === null) return '';
  return Object.entries(fields as Readonly<Record<string, Json>>)
    .filter(([key]) => !key.startsWith('@') && key !== TEXT)
    .flatMap(([name, value]) => {
      const all = Array.isArray(value) ? (value as readonly Json[]) : [value];
      return all.map((one) => elementOf(name, one));
    })
    .join('');
}

function elementOf(name: string, value: Json): string {
  if (value === null) return '';
  if (typeof value !== 'object') return `<${name}>${escaped(value)}</${name}>`;
  const fields = value as Readonly<Record<string, Json>>;
  const attributes = Object.entries(fields)
    .filter(([key, one]) => key.startsWith('@') && one !== null && typeof one !== 'object')
    .map(([key, one]) => ` ${key.slice(1)}="${escaped(one as string)}"`)
    .join('');
  const text = fields[TEXT];
  const own = text === undefined || text === null || typeof text === 'object' ? '' : escaped(text);
  return `<${name}${attributes}>${own}${elementsOf(fields)}</${name}>`;
}

function escaped(value: string | number | boolean): string {
  return String(value)
    .replace(NO_CHARACTER, '')
    .replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}
