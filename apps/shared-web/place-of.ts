import type { PointMessage } from '#contracts/shapes';
import type { PlaceNotation, TypedPlace } from '#core/place-reading';
import type { Nearby } from '#core/plus-code';
import type { Result } from '#core/problem';
import { readTypedPlace } from '#core/typed-place';
import { t, toReader } from './language';
import { fromPlace } from './points';

const NOTATION_WORDS: Readonly<Record<PlaceNotation, string>> = {
  degrees: t('degrees'),
  'plus-code': t('Plus Code'),
  'os-grid': t('National Grid'),
  'irish-grid': t('Irish Grid'),
  'swiss-grid': t('Swiss coordinates'),
  utm: 'UTM',
  mgrs: 'MGRS',
};

/** Where short forms are looked for: once the page knows, the organisation's area. */
let near: Nearby | null = null;

/** From now on places are typed in there; null once nobody is signed in. */
export function placesAreNear(found: Nearby | null): void {
  near = found;
}

/** A place as people type and copy it; null where it is none. */
export function placeOf(text: string): PointMessage | null {
  const read = readHere(text);
  return read.ok ? fromPlace(read.value.place) : null;
}

/** What is wrong with what was typed, for its field; empty where nothing is. */
export function placeFault(text: string): string {
  const read = readHere(text);
  if (read.ok) return '';
  return toReader(
    read.problem.detail,
    t('Not read as a place. Degrees north and east, a Plus Code or a grid reference will do.'),
  );
}

/** What was typed is read as this, in a sentence; empty as long as it is no place. */
export function placeWords(text: string): string {
  const read = readHere(text);
  if (!read.ok) return '';
  const { notation, written, accuracyM, place } = read.value;
  const degrees = `${place.lat.toFixed(5)}, ${place.lon.toFixed(5)}`;
  const what = `${NOTATION_WORDS[notation]} ${written}`;
  const metres = Math.max(1, Math.ceil(accuracyM));
  return notation === 'degrees'
    ? t('Read as {{what}}, to {{metres}} m', { what, metres })
    : t('Read as {{what}}, to {{metres}} m: {{degrees}}', { what, metres, degrees });
}

function readHere(text: string): Result<TypedPlace> {
  return readTypedPlace(text, near);
}
