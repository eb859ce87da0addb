import { readXml, type XmlElement } from '#adapters/shared/xml-tree';
import type { RefusedRow } from '#core/aed-register-sync';
import { ok, refuse, type Result } from '#core/problem';
import type { AedDocument, AedRow } from '#flow/ports';
import { FileError, osmRow, type Tags } from './import-osm';

const SECTIONS = ['create', 'modify', 'delete'];
const KINDS = ['node', 'way', 'relation'];

interface Change {
  readonly ref: string;
  readonly version: number;
  readonly isGone: boolean;
  readonly element: XmlElement;
}

/**
 * Reads AEDs from a file of changes of OpenStreetMap (osmChange 0.6): what was created or modified
 * and is a defibrillator, and whatever was deleted or is none any more. Of several versions of one
 * thing the newest counts. Most of such a file is about other things; those are passed over.
 *
 * @throws FileError where the text is no osmChange
 */
export function readOsmChange(text: string, now: number): AedDocument {
  const changes = changesOf(text);
  const refused: RefusedRow[] = [];
  const newest = new Map<string, Change>();
  for (const { where, read } of changes) {
    if (!read.ok) refused.push({ where, externalRef: null, why: read.problem.detail });
    else if (read.value.version >= (newest.get(read.value.ref)?.version ?? 0)) {
      newest.set(read.value.ref, read.value);
    }
  }
  const rows: AedRow[] = [];
  const left: string[] = [];
  for (const { ref, isGone, element } of newest.values()) {
    const tags = tagsOf(element);
    if (isGone || tags['emergency'] !== 'defibrillator') {
      left.push(ref);
      continue;
    }
    const row = osmRow({ tags, at: placeOf(element) }, ref, now);
    if (row.ok) rows.push(row.value);
    else refused.push({ where: ref, externalRef: ref, why: row.problem.detail });
  }
  const versions = Object.fromEntries([...newest.values()].map((one) => [one.ref, one.version]));
  return { readCount: changes.length, rows, refused, left, versions };
}

function changesOf(
  text: string,
): readonly { readonly where: string; readonly read: Result<Change> }[] {
  const root = readXml(text.replace(/^\ufeff/, ''), 'malformed-body');
  if (!root.ok) throw new FileError(root.problem.detail.replace(/\.$/, ''));
  if (root.value.name !== 'osmChange') throw new FileError('its root is not osmChange');
  return root.value.children.flatMap((section, at) => {
    if (!SECTIONS.includes(section.name)) {
      throw new FileError(`osmChange has no ${section.name}, only ${SECTIONS.join(', ')}`);
    }
    return section.children.map((element, i) => {
      const where = `${section.name}[${at + 1}]/${element.name}[${i + 1}]`;
      return { where, read: changeOf(section.name === 'delete', element) };
    });
  });
}

function changeOf(isGone: boolean, element: XmlElement): Result<Change> {
  const { id = '', version = '' } = element.attributes;
  if (!KINDS.includes(element.name)) return refuse('invalid-field', 'it is no node, way, relation');
  if (!/^\d{1,19}$/.test(id)) return refuse('invalid-field', '@id: it has no id');
  if (!/^[1-9]\d{0,8}$/.test(version)) return refuse('invalid-field', '@version: it has none');
  const isHidden = element.attributes['visible'] === 'false';
  const change = { version: Number(version), isGone: isGone || isHidden, element };
  return ok({ ...change, ref: `${element.name}/${id}` });
}

function tagsOf({ children }: XmlElement): Tags {
  const tags = children.filter(({ name }) => name === 'tag');
  const pairs = tags.map(({ attributes }) => [attributes['k'] ?? '', attributes['v'] ?? '']);
  return Object.fromEntries(pairs.map(([key = '', value = '']) => [key, value.trim()]));
}

/** Such a file has places of nodes alone. */
function placeOf({ attributes }: XmlElement): Result<unknown> {
  const { lat, lon } = attributes;
  if (lat === undefined || lon === undefined) {
    return refuse('invalid-field', 'its place is not in a file of changes');
  }
  return ok([Number(lon), Number(lat)]);
}
