import { withoutPrivate } from './import-private';

test.each([
  ['Bei Familie Muster läuten', 'Bei Familie … läuten'],
  ['Familie Auf der Halde', 'Familie …'],
  ['Bei Dr.med. Petra Muster', 'Bei Dr.med. …'],
  ['Frau Dr. Muster, Apothekerin', 'Frau Dr. …, Apothekerin'],
  ['Sanitätsraum, Herr B. Muster-Beispiel', 'Sanitätsraum, Herr …'],
  ['Empfang, Muster AG 079 555 01 23', 'Empfang, Muster AG …'],
  ['ring +41 (0)44 555 01 23 first', 'ring … first'],
  ['a.muster@example.org, 1. OG', '…, 1. OG'],
  ['see https://example.org/aed?id=1 please', 'see … please'],
  ['  Foyer,  hinten\nlinks ', 'Foyer, hinten\nlinks'],
])('%j becomes %j', (text, kept) => expect(withoutPrivate(text)).toBe(kept));

test.each([
  ['Frauenarzt Praxis im 2. OG'],
  ['Herrenbergli'],
  ['TKK-00-400 / bei Anmeldung, hinter Glastüre'],
  ['Mo-Fr 07:30-12:00, 13:00-17:00; PH off'],
  ['Bernstrasse 90, 8105 Regensdorf'],
  ['Drinnen im Saal zum Doktorhaus'],
  ['7/24h, Raumnummer 090B'],
])('%j stays as it is', (text) => expect(withoutPrivate(text)).toBe(text));

test.each([[undefined], [''], [' \n'], ['079 555 01 23'], ['a@example.org']])(
  '%j says nothing',
  (text) => expect(withoutPrivate(text)).toBeNull(),
);
