import { distanceM, type Place } from '#core/geometry';
import { PLACE_ACCURACY_MAX_M } from '#contracts/incident-api';
import { fromPlace, SHORT_TEXT_LENGTH_MAX, type PointMessage } from '#contracts/shapes';
import { freeText } from './foreign-step';
import { byCode, NO_PLACE_OF_EVENT } from './emsi-tables';
import type { Field } from './foreign-field';

const WGS_84 = /^(?:EPSG[-:]?)?4326$|^WGS[- ]?84$/i;

/** Where an event is, with the fields that say so. */
export interface EventPlace {
  readonly field: Field;
  readonly place: PointMessage;
  readonly placeAccuracyM: number | null;
  readonly address: string | undefined;
}

/**
 * The first place of the event that has coordinates and is not an area of danger; else that of its
 * first mission that has any. Several coordinates of a shape are its middle and a radius around
 * all of them.
 */
export function placeOf(emsi: Field): EventPlace | undefined {
  const ofEvent = emsi.at('EVENT').at('EGEO').each();
  const holders = [...ofEvent.filter((one) => !isDanger(one)), ...emsi.at('MISSION').each()];
  const position = holders
    .map((holder) => holder.at('POSITION'))
    .find((one) => coordinatesIn(one).length > 0);
  return position === undefined ? undefined : placeIn(position);
}

function isDanger(shape: Field): boolean {
  const code = codeOf(shape.at('TYPE').peek() ?? '');
  return byCode(Object.fromEntries(NO_PLACE_OF_EVENT.map((one) => [one, true])), code) === true;
}

/** A code as the tables have it: some write a stroke before it. */
export function codeOf(text: string): string {
  return text.trim().toUpperCase().replace(/^\/+/, '');
}

function coordinatesIn(position: Field): readonly Field[] {
  const listed = position
    .at('COORD')
    .each()
    .filter((one) => one.has('LAT'));
  return listed.length > 0 || !position.has('LAT') ? listed : [position];
}

function placeIn(position: Field): EventPlace {
  const system = position.at('COORDSYS');
  if (!WGS_84.test(system.text() ?? 'WGS84')) system.fault('must be EPSG-4326');
  const places = coordinatesIn(position).map((one): Place => {
    const lat = one.at('LAT');
    const lon = one.any('LONG', 'LON');
    return {
      lat: lat.number() ?? lat.fault('is missing'),
      lon: lon.number() ?? lon.fault('is missing'),
    };
  });
  const isCircle = codeOf(position.at('TYPE').text() ?? '').startsWith('CIRCLE');
  const middle = isCircle ? (places[0] ?? { lat: 0, lon: 0 }) : middleOf(places);
  const radiusM = Math.ceil(Math.max(...places.map((place) => distanceM(middle, place))));
  if (radiusM > PLACE_ACCURACY_MAX_M) position.fault('is no place, but a region');
  return {
    field: position.has('COORD') ? position.at('COORD') : position.at('LAT'),
    place: fromPlace(middle),
    placeAccuracyM: places.length > 1 ? radiusM : null,
    address: freeText(
      [position.at('NAME'), ...position.at('ADDRESS').each()],
      ', ',
      SHORT_TEXT_LENGTH_MAX,
    ),
  };
}

function middleOf(places: readonly Place[]): Place {
  const between = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  return { lat: between(places.map(({ lat }) => lat)), lon: between(places.map(({ lon }) => lon)) };
}
