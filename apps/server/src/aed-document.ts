import { AED_FEED_BYTES_MAX } from '#contracts/aed-feed-api';
import { ok, refuse } from '#core/problem';
import { SECOND_MS } from '#core/units';
import type { AedFormat } from '#core/aed-feed';
import type { AedDocument, AedReader } from '#flow/ports';
import { CsvError } from './csv';
import { FileError, readOsmAeds } from './import-osm';
import { readOsmChange } from './import-osm-change';
import { readAeds } from './import-rows';
import { readAedTable } from './import-table';

/** A register of AEDs is large, and Overpass takes its time. */
export const AED_DOCUMENT = { deadlineMs: 60 * SECOND_MS, bytesMax: AED_FEED_BYTES_MAX };

/** Reads registers of AEDs, as feeds and by hand. */
export const readAedDocument: AedReader['readAeds'] = (document, format, now) => {
  try {
    return ok(documentOf(document, format, now));
  } catch (error) {
    if (!(error instanceof CsvError) && !(error instanceof FileError)) throw error;
    return refuse('malformed-body', `The file cannot be read: ${error.message}.`);
  }
};

/** What a file is by its first character: JSON, XML, or else our own CSV. */
export function formatOf(document: Uint8Array): AedFormat {
  const first = new TextDecoder().decode(document.subarray(0, HEAD_BYTES)).trimStart().charAt(0);
  if (first === '{' || first === '[') return 'osm';
  return first === '<' ? 'osm-change' : 'csv';
}

const HEAD_BYTES = 64;

function documentOf(document: Uint8Array, format: AedFormat, now: number): AedDocument {
  switch (format) {
    case 'osm':
      return readOsmAeds(utf8(document), now);
    case 'osm-change':
      return readOsmChange(utf8(document), now);
    case 'csv':
      return readAeds(utf8(document));
    case 'table':
    case 'geodae':
      return readAedTable(document, format, now);
  }
}

/** Text that is not UTF-8 is told rather than guessed at: names would come out wrong. */
function utf8(document: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(document);
  } catch {
    throw new FileError('it is not UTF-8; save it in that encoding first');
  }
}
