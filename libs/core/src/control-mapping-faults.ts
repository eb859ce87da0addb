import {
  KEPT_CODE,
  MAPPED_FIELDS,
  MAPPED_OPS,
  REFUSED_CODE,
  type ControlMapping,
  type FieldSource,
  type Json,
  type MappedField,
  type OutgoingMapping,
} from '#core/control-mapping';
import { faultOfFormat } from '#core/control-mapping-moment';
import { readPath } from '#core/control-mapping-path';
import {
  EACH,
  EACH_RESPONDER,
  INCIDENT_VALUES,
  isArray,
  namesIn,
  RESPONDER_VALUES,
} from '#core/control-mapping-write';
import {
  HAZARDS,
  INCIDENT_KINDS,
  INCIDENT_MODES,
  INCIDENT_PRIORITIES,
  SETTINGS,
} from '#core/incident';

/** What a mapping says wrongly, and where in it. */
export interface MappingFault {
  readonly path: string;
  readonly says: string;
}

/** Values in a skeleton, and how deep it may be. */
export const SKELETON_VALUES_MAX = 500;
export const SKELETON_DEPTH_MAX = 20;

/** Words of ours that a field must come to. */
const WORDS: Readonly<Partial<Record<MappedField, readonly string[]>>> = {
  op: MAPPED_OPS,
  kind: INCIDENT_KINDS,
  priority: INCIDENT_PRIORITIES,
  mode: INCIDENT_MODES,
  hazards: HAZARDS,
  setting: SETTINGS,
};
const MOMENTS: readonly MappedField[] = ['sentAt', 'calledAt', 'ambulanceEtaAt'];
/** Without these nobody can be alerted. */
const NEEDED = ['controlRef', 'kind', 'priority', 'calledAt'] as const;

/** Everything that is wrong with a mapping beyond its shape; nothing where it can be used. */
export function faultsOfMapping(
  mapping: Pick<ControlMapping, 'form' | 'messages' | 'fields' | 'outgoing'>,
): readonly MappingFault[] {
  const { fields, outgoing, messages } = mapping;
  const named = MAPPED_FIELDS.flatMap((name) => {
    const source = fields[name];
    return source === undefined ? [] : faultsOfField(name, source);
  });
  return [
    ...(messages === null ? [] : faultOfPath(messages, 'messages')),
    ...NEEDED.filter((name) => fields[name] === undefined).map((name) => {
      return { path: `fields.${name}`, says: 'is missing; without it nothing can be raised' };
    }),
    ...faultsOfPlace(fields),
    ...faultsOfMode(fields),
    ...named,
    ...(outgoing === null ? [] : faultsOfOutgoing(outgoing, mapping.form)),
  ];
}

function faultsOfPlace(fields: ControlMapping['fields']): readonly MappingFault[] {
  const { lat, lon, point, grid } = fields;
  if ((lat === undefined) !== (lon === undefined)) {
    const path = lat === undefined ? 'fields.lat' : 'fields.lon';
    return [{ path, says: 'is missing; latitude and longitude go together' }];
  }
  if (lat !== undefined || point !== undefined || grid !== undefined) return [];
  return [{ path: 'fields', says: 'must have lat and lon, or point, or grid' }];
}

/** An exercise whose word is passed over would page real people. */
function faultsOfMode({ mode }: ControlMapping['fields']): readonly MappingFault[] {
  if (mode === undefined) return [];
  const isLost =
    mode.otherwise === KEPT_CODE || Object.values(mode.codes ?? {}).includes(KEPT_CODE);
  if (isLost) return [{ path: 'fields.mode', says: `must mean a mode, and not ${KEPT_CODE}` }];
  if (mode.required || mode.value !== null) return [];
  return [{ path: 'fields.mode', says: 'must be required, or have a value where it is missing' }];
}

function faultsOfField(name: MappedField, source: FieldSource): readonly MappingFault[] {
  const at = `fields.${name}`;
  const faults: MappingFault[] = source.paths.flatMap((path, index) =>
    faultOfPath(path, `${at}.paths.${index}`),
  );
  if (source.paths.length === 0 && source.value === null) {
    faults.push({ path: `${at}.paths`, says: 'must name a path, or the field a value' });
  }
  if (MOMENTS.includes(name)) {
    const fault = faultOfFormat(source.format);
    if (fault !== null) faults.push({ path: `${at}.format`, says: fault });
  }
  return [...faults, ...faultsOfWords(name, source)];
}

function faultsOfWords(name: MappedField, source: FieldSource): readonly MappingFault[] {
  const at = `fields.${name}`;
  const words = WORDS[name];
  if (words === undefined) return [];
  const isWord = (word: string): boolean => words.includes(word);
  const says = `must be one of ${words.join(', ')}`;
  const faults = Object.entries(source.codes ?? {})
    .filter(([, word]) => !isWord(word) && word !== KEPT_CODE)
    .map(([code]) => ({ path: `${at}.codes.${code}`, says: `${says}, or ${KEPT_CODE}` }));
  const { otherwise, value } = source;
  if (!isWord(otherwise) && otherwise !== KEPT_CODE && otherwise !== REFUSED_CODE) {
    const also = `${says}, or ${KEPT_CODE}, or ${REFUSED_CODE}`;
    faults.push({ path: `${at}.otherwise`, says: also });
  }
  if (value !== null && !isWord(value)) faults.push({ path: `${at}.value`, says });
  return faults;
}

function faultOfPath(path: string, at: string): readonly MappingFault[] {
  const read = readPath(path);
  return read.ok ? [] : [{ path: at, says: read.problem.detail }];
}

interface Where {
  readonly depth: number;
  /** Below what stands once for each responder. */
  readonly isEach: boolean;
  readonly isItem: boolean;
}

/** An element or attribute as it may be named in XML without a table of all letters on earth. */
const XML_NAME = /^@?[A-Za-z_][A-Za-z0-9_.-]*(?::[A-Za-z_][A-Za-z0-9_.-]*)?$/;
/** Text of an element that has attributes or children besides. */
export const XML_TEXT = '#text';

function faultsOfOutgoing(
  { skeleton }: OutgoingMapping,
  form: ControlMapping['form'],
): readonly MappingFault[] {
  const faults: MappingFault[] = [];
  let count = 0;
  const look = (part: Json, at: string, where: Where): void => {
    count += 1;
    if (where.depth > SKELETON_DEPTH_MAX) {
      faults.push({ path: at, says: `lies deeper than ${SKELETON_DEPTH_MAX}` });
    } else if (typeof part === 'string') faults.push(...faultsOfText(part, at, where.isEach));
    else if (typeof part === 'object' && part !== null) {
      const isEach = where.isEach || (!isArray(part) && Object.hasOwn(part, EACH));
      if (isEach && !where.isEach && !where.isItem) {
        faults.push({ path: `${at}.${EACH}`, says: 'stands in the items of an array alone' });
      }
      const isItem = isArray(part);
      for (const [key, value] of Object.entries(part)) {
        faults.push(...faultsOfKey(key, { at, form, inArray: isArray(part), value }));
        if (key !== EACH) look(value, `${at}.${key}`, { depth: where.depth + 1, isEach, isItem });
      }
    }
  };
  look(skeleton, 'outgoing.skeleton', { depth: 1, isEach: false, isItem: false });
  if (count > SKELETON_VALUES_MAX) {
    faults.push({ path: 'outgoing.skeleton', says: `has more than ${SKELETON_VALUES_MAX} values` });
  }
  if (form === 'xml' && !hasOneRoot(skeleton)) {
    faults.push({ path: 'outgoing.skeleton', says: 'must be an object with one root element' });
  }
  return faults;
}

function faultsOfText(text: string, at: string, isEach: boolean): readonly MappingFault[] {
  const known: readonly string[] = isEach
    ? [...INCIDENT_VALUES, ...RESPONDER_VALUES]
    : INCIDENT_VALUES;
  const unknown = namesIn(text).find((name) => !known.includes(name));
  if (unknown === undefined) return [];
  return [{ path: at, says: `names {{${unknown}}}; names here are ${known.join(', ')}` }];
}

function faultsOfKey(
  key: string,
  of: {
    readonly at: string;
    readonly form: ControlMapping['form'];
    readonly inArray: boolean;
    readonly value: Json;
  },
): readonly MappingFault[] {
  const path = `${of.at}.${key}`;
  if (key === EACH && !of.inArray) {
    return of.value === EACH_RESPONDER ? [] : [{ path, says: `must be ${EACH_RESPONDER}` }];
  }
  const isName = of.form === 'json' || of.inArray || key === XML_TEXT || XML_NAME.test(key);
  return isName ? [] : [{ path, says: 'is no name of an element or attribute' }];
}

function hasOneRoot(skeleton: Json): boolean {
  if (typeof skeleton !== 'object' || skeleton === null || isArray(skeleton)) return false;
  const [root = '', ...others] = Object.keys(skeleton);
  const isElement = root !== '' && !root.startsWith('@') && root !== XML_TEXT;
  return isElement && others.length === 0 && !isArray(skeleton[root] ?? null);
}
