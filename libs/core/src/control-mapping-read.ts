import type { KeptField } from '#core/control-format';
import {
  KEPT_CODE,
  MAPPED_FIELDS,
  MAPPED_OPS,
  type ControlMapping,
  type FieldSource,
  type MappedField,
  type MappedOp,
} from '#core/control-mapping';
import { cut, keptFields } from '#core/control-mapping-kept';
import { readMappedMoment, type OffsetAt } from '#core/control-mapping-moment';
import { follow, readPath, type DocumentNode } from '#core/control-mapping-path';
import { mappedPlace } from '#core/control-mapping-place';
import {
  decimalOf,
  faultAt,
  meaningOf,
  plainText,
  type MappedValue,
  type MappedValues,
} from '#core/control-mapping-value';
import { ok, type Problem, type Result } from '#core/problem';
import type { Instant } from '#core/units';

/** Messages that one document may hold. */
export const MESSAGES_PER_DOCUMENT_MAX = 100;

/** One foreign message in our words, before it is checked as one of ours. */
export interface MappedMessage {
  readonly documentId: string | null;
  readonly op: MappedOp;
  readonly controlRef: string;
  /** Fields of our own message by their names. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Where each of them stood in the document. */
  readonly paths: Readonly<Record<string, string>>;
  readonly kept: readonly KeptField[];
  readonly missing: readonly MappedField[];
}

interface World {
  readonly now: Instant;
  readonly offsetAt: OffsetAt;
}

const MOMENTS = ['sentAt', 'calledAt', 'ambulanceEtaAt'] as const;
const NUMBERS = ['version', 'placeAccuracyM', 'patientAgeYears'] as const;
const WORDS = ['kind', 'priority', 'mode', 'setting', 'determinantCode', 'reason'] as const;
/** Of free texts, how long they may be as ours; a longer one is cut, and kept whole besides. */
const JOINED_LENGTH_MAX: Readonly<Partial<Record<MappedField, number>>> = {
  address: 200,
  notesForResponders: 2_000,
};
/** What a message of each kind takes; nothing is asked of an end but whose it is, and why. */
const END = ['documentId', 'controlRef', 'version', 'sentAt', 'reason'] as const;
const RAISE = MAPPED_FIELDS.filter((name) => name !== 'op' && name !== 'reason');
const TAKEN_BY: Readonly<Record<MappedOp, readonly MappedField[]>> = {
  raise: RAISE,
  update: RAISE.filter((name) => name !== 'mode'),
  close: END,
  cancel: END,
};

/**
 * The messages of a document as a mapping reads them. What no field reads is kept with its path.
 *
 * @returns `invalid-field` with the path in the document: a field that is required and missing, a
 *   code without meaning, something that is no number, moment or place
 */
export function readMapped(
  mapping: ControlMapping,
  root: DocumentNode,
  world: World,
): Result<readonly MappedMessage[]> {
  const bases =
    mapping.messages === null ? [root] : nodesAt(mapping.messages, { root, base: root });
  if (bases.length === 0) return wrong('holds no message', mapping.messages ?? '');
  if (bases.length > MESSAGES_PER_DOCUMENT_MAX) {
    return wrong(`holds more than ${MESSAGES_PER_DOCUMENT_MAX} messages`, mapping.messages ?? '');
  }
  const all: MappedMessage[] = [];
  for (const base of bases) {
    const others = new Set(bases.filter((one) => one !== base));
    const message = readOne(mapping, { root, base, others }, world);
    if (!message.ok) return message;
    all.push(message.value);
  }
  return ok(all);
}

interface Place {
  readonly root: DocumentNode;
  readonly base: DocumentNode;
  readonly others: ReadonlySet<DocumentNode>;
}

function readOne(mapping: ControlMapping, at: Place, world: World): Result<MappedMessage> {
  const read = new Set<DocumentNode>();
  const op = opOf(mapping, at, read);
  if (!op.ok) return op;
  const found = new Map<MappedField, MappedValue>();
  const missing: MappedField[] = [];
  for (const name of TAKEN_BY[op.value]) {
    const source = mapping.fields[name];
    if (source === undefined) continue;
    const value = valueOf({ name, source }, at, read);
    if (!value.ok) return value;
    if (value.value !== null) found.set(name, value.value);
    else if (source.required && op.value === 'raise') {
      return wrong('is missing', whereOf(mapping, name, at));
    } else missing.push(name);
  }
  const controlRef = found.get('controlRef');
  if (controlRef === undefined) return wrong('is missing', whereOf(mapping, 'controlRef', at));
  const fields = ownFields(mapping, found, world);
  if (!fields.ok) return fields;
  return ok({
    documentId: found.get('documentId')?.texts[0] ?? null,
    op: op.value,
    controlRef: controlRef.texts[0] ?? '',
    fields: fields.value.fields,
    paths: { ...fields.value.paths, controlRef: controlRef.path },
    kept: keptFields(at, read),
    missing,
  });
}

/** What the message wants done; to raise, where the mapping does not say where that stands. */
function opOf(mapping: ControlMapping, at: Place, read: Set<DocumentNode>): Result<MappedOp> {
  const source = mapping.fields.op;
  if (source === undefined) return ok('raise');
  const value = valueOf({ name: 'op', source }, at, read);
  if (!value.ok) return value;
  const op = MAPPED_OPS.find((one) => one === value.value?.texts[0]);
  const path = value.value?.path ?? whereOf(mapping, 'op', at);
  return op === undefined ? wrong('does not say what is to be done', path) : ok(op);
}

/** What stands at the paths of a field, codes read; null where there is nothing. */
function valueOf(
  { name, source }: { readonly name: MappedField; readonly source: FieldSource },
  at: Place,
  read: Set<DocumentNode>,
): Result<MappedValue | null> {
  const there = source.paths
    .map((path) => nodesAt(path, at).filter((node) => (node.text ?? '').trim() !== ''))
    .filter((nodes) => nodes.length > 0);
  const lengthMax = JOINED_LENGTH_MAX[name];
  const takesAll = lengthMax !== undefined || name === 'hazards';
  const nodes = takesAll ? there.flat() : (there[0]?.slice(0, 1) ?? []);
  const path = nodes[0]?.path ?? '';
  const texts: string[] = [];
  const taken: DocumentNode[] = [];
  for (const node of nodes) {
    const text = (node.text ?? '').trim();
    const meant = source.codes === null ? text : meaningOf(text, source);
    if (meant === null) {
      return wrong(`has the code ${JSON.stringify(text.slice(0, 80))}, without meaning`, node.path);
    }
    if (meant === KEPT_CODE && source.codes !== null) continue;
    texts.push(meant);
    taken.push(node);
  }
  const said = lengthMax === undefined ? null : plainText(texts.join(source.join));
  const isWhole = said === null || said.length <= (lengthMax ?? 0);
  if (isWhole) for (const node of taken) read.add(node);
  if (said !== null && said !== '')
    return ok({ texts: [isWhole ? said : cut(said, lengthMax ?? 0)], path });
  if (texts.length > 0 && said === null) return ok({ texts, path });
  return ok(source.value === null ? null : { texts: [source.value], path });
}

/** The fields of our own message, with numbers, moments and the place read. */
function ownFields(
  mapping: ControlMapping,
  found: MappedValues,
  world: World,
): Result<Pick<MappedMessage, 'fields' | 'paths'>> {
  const fields: Record<string, unknown> = {};
  const paths: Record<string, string> = {};
  const put = (name: string, value: unknown, path: string): void => {
    fields[name] = value;
    paths[name] = path;
  };
  for (const name of ['address', 'notesForResponders', ...WORDS] as const) {
    const value = found.get(name);
    if (value !== undefined) put(name, value.texts[0], value.path);
  }
  const hazards = found.get('hazards');
  if (hazards !== undefined) put('hazards', [...new Set(hazards.texts)], hazards.path);
  const place = mappedPlace(found, mapping.fields.point?.order ?? 'lat-lon');
  if (!place.ok) return place;
  if (place.value !== null) {
    const { lat, lon, accuracyM, path } = place.value;
    put('place', { type: 'Point', coordinates: [lon, lat] }, path);
    if (accuracyM !== null) put('placeAccuracyM', accuracyM, path);
  }
  const fault = numbersAndMoments(mapping, found, {
    ...{ ...world, put },
    accuracyMinM: place.value?.accuracyM ?? 0,
  });
  return fault === null ? ok({ fields, paths }) : { ok: false, problem: fault };
}

function numbersAndMoments(
  mapping: ControlMapping,
  found: MappedValues,
  world: World & {
    /** A place is not known better than the way in which it is written. */
    readonly accuracyMinM: number;
    put(name: string, value: unknown, path: string): void;
  },
): Problem | null {
  for (const name of NUMBERS) {
    const value = found.get(name);
    const source = mapping.fields[name];
    if (value === undefined || source === undefined) continue;
    const number = decimalOf(value.texts[0] ?? '');
    if (number === null) return faultAt('is no number', value.path);
    const factored = number * source.factor;
    const isVaguer = name === 'placeAccuracyM' && world.accuracyMinM > factored;
    world.put(name, isVaguer && factored >= 0 ? world.accuracyMinM : factored, value.path);
  }
  for (const name of MOMENTS) {
    const value = found.get(name);
    const source = mapping.fields[name];
    if (value === undefined || source === undefined) continue;
    const read = readMappedMoment(value.texts[0] ?? '', source, world);
    if ('fault' in read) return faultAt(read.fault, value.path);
    world.put(name, new Date(read.at).toISOString(), value.path);
  }
  return null;
}

function nodesAt(path: string, at: Pick<Place, 'root' | 'base'>): readonly DocumentNode[] {
  const read = readPath(path);
  return read.ok ? follow(read.value, at) : [];
}

function whereOf({ fields }: ControlMapping, name: MappedField, { base }: Place): string {
  const path = fields[name]?.paths[0] ?? name;
  return path.startsWith('/') || base.path === ''
    ? path.replace(/^\//, '')
    : `${base.path}/${path}`;
}

function wrong(says: string, path: string): Result<never> {
  return { ok: false, problem: faultAt(says, path) };
}
