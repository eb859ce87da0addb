import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { FeedEntryRead, ReadMessage } from '#flow/ports';
import { DocumentReader } from './warning-reader';

const DATA = join(__dirname, '../../../../data/cap');
const reader = new DocumentReader();

/** What is told of a message: its beginning, or the reason why it was refused. */
const DTD = 'It has a document type (DTD); such documents are not read.';
const POINT = 'circle-without-radius';
const NOT_XML = 'It is not well-formed XML.';

/**
 * Every file of `data/cap`, and what comes of it: of each message `status type`, corners of its
 * shapes, how many geocodes it names, its signature where it has one, and its remarks; or the
 * reason why it is refused. Of each entry of a feed the same of what is in it, or where it leads.
 */
const TABLE: readonly (readonly [file: string, ...says: readonly string[]])[] = [
  // CAP 1.2 and 1.1 as services send them.
  ['google/australia.cap', 'Actual Alert 65 corners 2 codes'],
  ['google/canada.cap', 'Actual Update 17+38 corners 13 codes 2 references'],
  ['google/weather.cap', 'Actual Alert 2 codes'],
  ['google/earthquake.cap', `Actual Alert ${POINT}`],
  ['google/earthquake-iso8859-1.cap', `Actual Alert signed ${POINT}`],
  ['google/earthquake_signed.cap', `Actual Alert signed ${POINT}`],
  [
    'google/canada_signed.cap',
    'Actual Update 38+37 corners 35 codes 9 references signed by dss1.pelmorex.com',
  ],
  ['google/wcatwc-warning.cap', 'Actual Update 2 codes foreign-reference'],
  ['google/no_optional_fields.cap', 'Actual Alert no-info'],
  ['environment-agency/getMessage-valid.xml', 'Test Update reference-not-earlier'],

  // CAP that is refused.
  ['google/invalid.cap', "The schema of CAP 1.2: Element 'info': This element is not expected."],
  ['google/canada_errors.cap', 'Of type Update, it has to say which message it follows.'],
  ['google/noaa_errors.cap', "The schema of CAP 1.2: Element 'urgency': [facet 'enumeration']"],
  [
    'environment-agency/getMessage-invalid.xml',
    "The schema of CAP 1.2: Element 'geocode': This element is not expected.",
  ],
  ['environment-agency/nws-alert.xml', 'A corner of a polygon is not a pair of numbers.'],
  ['google/xee.cap', DTD],

  // Several messages in one envelope: one that is refused keeps no other out.
  ['google/bushfire_valid.edxlde', ...Array<string>(7).fill(`Actual Alert 1 codes ${POINT}`)],
  [
    'google/bushfire_invalid.edxlde',
    `Actual Alert 1 codes ${POINT}`,
    "The schema of CAP 1.2: Element 'alert': Missing child element(s).",
    "The schema of CAP 1.2: Element 'urgency': [facet 'enumeration'] The value 'Foobar'",
    ...Array<string>(4).fill(`Actual Alert 1 codes ${POINT}`),
  ],

  // Feeds with the message inside.
  ['google/amber.atom', 'Actual Alert 1 codes no-expiry'],
  ['google/weather.atom', 'Actual Alert 2 codes'],
  [
    'google/canada_signed.atom',
    'Actual Update 38+37 corners 35 codes 9 references signed by dss1.pelmorex.com',
  ],
  ['google/weather_invalid.atom', 'The identifier may hold no blank, comma, < or &'],

  // Feeds that lead to messages.
  ['google/earthquake_index.atom', 'to http://earthquake.usgs.gov/earthquakes/catalogs/cap/us2010'],
  [
    'google/weather_index.atom',
    'to http://www.weather.gov/alerts-beta/wwacapget.php?x=CT2010083103',
    'to http://www.weather.gov/alerts-beta/wwacapget.php?x=DC2010083020',
  ],
  [
    'google/ny_index.rss',
    'to http://www.nyalert.gov/Public/News/GetCapAlert.aspx?capID=NYAlert-ALLHAZALERT-3167113',
    'to http://www.nyalert.gov/Public/News/GetCapAlert.aspx?capID=NYAlert-ALLHAZALERT-3162202',
  ],

  // Feeds with nothing in them, and those whose entries lead nowhere.
  ['google/empty_weather_index.atom'],
  ['google/no_entries.atom'],
  ['google/no_id.atom', 'The entry leads to no warning, has no id.'],
  ['google/no_title.atom', 'The entry leads to no warning, has no title.'],
  ['google/no_link.atom', 'The entry leads to no warning.'],
  ['google/invalid_element.atom', 'The entry leads to no warning.'],
  ['google/invalid.rss', 'The entry leads to no warning, has no title.'],
  ['google/xee.atom', DTD],

  // Not warnings at all: certificates of those who sign.
  ['google/environment_canada_x509_cert.pem', NOT_XML],
  ['google/naads_x509_cert.pem', NOT_XML],
];

describe('every file of warnings that ships with the project', () => {
  it('is in the table', () => {
    const files = ['google', 'environment-agency'].flatMap((folder) =>
      readdirSync(join(DATA, folder)).map((file) => `${folder}/${file}`),
    );
    const known = [...TABLE.map(([file]) => file), 'environment-agency/LICENSE', 'google/LICENSE'];
    expect(files.toSorted()).toEqual(known.toSorted());
  });

  it.each(TABLE)('%s', async (file, ...says) => {
    const document = readFileSync(join(DATA, file));
    const told = /\.(atom|rss)$/.test(file)
      ? await feedTold(document, file.endsWith('.rss') ? 'rss' : 'atom')
      : await documentTold(document);
    expect(told.map((text, index) => text.slice(0, says[index]?.length ?? 0))).toEqual(says);
  });
});

async function documentTold(document: Uint8Array): Promise<readonly string[]> {
  const messages = await reader.read(document);
  return messages.ok ? messages.value.map(messageTold) : [messages.problem.detail];
}

async function feedTold(document: Uint8Array, format: 'atom' | 'rss'): Promise<readonly string[]> {
  const entries = await reader.readFeed(document, format);
  return entries.ok ? entries.value.flatMap(entryTold) : [entries.problem.detail];
}

function entryTold({ leadsTo }: FeedEntryRead): readonly string[] {
  if (leadsTo.kind === 'link') return [`to ${leadsTo.url}`];
  return leadsTo.kind === 'nothing' ? [leadsTo.says] : leadsTo.messages.map(messageTold);
}

function messageTold({ read }: ReadMessage): string {
  if (!read.ok) return read.problem.detail;
  const { status, messageType, area, geocodes, references, signature, signedBy } = read.value;
  const corners = area?.polygons.map(({ outer }) => outer.length).join('+');
  const signer = /CN=([^,]+)/.exec(signedBy ?? '')?.[1];
  return [
    `${status} ${messageType}`,
    ...(corners === undefined ? [] : [`${corners} corners`]),
    ...(geocodes.length === 0 ? [] : [`${geocodes.length} codes`]),
    ...(references.length === 0 ? [] : [`${references.length} references`]),
    ...(signature === 'absent' ? [] : ['signed']),
    ...(signer === undefined ? [] : [`by ${signer}`]),
    ...read.value.remarks.map(({ code }) => code),
  ].join(' ');
}
