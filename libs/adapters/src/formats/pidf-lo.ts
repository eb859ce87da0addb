import type { KeptField } from '#core/control-format';
import { distanceM, type Place } from '#core/geometry';
import { readXml, type XmlElement } from '#adapters/shared/xml-tree';
import { DocumentFault } from './document-parts';

/** Where somebody is, as a location object says it. */
export interface Located {
  /** Null where it gives an address alone. */
  readonly place: Place | null;
  /** Radius of what it may be off; null where it says nothing of that. */
  readonly accuracyM: number | null;
  readonly address: string | null;
  /** What else it says, by the path within it. */
  readonly rest: readonly KeptField[];
}

const GEOPRIV = 'urn:ietf:params:xml:ns:pidf:geopriv10';
const CIVIC = 'urn:ietf:params:xml:ns:pidf:geopriv10:civicAddr';
/** GML 3.1 and the shapes of OGC 06-142r1, as RFC 5491 §5 uses them; GML 3.2 beside. */
const SHAPES: readonly string[] = [
  'http://www.opengis.net/gml',
  'http://www.opengis.net/gml/3.2',
  'http://www.opengis.net/pidflo/1.0',
];
/** WGS 84 in two and three dimensions, latitude first (RFC 5491 §5.1). */
const WGS_84 = /^urn:ogc:def:crs:EPSG::(?:4326|4979)$/;
const METRES = /^urn:ogc:def:uom:EPSG::9001$/;
const NUMBER = /^[+-]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE][+-]?\d{1,3})?$/;
const CORNERS_MAX = 1_000;

/** Civic fields in the order in which people write an address (RFC 4119 §2.2.1, RFC 5139). */
const STREET = ['HNO', 'HNS', 'PRD', 'PRM', 'RD', 'A6', 'STS', 'POD', 'POM'];
const WITHIN = ['LMK', 'NAM', 'LOC', 'BLD', 'UNIT', 'FLR', 'ROOM', 'SEAT'];
const TOWN = ['PC', 'A4', 'A3'];
const REGION = ['A2', 'A1', 'country'];

/**
 * Reads a PIDF-LO (RFC 4119, RFC 5491): point, circle, ellipse, arc band, polygon, sphere and
 * ellipsoid, each as its centre with the radius that holds all of it; and a civic address. Of
 * several locations the first with a shape counts.
 *
 * @param path of the document in which it stands
 * @throws DocumentFault naming `path` where it is no location object
 */
export function readPidfLo(text: string, path: string): Located {
  const root = readXml(text.trim(), 'invalid-field');
  if (!root.ok) throw new DocumentFault(path, `is no PIDF-LO: ${root.problem.detail}`);
  const infos = found(
    root.value,
    (one) => one.name === 'location-info' && one.namespace === GEOPRIV,
  );
  if (infos.length === 0) throw new DocumentFault(path, 'is no PIDF-LO: it has no location-info');
  const parts = infos.flatMap(({ children }) => children);
  const shape = parts.find(({ namespace }) => SHAPES.includes(namespace));
  const civic = parts.find(({ name, namespace }) => name === 'civicAddress' && namespace === CIVIC);
  const read = new Set([shape, civic].filter((one) => one !== undefined));
  const rest: KeptField[] = [];
  addRest(root.value, { path, read, rest });
  const address = civic === undefined ? null : addressOf(civic);
  if (shape === undefined) return { place: null, accuracyM: null, address, rest };
  return { ...shapeOf(shape, path), address, rest };
}

/** A PIDF-LO of a point, or of a circle where it is known what the point may be off. */
export function writePidfLo({ lat, lon }: Place, accuracyM: number | null): string {
  const position = `<gml:pos>${lat} ${lon}</gml:pos>`;
  const srs = 'srsName="urn:ogc:def:crs:EPSG::4326"';
  const uom = 'uom="urn:ogc:def:uom:EPSG::9001"';
  const shape =
    accuracyM === null
      ? `<gml:Point ${srs}>${position}</gml:Point>`
      : `<gs:Circle ${srs}>${position}<gs:radius ${uom}>${accuracyM}</gs:radius></gs:Circle>`;
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<presence xmlns="urn:ietf:params:xml:ns:pidf" entity="pres:closeby@localhost"' +
    ` xmlns:gp="${GEOPRIV}" xmlns:gml="${SHAPES[0] ?? ''}" xmlns:gs="${SHAPES[2] ?? ''}">` +
    `<tuple id="place"><status><gp:geopriv><gp:location-info>${shape}</gp:location-info>` +
    '<gp:usage-rules/></gp:geopriv></status></tuple></presence>'
  );
}

type Shape = Pick<Located, 'place' | 'accuracyM'>;

function shapeOf(shape: XmlElement, path: string): Shape {
  const srs = shape.attributes['srsName'];
  if (srs !== undefined && !WGS_84.test(srs.trim())) {
    throw new DocumentFault(path, 'its coordinates are not in WGS 84 (EPSG 4326 or 4979)');
  }
  switch (shape.name) {
    case 'Point':
      return { place: positionOf(shape, path), accuracyM: null };
    case 'Circle':
    case 'Sphere':
      return { place: positionOf(shape, path), accuracyM: metresOf(shape, 'radius', path) };
    case 'Ellipse':
    case 'Ellipsoid':
      return { place: positionOf(shape, path), accuracyM: metresOf(shape, 'semiMajorAxis', path) };
    case 'ArcBand':
      return { place: positionOf(shape, path), accuracyM: metresOf(shape, 'outerRadius', path) };
    case 'Polygon':
      return aroundCorners(cornersOf(shape, path), path);
    default:
      throw new DocumentFault(path, `a ${shape.name} is no shape that is read`);
  }
}

function positionOf(shape: XmlElement, path: string): Place {
  const [pos] = found(shape, ({ name }) => name === 'pos');
  const [place, ...more] = placesOf(pos?.text ?? '', { path, size: null });
  if (place === undefined || more.length > 0) throw new DocumentFault(path, 'it has no position');
  return place;
}

/** Corners of the outline, as one list or each by itself. */
function cornersOf(shape: XmlElement, path: string): readonly Place[] {
  const [outline] = found(shape, ({ name }) => name === 'exterior');
  const lists = found(outline ?? shape, ({ name }) => name === 'posList' || name === 'pos');
  if (lists.length > CORNERS_MAX) throw new DocumentFault(path, 'its outline has too many corners');
  const inSpace = shape.attributes['srsName']?.trim().endsWith('4979') === true;
  const corners = lists.flatMap(({ name, text }) =>
    placesOf(text, { path, size: name === 'pos' ? null : inSpace ? 3 : 2 }),
  );
  if (corners.length < 4) throw new DocumentFault(path, 'its outline has less than four corners');
  return corners;
}

/** @param size numbers of each position; null where all of it is one */
function placesOf(
  text: string,
  { path, size }: { readonly path: string; readonly size: 2 | 3 | null },
): readonly Place[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const each = size ?? words.length;
  if (words.length === 0 || (each !== 2 && each !== 3) || words.length % each !== 0) {
    throw new DocumentFault(path, 'its positions are not latitude and longitude');
  }
  if (words.length > 3 * CORNERS_MAX || !words.every((word) => NUMBER.test(word))) {
    throw new DocumentFault(path, 'its positions are not numbers');
  }
  const places: Place[] = [];
  for (let at = 0; at < words.length; at += each) {
    places.push({ lat: Number(words[at]), lon: Number(words[at + 1]) });
  }
  if (!places.every(({ lat, lon }) => Math.abs(lat) <= 90 && Math.abs(lon) <= 180)) {
    throw new DocumentFault(path, 'its latitude or longitude is out of range');
  }
  return places;
}

/** The middle of the box around an outline, and how far its furthest corner is. */
function aroundCorners(corners: readonly Place[], path: string): Shape {
  const lats = corners.map(({ lat }) => lat);
  const lons = corners.map(({ lon }) => lon);
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  if (east - west > 180) throw new DocumentFault(path, 'its outline crosses the antimeridian');
  const place = { lat: (south + north) / 2, lon: (west + east) / 2 };
  return { place, accuracyM: Math.max(...corners.map((corner) => distanceM(place, corner))) };
}

function metresOf(shape: XmlElement, name: string, path: string): number {
  const [element] = found(shape, (one) => one.name === name);
  const text = element?.text.trim() ?? '';
  const unit = element?.attributes['uom']?.trim();
  if (unit !== undefined && !METRES.test(unit)) {
    throw new DocumentFault(path, `its ${name} is not in metres (EPSG 9001)`);
  }
  if (!NUMBER.test(text) || Number(text) < 0) throw new DocumentFault(path, `it has no ${name}`);
  return Number(text);
}

function addressOf(civic: XmlElement): string | null {
  const groups = [STREET, WITHIN, TOWN, REGION].map((names) =>
    names
      .flatMap((name) => civic.children.filter((child) => child.name === name))
      .map(({ text }) => text.trim())
      .filter((text) => text !== '')
      .join(' '),
  );
  return groups.filter((group) => group !== '').join(', ') || null;
}

/** Elements that fit, in order; what is within one that fits is not looked at. */
function found(root: XmlElement, fits: (one: XmlElement) => boolean): readonly XmlElement[] {
  return root.children.flatMap((child) => (fits(child) ? [child] : found(child, fits)));
}

function addRest(
  element: XmlElement,
  to: {
    readonly path: string;
    readonly read: ReadonlySet<XmlElement>;
    readonly rest: KeptField[];
  },
): void {
  if (to.read.has(element)) return;
  const path = `${to.path}.${element.name}`;
  const value = element.text.trim();
  if (value !== '') to.rest.push({ path, value });
  for (const child of element.children) addRest(child, { ...to, path });
}
