import type { KeptField } from '#core/control-format';
import type { Place } from '#core/geometry';
import { decodeText } from '#adapters/shared/decode-text';
import type { WarningSource } from '#flow/ports';
import { DocumentFault, type Part } from './document-parts';
import { readPidfLo, type Located } from './pidf-lo';

/** Locations that are fetched for one document: an alarm waits for each of them. */
const REFERENCES_MAX = 2;

/** Where an incident is, and where the document says so. */
export interface EidoPlace {
  readonly place: Place;
  readonly accuracyM: number | null;
  readonly address: string | null;
  readonly path: string;
  readonly rest: readonly KeptField[];
}

/** Types of locations that tell where the patient is, the best first; by our own reading. */
const TYPES = ['incident', 'dispatch', 'caller', 'routinglocation'];

/**
 * The place of the incident: of the locations the incident names, else of those its calls name,
 * else of those of a type that is meant so, the first with coordinates. What is there by value
 * counts before what would have to be fetched. An address comes from whichever of them has one.
 *
 * @throws DocumentFault where none of them tells a place, naming why
 */
export async function placeOfEido(
  root: Part,
  source: Pick<WarningSource, 'fetch'>,
): Promise<EidoPlace> {
  const chosen = locationsOf(root);
  const written = chosen.flatMap(readWritten);
  const byValue = written.flatMap((one) => ('fault' in one ? [] : [one]));
  const seen: readonly Seen[] = byValue.some(({ place }) => place !== null)
    ? byValue
    : [...byValue, ...(await fetched(chosen, source))];
  const placed = seen.find(({ place }) => place !== null);
  if (placed === undefined || placed.place === null) throw noPlace(root, { seen, written });
  const described = chosen.map((one) => one.text('locationDescriptionText'));
  const address = [placed, ...seen].find((one) => one.address !== null)?.address;
  return {
    ...{ place: placed.place, accuracyM: placed.accuracyM, path: placed.path },
    address: address ?? described.find((text) => text !== null) ?? null,
    rest: seen.flatMap(({ rest }) => rest),
  };
}

interface Seen extends Located {
  readonly path: string;
}

/** A location by value; one that cannot be read is told with the rest, where another can be. */
function readWritten(location: Part): readonly (Seen | { readonly fault: DocumentFault })[] {
  const text = location.text('locationByValue');
  const path = location.at('locationByValue');
  if (text === null || text === '') return [];
  try {
    return [{ path, ...readPidfLo(text, path) }];
  } catch (error) {
    if (!(error instanceof DocumentFault)) throw error;
    location.leave('locationByValue');
    return [{ fault: error }];
  }
}

function noPlace(
  root: Part,
  found: { readonly seen: readonly Seen[]; readonly written: ReturnType<typeof readWritten> },
): DocumentFault {
  for (const one of found.written) if ('fault' in one) return one.fault;
  const [first] = found.seen;
  return first === undefined
    ? new DocumentFault(root.at('locationComponent'), 'has no location of the incident')
    : new DocumentFault(first.path, 'gives an address and no coordinates');
}

function locationsOf(root: Part): readonly Part[] {
  const byId = new Map(root.parts('locationComponent').map((one) => [one.text('$id'), one]));
  const incident = root.part('incidentComponent');
  const named = (parts: readonly Part[]): readonly Part[] =>
    parts.flatMap((part) =>
      part.parts('locationReference').map((reference) => {
        const location = byId.get(reference.needText('$ref'));
        if (location !== undefined) return location;
        throw new DocumentFault(reference.at('$ref'), 'names no location of the document');
      }),
    );
  const ofIncident = named(incident === null ? [] : [incident]);
  if (ofIncident.length > 0) return ofIncident;
  const ofCalls = named(root.parts('callComponent'));
  if (ofCalls.length > 0) return ofCalls;
  const typed = [...byId.values()].flatMap((location) => {
    const type = location.text('locationTypeDescriptionRegistryText') ?? '';
    const rank = TYPES.indexOf(type.toLowerCase());
    return rank < 0 ? [] : [{ location, rank }];
  });
  return typed.sort((a, b) => a.rank - b.rank).map(({ location }) => location);
}

/** The first that answers with a place; one that does not is told where none does. */
async function fetched(
  locations: readonly Part[],
  source: Pick<WarningSource, 'fetch'>,
): Promise<readonly Seen[]> {
  let fault: DocumentFault | null = null;
  const named = locations.filter((one) => (one.text('locationByReferenceUrl') ?? '') !== '');
  for (const location of named.slice(0, REFERENCES_MAX)) {
    const url = location.needText('locationByReferenceUrl');
    const path = location.at('locationByReferenceUrl');
    try {
      const located = await dereferenced(url, { path, source });
      if (located.place !== null) return [{ ...located, path }];
    } catch (error) {
      if (!(error instanceof DocumentFault)) throw error;
      fault ??= error;
    }
  }
  if (fault !== null) throw fault;
  return [];
}

async function dereferenced(
  url: string,
  { path, source }: { readonly path: string; readonly source: Pick<WarningSource, 'fetch'> },
): Promise<Located> {
  const answer = await source.fetch({ url, etag: null, lastModified: null });
  if (answer.outcome !== 'document') {
    const says = answer.outcome === 'failed' ? answer.says : 'It did not answer.';
    throw new DocumentFault(path, `could not be fetched: ${says}`);
  }
  const text = decodeText(answer.document, 'invalid-field');
  if (!text.ok) throw new DocumentFault(path, `what it leads to cannot be read`);
  return readPidfLo(text.value, path);
}
