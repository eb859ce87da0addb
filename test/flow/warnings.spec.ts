import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DocumentReader } from '#adapters/cap/warning-reader';
import { HOUR_MS, MINUTE_MS } from '#core/units';
import { FEED_BACK_OFF_MAX_MS } from '#core/warning-feed';
import { putCalloutTemplateSchema } from '#contracts/callout-template-api';
import { putWarningFeedSchema } from '#contracts/warning-feed-api';
import type { WarningsTakenView } from '#contracts/warning-api';
import { CalloutTemplates } from '#flow/callout-templates';
import type { Fetched, WarningSource } from '#flow/ports';
import { ProposeCallout } from '#flow/propose-callout';
import { ResolveArea } from '#flow/resolve-area';
import { WarningFeeds } from '#flow/warning-feeds';
import { Warnings } from '#flow/warnings';
import { calloutBody } from '../support/callout-message';
import { codeOf, MemoryService, START, valueOf } from './memory-service';

const DATA = join(__dirname, '../../data/cap/google');
const RING = '36.8,-76.1 36.8,-75.9 36.9,-75.9 36.9,-76.1 36.8,-76.1';
const SENDER = 'flood@example.org';

/** A moment as CAP writes it. */
function cap(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, '-00:00');
}

interface Fields {
  readonly identifier?: string;
  readonly sent?: number;
  readonly status?: string;
  readonly type?: string;
  readonly references?: string;
  readonly area?: string;
}

function capText(fields: Fields = {}): string {
  const { identifier = 'A', sent = START, status = 'Actual', type = 'Alert' } = fields;
  const { references, area = `<polygon>${RING}</polygon>` } = fields;
  return `<?xml version="1.0"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
    <identifier>${identifier}</identifier><sender>${SENDER}</sender><sent>${cap(sent)}</sent>
    <status>${status}</status><msgType>${type}</msgType><scope>Public</scope>
    ${references === undefined ? '' : `<references>${references}</references>`}
    <info><category>Met</category><event>Flood Warning</event><urgency>Immediate</urgency>
    <severity>Severe</severity><certainty>Likely</certainty>
    <expires>${cap(START + 6 * HOUR_MS)}</expires><headline>The river rises</headline>
    <area><areaDesc>Norfolk</areaDesc>${area}</area></info></alert>`;
}

const TEMPLATE = putCalloutTemplateSchema.parse({
  title: 'Sandbags',
  briefing: { task: 'Fill sandbags.', contact: '555 0100', bring: 'Boots', risks: 'Water' },
  needs: calloutBody()['needs'],
  musterPoints: calloutBody()['musterPoints'],
});

/** A place where documents lie, instead of the internet. */
class Shelf implements WarningSource {
  readonly asked: string[] = [];
  readonly documents = new Map<string, string | Extract<Fetched, { outcome: 'failed' }>>();
  etag: string | null = null;

  fetch: WarningSource['fetch'] = ({ url, etag }) => {
    this.asked.push(url);
    if (etag !== null && etag === this.etag) return Promise.resolve({ outcome: 'unchanged' });
    const found = this.documents.get(url) ?? { outcome: 'failed', says: 'It answers with 404.' };
    if (typeof found !== 'string') return Promise.resolve(found);
    const document = Buffer.from(found);
    return Promise.resolve({
      ...{ outcome: 'document', document, etag: this.etag, lastModified: null },
    });
  };
}

async function open() {
  const service = await MemoryService.open();
  const { store, clock, ids, live, steps, organisationId } = service;
  const warningReader = new DocumentReader();
  const shelf = new Shelf();
  const warnings = new Warnings({
    ...{ warnings: store.warnings, warningReader, areaStore: store.areaStore },
    ...{ callouts: steps.callouts, live, clock, ids },
  });
  const outlines = { rebuild: () => [] };
  const resolveArea = new ResolveArea({
    ...{ areaStore: store.areaStore, people: store.people, outlines },
  });
  const proposals = new ProposeCallout({
    ...{ warnings: store.warnings, calloutTemplates: store.calloutTemplates, clock },
    ...{ warningsStep: warnings, resolveArea },
  });
  const feeds = new WarningFeeds({
    ...{ warningFeeds: store.warningFeeds, warningReader, warningSource: shelf, clock, ids },
    warningsStep: warnings,
    onError: (error) => {
      throw error;
    },
  });
  const templates = new CalloutTemplates({ calloutTemplates: store.calloutTemplates, clock });
  const take = async (text: string): Promise<WarningsTakenView> =>
    valueOf(await warnings.take(organisationId, Buffer.from(text))).view;
  const idOf = async (fields: Fields = {}): Promise<string> => {
    const [first] = (await take(capText(fields))).items;
    if (first === undefined) throw new Error('nothing was taken');
    return first.warning.id;
  };
  return {
    service,
    organisationId,
    clock,
    warnings,
    proposals,
    feeds,
    templates,
    shelf,
    take,
    idOf,
  };
}

describe('a warning that is sent in', () => {
  it('asks nobody, is kept once, and can be put aside', async () => {
    const { service, organisationId, warnings, take } = await open();
    const person = await service.person('p1', 100);
    const first = await take(capText());
    expect(first.items.map(({ outcome }) => outcome)).toEqual(['added']);
    const again = await take(capText());
    expect(again.items.map(({ outcome }) => outcome)).toEqual(['known-before']);
    await service.runUntil(START + HOUR_MS);
    expect(service.heard(person)).toEqual([]);
    const page = { cursor: null, limit: 10 };
    const { items } = await warnings.list(organisationId, 'current', page);
    expect(items).toMatchObject([{ headline: 'The river rises', proposes: 'actual' }]);
    const id = items[0]?.id ?? '';
    const put = valueOf(await warnings.dismiss(organisationId, id, 'The river is low'));
    expect(put).toMatchObject({ state: 'dismissed', proposes: null });
    expect(codeOf(await warnings.byId(service.ids.id(), id))).toBe('not-found');
  });

  it('of several in one envelope, those that cannot be read keep no other out', async () => {
    const { take } = await open();
    const { items, refused } = await take(
      readFileSync(join(DATA, 'bushfire_invalid.edxlde'), 'utf8'),
    );
    expect(items).toHaveLength(5);
    expect(refused.map(({ says }) => says)).toEqual([
      expect.stringContaining('Expected is ( identifier )'),
      expect.stringContaining("'Foobar' is not an element"),
    ]);
  });
});

describe('a call-out proposed from a warning', () => {
  it('is complete, can be opened as it is, once, and hears when the warning changes', async () => {
    const { service, organisationId, proposals, templates, warnings, idOf } = await open();
    await templates.put(organisationId, 'sandbags', TEMPLATE);
    const id = await idOf();
    const { draft } = valueOf(await proposals.draft(organisationId, id, 'sandbags'));
    expect(draft).toMatchObject({ mode: 'actual', title: 'Sandbags: Flood Warning' });
    expect(draft.briefing.event).toBe('The river rises');
    expect(draft.area.type).toBe('MultiPolygon');
    if (draft.area.type !== 'MultiPolygon') throw new Error('a draft has a plain area');
    const message = { ...draft, area: draft.area, exclusions: null };
    const opened = valueOf(await service.steps.callouts.open(organisationId, message));
    expect(opened.created).toBe(true);
    const again = valueOf(await service.steps.callouts.open(organisationId, message));
    expect(again.created).toBe(false);

    const told = service.live.toControl.length;
    const references = `${SENDER},A,${cap(START)}`;
    const later = { type: 'Update', references, sent: START + MINUTE_MS };
    const update = await idOf({ identifier: 'B', ...later });
    const page = { cursor: null, limit: 50 };
    const { calloutReads } = service.store;
    const facts = await calloutReads.calloutFacts(organisationId, opened.view.id, page);
    const changed = facts.items.filter(({ kind }) => kind === 'warning-changed');
    expect(changed).toMatchObject([{ detail: { to: 'updated', byWarningId: update } }]);
    expect(service.live.toControl.slice(told)).toMatchObject([
      { message: { event: 'callout', view: { id: opened.view.id, status: 'open' } } },
    ]);
    const view = valueOf(await warnings.byId(organisationId, update));
    expect(view.references).toMatchObject([{ identifier: 'A', warningId: id }]);
    expect(view.callouts).toMatchObject([{ calloutId: opened.view.id }]);
    expect(codeOf(await proposals.draft(organisationId, id, 'sandbags'))).toBe('warning-invalid');
    const next = valueOf(await proposals.draft(organisationId, update, 'sandbags'));
    expect(next.remarks.map(({ code }) => code)).toContain('callout-before');
  });

  it.each([
    ['Exercise', 'exercise'],
    ['Test', 'exercise'],
    ['Draft', null],
    ['System', null],
  ])('of a warning of status %s is %s', async (status, mode) => {
    const { organisationId, proposals, templates, idOf } = await open();
    await templates.put(organisationId, 'sandbags', TEMPLATE);
    const drafted = await proposals.draft(organisationId, await idOf({ status }), 'sandbags');
    if (mode === null) expect(codeOf(drafted)).toBe('warning-invalid');
    else expect(valueOf(drafted).draft.mode).toBe(mode);
  });

  it('finds its area by codes of stored areas, whatever name the code goes by', async () => {
    const { service, organisationId, proposals, templates, warnings, idOf } = await open();
    await templates.put(organisationId, 'sandbags', TEMPLATE);
    const area = `<geocode><valueName>FIPS6</valueName><value>051710</value></geocode>`;
    const id = await idOf({ area });
    expect(codeOf(await proposals.draft(organisationId, id, 'sandbags'))).toBe('area-invalid');
    const corners = [
      ...[
        { lat: 36.8, lon: -76.1 },
        { lat: 36.8, lon: -75.9 },
        { lat: 36.9, lon: -75.9 },
      ],
      { lat: 36.8, lon: -76.1 },
    ];
    await service.store.areaStore.putAreas(organisationId, [
      {
        ...{ areaRef: 'norfolk', label: 'Norfolk', description: null, source: null, updatedAt: 1 },
        ...{ area: { polygons: [{ outer: corners, holes: [] }] } },
        geocodes: [{ name: 'SAME', value: '051710' }],
      },
    ]);
    expect(valueOf(await warnings.byId(organisationId, id)).geocodes).toEqual([
      { name: 'FIPS6', value: '051710', areaRef: 'norfolk' },
    ]);
    const { draft } = valueOf(await proposals.draft(organisationId, id, 'sandbags'));
    expect(draft.area).toMatchObject({ type: 'MultiPolygon' });
  });

  it('is refused with the part of the briefing that its template lacks', async () => {
    const { organisationId, proposals, templates, idOf } = await open();
    const briefing = { ...TEMPLATE.briefing, risks: null };
    await templates.put(organisationId, 'careless', { ...TEMPLATE, briefing });
    const id = await idOf();
    const refused = await proposals.draft(organisationId, id, 'careless');
    expect(refused).toMatchObject({ problem: { code: 'template-invalid', field: 'risks' } });
    expect(codeOf(await proposals.draft(organisationId, id, 'unknown'))).toBe('not-found');
  });
});

const URL = 'https://warnings.example/feed.atom';

function atom(entries: readonly (readonly [id: string, inside: string])[]): string {
  const written = entries.map(
    ([id, inside]) =>
      `<entry><id>${id}</id><title>T</title><updated>2026-03-01T12:00:00Z</updated>
        ${inside}</entry>`,
  );
  return `<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title>${written.join('')}</feed>`;
}

function inside(text: string): string {
  return `<content type="text/xml">${text.replace(/<\?xml[^>]*>/, '')}</content>`;
}

describe('a feed of warnings', () => {
  const settings = putWarningFeedSchema.parse({ title: 'Floods', url: URL, format: 'atom' });

  async function opened() {
    const all = await open();
    await all.feeds.put(all.organisationId, 'floods', settings);
    const poll = async () => {
      await all.feeds.poll();
      return valueOf(await all.feeds.byRef(all.organisationId, 'floods'));
    };
    const identifiers = async () => {
      const page = { cursor: null, limit: 50 };
      const { items } = await all.warnings.list(all.organisationId, null, page);
      return items.map(({ identifier }) => identifier).sort();
    };
    const wait = (ms: number) => all.clock.advanceTo(all.clock.now() + ms);
    return { ...all, poll, identifiers, wait };
  }

  it('is read for what is in it and what it leads to, each entry once', async () => {
    const { shelf, poll, identifiers, wait } = await opened();
    shelf.etag = '"1"';
    shelf.documents.set('https://warnings.example/b.cap', capText({ identifier: 'B' }));
    const link = '<link type="application/cap+xml" href="b.cap"/>';
    shelf.documents.set(
      URL,
      atom([
        ['1', inside(capText())],
        ['2', link],
        ['3', ''],
      ]),
    );
    const read = await poll();
    expect(read).toMatchObject({ entryCount: 3, failing: null });
    const says = 'The entry leads to no warning.';
    expect(read.refused).toEqual([{ entry: '3 2026-03-01T12:00:00Z', says }]);
    await expect(identifiers()).resolves.toEqual(['A', 'B']);
    wait(settings.everyMs);
    await poll();
    shelf.etag = '"2"';
    wait(settings.everyMs);
    await expect(poll()).resolves.toMatchObject({ entryCount: 3, refused: read.refused });
    expect(shelf.asked).toEqual([URL, 'https://warnings.example/b.cap', URL, URL]);
  });

  it('what it leads to in vain is tried again, though the feed is the same', async () => {
    const { shelf, poll, identifiers, wait } = await opened();
    shelf.etag = '"1"';
    shelf.documents.set(URL, atom([['1', '<link href="/b.cap"/>']]));
    const read = await poll();
    expect(read.refused[0]?.says).toBe('Where it leads to: It answers with 404.');
    shelf.documents.set('https://warnings.example/b.cap', capText({ identifier: 'B' }));
    wait(settings.everyMs);
    await expect(poll()).resolves.toMatchObject({ refused: [] });
    await expect(identifiers()).resolves.toEqual(['B']);
  });

  it('that is empty ends nothing; one that fails shows why, and is asked less often', async () => {
    const { shelf, poll, identifiers, wait, clock } = await opened();
    shelf.documents.set(URL, atom([['1', inside(capText())]]));
    await poll();
    shelf.documents.set(URL, atom([]));
    wait(settings.everyMs);
    await expect(poll()).resolves.toMatchObject({ entryCount: 0, failing: null });
    await expect(identifiers()).resolves.toEqual(['A']);

    shelf.documents.set(URL, { outcome: 'failed', says: 'no answer in time' });
    const waits: number[] = [];
    for (let times = 1; times <= 6; times += 1) {
      wait(FEED_BACK_OFF_MAX_MS);
      const { failing, nextAt } = await poll();
      expect(failing).toMatchObject({ times, says: 'no answer in time' });
      waits.push((Date.parse(nextAt) - clock.now()) / MINUTE_MS);
    }
    expect(waits).toEqual([5, 10, 20, 40, 60, 60]);
    shelf.documents.set(URL, '<html/>');
    wait(FEED_BACK_OFF_MAX_MS);
    expect((await poll()).failing).toMatchObject({ times: 7, says: 'It is not an Atom feed.' });
    shelf.documents.set(URL, atom([]));
    wait(FEED_BACK_OFF_MAX_MS);
    expect((await poll()).failing).toBeNull();
    await expect(identifiers()).resolves.toEqual(['A']);
  });

  it('of flood warnings takes each message of an area, and the last one holds', async () => {
    const { feeds, organisationId, warnings, shelf, poll, wait } = await opened();
    await feeds.put(organisationId, 'floods', { ...settings, format: 'json' });
    const item = (severityLevel: number, at: string) => ({
      ...{ floodAreaID: '061FWF23', severityLevel, description: 'River Thames at Oxford' },
      ...{ message: 'River levels rise.', timeMessageChanged: at, timeRaised: at },
    });
    const states = async () => {
      const page = { cursor: null, limit: 50 };
      const { items } = await warnings.list(organisationId, null, page);
      return items.map(({ headline, state }) => `${headline ?? ''} ${state}`).sort();
    };
    shelf.documents.set(URL, JSON.stringify({ items: [item(3, '2026-03-01T10:00:00')] }));
    await poll();
    await expect(states()).resolves.toEqual(['Flood alert: River Thames at Oxford current']);
    shelf.documents.set(URL, JSON.stringify({ items: [item(2, '2026-03-01T11:00:00')] }));
    wait(settings.everyMs);
    await poll();
    await expect(states()).resolves.toEqual([
      'Flood alert: River Thames at Oxford updated',
      'Flood warning: River Thames at Oxford current',
    ]);
    shelf.documents.set(URL, JSON.stringify({ items: [item(4, '2026-03-01T12:00:00')] }));
    wait(settings.everyMs);
    await poll();
    await expect(states()).resolves.toEqual([
      'Flood alert: River Thames at Oxford cancelled',
      'Flood warning no longer in force: River Thames at Oxford cancelled',
      'Flood warning: River Thames at Oxford cancelled',
    ]);
  });
});
