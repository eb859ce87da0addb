import type { IncidentView } from '#contracts/incident-api';
import { toPlace } from '#contracts/shapes';
import { distanceM, type Place } from '#core/geometry';
import { escaped } from './muster-paper';

const SIZE = 480;
const MIDDLE = SIZE / 2;
const EDGE = 34;
/** A sketch is never narrower than this, so that what is close is told apart. */
const REACH_MIN_M = 200;
const RINGS = 2;
const DEGREE = Math.PI / 180;

interface Mark {
  readonly place: Place;
  readonly says: string;
  readonly kind: 'aed' | 'responder';
}

/**
 * The surroundings as a sketch around the patient, north up: AEDs, and people while they are bound
 * to the incident. No streets lie under it, since the page asks nobody for anything.
 */
export function debriefMap(incident: IncidentView): string {
  const centre = toPlace(incident.place);
  const marks = marksOf(incident);
  const furthest = Math.max(REACH_MIN_M, ...marks.map(({ place }) => distanceM(centre, place)));
  const perM = (MIDDLE - EDGE) / furthest;
  const rings = Array.from({ length: RINGS }, (_none, at) =>
    ring(((at + 1) * furthest) / RINGS, perM),
  );
  const accuracy = incident.placeAccuracyM ?? 0;
  const drawn = marks.map((mark, at) => markAt(mark, at + 1, { centre, perM }));
  const list = marks.map(
    ({ says, place }, at) =>
      `<li value="${at + 1}">${escaped(says)}, ${Math.round(distanceM(centre, place))} m</li>`,
  );
  return `<figure><svg viewBox="0 0 ${SIZE} ${SIZE}" width="${SIZE}" role="img"
    aria-label="Sketch of the surroundings" font-family="system-ui, sans-serif" font-size="11">
<rect width="${SIZE}" height="${SIZE}" fill="#f6f6f4" stroke="#999"/>
${rings.join('\n')}
<circle cx="${MIDDLE}" cy="${MIDDLE}" r="${(accuracy * perM).toFixed(1)}" fill="#b3261e"
  fill-opacity="0.12"/>
<path d="M${MIDDLE - 8} ${MIDDLE}h16M${MIDDLE} ${MIDDLE - 8}v16" stroke="#b3261e" stroke-width="4"/>
${drawn.join('\n')}
<text x="${MIDDLE}" y="16" text-anchor="middle">north</text>
</svg></figure>
<p class="soft">The cross is the patient; the shaded disc is as far as the place may be off.
Squares are AEDs, discs are responders at their last position. ${peopleWords(incident)}</p>
<ol>${list.join('\n')}</ol>`;
}

function marksOf({ aeds, responders }: IncidentView): readonly Mark[] {
  return [
    ...aeds.map(({ place, name }): Mark => {
      return { place: toPlace(place), says: `AED ${name}`, kind: 'aed' };
    }),
    ...responders.flatMap(({ place, displayName }): readonly Mark[] =>
      place === null ? [] : [{ place: toPlace(place), says: displayName, kind: 'responder' }],
    ),
  ];
}

function peopleWords({ responders }: IncidentView): string {
  return responders.some(({ place }) => place !== null)
    ? ''
    : 'Positions of people are not kept after their part has ended.';
}

function ring(radiusM: number, perM: number): string {
  const radius = radiusM * perM;
  return `<circle cx="${MIDDLE}" cy="${MIDDLE}" r="${radius.toFixed(1)}" fill="none" stroke="#bbb"/>
<text x="${MIDDLE + 4}" y="${(MIDDLE + radius - 4).toFixed(1)}"
  fill="#555">${Math.round(radiusM)} m</text>`;
}

function markAt(
  { place, kind }: Mark,
  number: number,
  { centre, perM }: { readonly centre: Place; readonly perM: number },
): string {
  const mPerDegree = distanceM(centre, { lat: centre.lat + 1, lon: centre.lon });
  const east = (place.lon - centre.lon) * Math.cos(centre.lat * DEGREE) * mPerDegree;
  const north = (place.lat - centre.lat) * mPerDegree;
  const x = (MIDDLE + east * perM).toFixed(1);
  const y = (MIDDLE - north * perM).toFixed(1);
  const shape =
    kind === 'aed'
      ? `<rect x="-9" y="-9" width="18" height="18" fill="#1d6b3a"/>`
      : `<circle r="10" fill="#1b5e8a"/>`;
  return `<g transform="translate(${x} ${y})">${shape}<text y="4" text-anchor="middle"
  fill="#fff">${number}</text></g>`;
}
