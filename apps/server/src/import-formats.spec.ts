import { distanceM } from '#core/geometry';
import { toPlace } from '#contracts/shapes';
import { formatOf, readAedDocument } from './aed-document';
import { readOsmAeds } from './import-osm';
import { readOsmChange } from './import-osm-change';
import { readAedTable } from './import-table';

const NOW = Date.parse('2026-05-01T12:00:00Z');
const ZURICH = { lat: 47.37, lon: 8.54 };

describe('an answer of Overpass', () => {
  const tags = { emergency: 'defibrillator', access: 'yes' };
  const node = { type: 'node', id: 42, lat: 47.37, lon: 8.54, tags };
  const answer = (elements: readonly object[], more: object = {}): string =>
    JSON.stringify({ version: 0.6, elements, ...more });

  it('has nodes, and ways by their centre; corners without tags are passed over', () => {
    const way = { type: 'way', id: 7, center: { lat: 47.38, lon: 8.55 }, nodes: [1, 2], tags };
    const file = readOsmAeds(answer([node, way, { type: 'node', id: 1, lat: 1, lon: 1 }]), NOW);
    expect(file).toMatchObject({ readCount: 2, refused: [] });
    expect(file.rows.map(({ externalRef }) => externalRef)).toEqual(['node/42', 'way/7']);
    expect(file.rows[1]?.put.place.coordinates).toEqual([8.55, 47.38]);
  });

  it('without a centre is refused by its reference, so that the AED stays', () => {
    const { refused } = readOsmAeds(answer([{ type: 'way', id: 7, tags }]), NOW);
    expect(refused).toEqual([
      {
        where: 'way/7',
        externalRef: 'way/7',
        why: expect.stringContaining('out center') as string,
      },
    ]);
  });

  it('that ran out of time is not taken for the whole of it', () => {
    const remark = 'runtime error: Query timed out in "query" at line 3 after 26 seconds.';
    expect(() => readOsmAeds(answer([node], { remark }), NOW)).toThrow('did not answer in full');
  });
});

describe('changes of OpenStreetMap', () => {
  const aed = '<tag k="emergency" v="defibrillator"/><tag k="access" v="yes"/>';
  const change = (...sections: readonly string[]): string =>
    `<?xml version="1.0"?><osmChange version="0.6">${sections.join('')}</osmChange>`;
  const node = (id: number, version: number, tags = aed): string =>
    `<node id="${id}" version="${version}" lat="47.37" lon="8.54">${tags}</node>`;

  it('are created, modified and deleted by id, and the newest version counts', () => {
    const cafe = '<tag k="amenity" v="cafe"/>';
    const file = readOsmChange(
      change(
        `<create>${node(1, 1)}</create>`,
        `<modify>${node(2, 5)}${node(2, 4, '')}${node(3, 2, cafe)}</modify>`,
        '<delete><node id="4" version="3"/></delete>',
      ),
      NOW,
    );
    expect(file.rows.map(({ externalRef }) => externalRef)).toEqual(['node/1', 'node/2']);
    expect(file.left).toEqual(['node/3', 'node/4']);
    expect(file.versions).toEqual({ 'node/1': 1, 'node/2': 5, 'node/3': 2, 'node/4': 3 });
  });

  it('of an AED that is drawn as a way say no place: it stays as it is', () => {
    const way = `<way id="7" version="2"><nd ref="1"/>${aed}</way>`;
    const file = readOsmChange(change(`<modify>${way}</modify>`), NOW);
    expect(file.refused).toMatchObject([{ externalRef: 'way/7' }]);
    expect(file.left).toEqual([]);
  });

  it('without an id or a version are refused with where they stand', () => {
    const bad = '<node version="1"/><node id="5"/><area id="1" version="1"/>';
    const { refused } = readOsmChange(change(`<modify>${node(1, 1)}${bad}</modify>`), NOW);
    expect(refused.map(({ where }) => where)).toEqual([
      ...['modify[1]/node[2]', 'modify[1]/node[3]', 'modify[1]/area[4]'],
    ]);
  });

  it.each([
    ['<osm version="0.6"/>', 'its root is not osmChange'],
    ['<osmChange><erase/></osmChange>', 'osmChange has no erase'],
    ['<osmChange><create>', 'not well-formed'],
    ['<!DOCTYPE x [<!ENTITY a "b">]><osmChange/>', 'document type'],
  ])('%s is none', (text, why) => expect(() => readOsmChange(text, NOW)).toThrow(why));
});

describe('a table of another register', () => {
  const read = (
    text: string,
    format: 'table' | 'geodae' = 'table',
    encoding: BufferEncoding = 'utf8',
  ) => readAedTable(Buffer.from(text, encoding), format, NOW);

  it('has its columns found by their names, with semicolons and decimal commas', () => {
    const text =
      'Nr;Bezeichnung;Breitengrad;Längengrad;Zugang;Öffnungszeiten;Farbe\n' +
      '17;Turnhalle;47,3700;8,5400;öffentlich;Mo-Fr 08:00-18:00;grün';
    const [row] = read(text).rows;
    expect(row).toMatchObject({ where: 'line 2', externalRef: '17', status: null });
    expect(row?.put).toMatchObject({
      ...{ name: 'Turnhalle', access: 'public', openingHours: 'Mo-Fr 08:00-18:00' },
      place: { coordinates: [8.54, 47.37] },
    });
  });

  it('is read in the encoding of its time where it is not UTF-8', () => {
    const text = 'id;nom;latitude;longitude\n1;Hôtel de ville;48,85;2,35';
    expect(read(text, 'table', 'latin1').rows[0]?.put.name).toBe('Hôtel de ville');
  });

  it.each([
    ['id,name,LV95 E,LV95 N\n1,Halle,2683256.5,1248117.0', ZURICH, 2_000],
    ['id,name,Grid Reference\n1,Tower,TG 51409 13177', { lat: 52.6579, lon: 1.7161 }, 20],
    ['id\tname\tPlus Code\n1\tHalle\t8FVC9G9R+22', ZURICH, 2_000],
  ])('has places in grids: %s', (text, place, withinM) => {
    const [row] = read(text).rows;
    if (row === undefined) throw new Error(read(text).refused[0]?.why);
    expect(distanceM(toPlace(row.put.place), place)).toBeLessThan(withinM);
  });

  it.each([
    ['1;Halle;;8,54', 'latitude'],
    ['1;Halle;47.37;91.x', 'longitude'],
    ['1;Halle;;', 'it has no place'],
    ['1;Halle;0;0', 'place.coordinates'],
    [';Halle;47,37;8,54', 'reference'],
  ])('refuses %s', (line, why) => {
    const { rows, refused } = read(`id;name;lat;lon\n${line}`);
    expect(rows).toEqual([]);
    expect(refused[0]).toMatchObject({ where: 'line 2' });
    expect(refused[0]?.why).toContain(why);
  });

  it.each([
    ['name;lat;lon\nHalle;1;2', 'no column names the AED'],
    ['id;name;easting;northing\n1;Hall;530000;180000', 'no columns say where'],
    ['id;name;lat;latitude;lon\n1;Hall;1;1;2', 'both the lat'],
    ['id;name;lat;lon\n1;Hall', 'has 2 values and not 4'],
  ])('refuses as a whole %s', (text, why) => expect(() => read(text)).toThrow(why));

  it('of France says what its columns mean, and nobody’s telephone', () => {
    const head =
      'c_gid;gid;c_nom;c_lat_coor1;c_long_coor1;c_acc;c_acc_lib;c_acc_etg;c_acc_complt;' +
      'c_disp_j;c_disp_h;c_tel1;c_etat_fonct;c_doublon';
    const line = (id: number, ...rest: readonly string[]): string =>
      [id, id + 900, 'Mairie', '48.85', '2.35', ...rest].join(';');
    const file = read(
      [
        head,
        line(1, 'Intérieur', 't', 'RDC', 'hall', '{7j/7}', '{24h/24}', '0612345678', '', 'f'),
        line(2, 'Extérieur', 'f', '', '', '{lundi}', '{heures ouvrables}', '', 'Hors service', 'f'),
        line(3, '', '', '', '', '', '', '', 'En fonctionnement', 't'),
      ].join('\n'),
      'geodae',
    );
    expect(JSON.stringify(file)).not.toContain('0612345678');
    const [first, second] = file.rows;
    expect(first).toMatchObject({ externalRef: '1', indoor: true, status: null });
    expect(first?.put).toMatchObject({ access: 'public', openingHours: '24/7', floor: 'RDC' });
    expect(second).toMatchObject({ indoor: false, status: 'out-of-service' });
    expect(second?.put).toMatchObject({ access: 'permissive', openingHours: null });
    expect(file.refused).toMatchObject([{ externalRef: '3' }]);
  });
});

describe('a file of AEDs', () => {
  it('is known by its first character', () => {
    const of = (text: string) => formatOf(Buffer.from(text));
    expect([of('\ufeff {"type"'), of('\n<?xml'), of('externalRef,name')]).toEqual([
      ...['osm', 'osm-change', 'csv'],
    ]);
  });

  it('that cannot be read is refused, and not patched', () => {
    const latin = Buffer.from('externalRef,name,lat,lon\na,Hôtel,1,2', 'latin1');
    expect(readAedDocument(latin, 'csv', NOW)).toMatchObject({
      ok: false,
      problem: { code: 'malformed-body', detail: expect.stringContaining('UTF-8') as string },
    });
  });
});
