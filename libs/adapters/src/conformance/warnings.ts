import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { DEFAULT_CALLOUT_POLICY } from '#core/callout';
import { proposalRef } from '#core/callout-proposal';
import type { CalloutTemplate } from '#core/callout-template';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#core/units';
import type { WarningKey } from '#core/warning';
import type { FeedSettings, NewWarning } from '#flow/ports';
import { suite } from './suite';
import { NOW, World, type OpenStores } from './world';

/** What every store of warnings, feeds and templates promises, as tests. */
export function warningsConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of warnings`, open, (world) => {
    keepsWarnings(world);
    listsWarnings(world);
    takesMessagesInAnyOrder(world);
    tellsCallouts(world);
    keepsFeeds(world);
    keepsTemplates(world);
  });
}

const SENDER = 'w-nws.webmaster@noaa.gov';

function warningOf(world: World, fields: Partial<NewWarning> = {}): NewWarning {
  return {
    ...{ id: randomUUID(), organisationId: world.organisationId, feedRef: null },
    ...{ origin: 'cap', sender: SENDER, identifier: 'A', sentAt: NOW - HOUR_MS },
    ...{ receivedAt: NOW, status: 'Actual', messageType: 'Alert', scope: 'Public' },
    ...{ references: [], follows: 'references', areaNames: ['Jackson, MS'] },
    infos: [
      {
        ...{ language: 'en-US', event: 'Flood Warning', urgency: 'Immediate', severity: 'Severe' },
        ...{ certainty: 'Likely', senderName: 'NWS Jackson', headline: 'It "rises"\nnow' },
        ...{ description: null, instruction: 'Turn around', contact: null, web: null },
        ...{ startsAt: NOW - 7, expiresAt: NOW + HOUR_MS },
      },
    ],
    area: {
      polygons: [
        {
          outer: [
            { lat: 30.39, lon: -88.56 },
            { lat: 30.4, lon: -88.5 },
            { lat: 30.3, lon: -88.500001 },
          ],
          holes: [],
        },
      ],
    },
    geocodes: [{ name: 'UGC', value: 'MSC059' }],
    ...{ startsAt: NOW - 7, expiresAt: NOW + HOUR_MS },
    ...{ signature: 'present-unverified', signedBy: 'CN=a signer' },
    remarks: [{ code: 'odd', says: 'It is odd.' }],
    ...fields,
  };
}

function keyOf({ sender, identifier, sentAt }: WarningKey): WarningKey {
  return { sender, identifier, sentAt };
}

/** A later message of the same sender about earlier ones. */
function following(
  world: World,
  earlier: readonly NewWarning[],
  fields: Partial<NewWarning> & { readonly identifier: string },
): NewWarning {
  const latest = Math.max(...earlier.map(({ sentAt }) => sentAt));
  return warningOf(world, {
    ...{ messageType: 'Update', references: earlier.map(keyOf), sentAt: latest + MINUTE_MS },
    ...fields,
  });
}

function keepsWarnings(world: () => World): void {
  it('keeps a warning as it was, once however often it comes, for its owner alone', async () => {
    const { warnings } = world().stores;
    const { organisationId } = world();
    const asked = warningOf(world());
    const taken = await warnings.takeWarning(asked);
    const kept = { ...asked, state: 'current', replacedById: null, dismissedReason: null };
    expect(taken).toEqual({ outcome: 'added', warning: kept, toldCalloutIds: [] });
    const again = await warnings.takeWarning({ ...asked, id: randomUUID() });
    expect(again).toEqual({ outcome: 'known-before', warning: kept, toldCalloutIds: [] });
    await expect(warnings.warning(organisationId, asked.id)).resolves.toEqual(kept);
    const other = await World.make(world().stores);
    await expect(warnings.warning(other.organisationId, asked.id)).resolves.toBeNull();
    await expect(
      warnings.takeWarning(warningOf(other, { id: randomUUID() })),
    ).resolves.toMatchObject({ outcome: 'added' });
  });

  it('takes the same message once when it comes several times at the same moment', async () => {
    const { warnings } = world().stores;
    const asked = Array.from({ length: 4 }, () => warningOf(world()));
    const taken = await Promise.all(asked.map((one) => warnings.takeWarning(one)));
    expect(taken.filter(({ outcome }) => outcome === 'added')).toHaveLength(1);
    expect(new Set(taken.map(({ warning }) => warning.id)).size).toBe(1);
  });
}

function listsWarnings(world: () => World): void {
  it('lists the newest first, page by page, by where they stand now', async () => {
    const { warnings } = world().stores;
    const { organisationId } = world();
    const over = warningOf(world(), { identifier: 'over', expiresAt: NOW, receivedAt: NOW - 1 });
    const endless = warningOf(world(), { identifier: 'endless', expiresAt: null });
    const third = warningOf(world(), { identifier: 'third', receivedAt: NOW - 2 });
    for (const one of [over, endless, third]) await warnings.takeWarning(one);
    const list = async (state: 'current' | 'expired' | null, cursor: string | null) =>
      warnings.listWarnings(organisationId, { state, now: NOW }, { cursor, limit: 2 });
    const first = await list(null, null);
    expect(first.items.map((one) => one.identifier)).toEqual(['endless', 'over']);
    expect(first.items[0]).not.toHaveProperty('area');
    const second = await list(null, first.nextCursor);
    expect(second.items.map((one) => one.identifier)).toEqual(['third']);
    expect(second.nextCursor).toBeNull();
    const current = await list('current', null);
    expect(current.items.map((one) => one.identifier)).toEqual(['endless', 'third']);
    const expired = await list('expired', null);
    expect(expired.items.map((one) => one.identifier)).toEqual(['over']);
  });

  it('puts a warning aside with the reason, but none that its sender has ended', async () => {
    const { warnings } = world().stores;
    const { organisationId } = world();
    const asked = warningOf(world());
    await warnings.takeWarning(asked);
    const dismiss = (id: string) =>
      warnings.dismissWarning({ organisationId, id, reason: 'The river is low' });
    const put = await dismiss(asked.id);
    expect(put).toMatchObject({
      value: { state: 'dismissed', dismissedReason: 'The river is low' },
    });
    await expect(dismiss(asked.id)).resolves.toEqual(put);
    await expect(dismiss(randomUUID())).resolves.toMatchObject({
      problem: { code: 'not-found' },
    });
    const update = following(world(), [asked], { identifier: 'B' });
    await warnings.takeWarning(update);
    await expect(dismiss(asked.id)).resolves.toMatchObject({ problem: { code: 'illegal-step' } });
  });
}

function takesMessagesInAnyOrder(world: () => World): void {
  it.each([
    ['as sent', [0, 1, 2]],
    ['the last one first', [2, 1, 0]],
    ['the first one last', [1, 2, 0]],
    ['the cancelling one before what it cancels', [0, 2, 1]],
  ])('an alert, its update and their end come to the same: %s', async (_, order) => {
    const { warnings } = world().stores;
    const { organisationId } = world();
    const alert = warningOf(world());
    const update = following(world(), [alert], { identifier: 'B' });
    const end = following(world(), [update], { identifier: 'C', messageType: 'Cancel' });
    const messages = [alert, update, end];
    for (const index of order) {
      const message = messages[index];
      if (message !== undefined) await warnings.takeWarning(message);
    }
    const found = await Promise.all(messages.map(({ id }) => warnings.warning(organisationId, id)));
    expect(found.map((one) => [one?.state, one?.replacedById])).toEqual([
      ['updated', update.id],
      ['cancelled', end.id],
      ['cancelled', null],
    ]);
  });

  it('an update that was overtaken before it came is updated itself', async () => {
    const { warnings } = world().stores;
    const alert = warningOf(world());
    const first = following(world(), [alert], { identifier: 'B' });
    const second = following(world(), [alert], { identifier: 'C', sentAt: first.sentAt + 1 });
    for (const one of [alert, second]) await warnings.takeWarning(one);
    const { warning } = await warnings.takeWarning(first);
    expect([warning.state, warning.replacedById]).toEqual(['updated', second.id]);
  });

  it('a later message of a fixed area replaces the one before, whichever comes first', async () => {
    const { warnings } = world().stores;
    const { organisationId } = world();
    const fixed = { identifier: '061FWF23', follows: 'identifier' } as const;
    const early = warningOf(world(), { ...fixed, sentAt: NOW - 3 * HOUR_MS });
    const late = warningOf(world(), { ...fixed, sentAt: NOW - 2 * HOUR_MS });
    const over = warningOf(world(), { ...fixed, messageType: 'Cancel', sentAt: NOW - HOUR_MS });
    for (const one of [late, early, over]) await warnings.takeWarning(one);
    const found = await Promise.all(
      [early, late, over].map(({ id }) => warnings.warning(organisationId, id)),
    );
    expect(found.map((one) => one?.state)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    const key = await warnings.warningIds(organisationId, [early, warningOf(world())]);
    expect([...key.values()]).toEqual([early.id]);
  });
}

function tellsCallouts(world: () => World): void {
  it('an open call-out hears once of each change of its warning; nobody is let go', async () => {
    const { warnings, callouts } = world().stores;
    const { organisationId } = world();
    const alert = warningOf(world());
    await warnings.takeWarning(alert);
    const controlRef = proposalRef(alert.id, 'sandbags');
    const { callout: opened } = await world().open([], { controlRef });
    await world().open([], { controlRef: 'FLOOD-9' });
    const update = following(world(), [alert], { identifier: 'B' });
    const taken = await warnings.takeWarning(update);
    expect(taken.toldCalloutIds).toEqual([opened.id]);
    const end = following(world(), [alert, update], { identifier: 'C', messageType: 'Cancel' });
    const ended = await warnings.takeWarning(end);
    expect(ended.toldCalloutIds).toEqual([opened.id]);
    const state = await callouts.loadCallout(organisationId, opened.id);
    expect(state?.callout).toMatchObject({ status: 'open', stopComingAt: null });
    const came = [{ calloutId: opened.id, status: 'open', title: opened.title }];
    for (const id of [alert.id, update.id, end.id]) {
      await expect(warnings.calloutsOf(organisationId, id)).resolves.toEqual(came);
    }
  });
}

function settings(of: World, changes: Partial<FeedSettings> = {}): FeedSettings {
  return {
    ...{ organisationId: of.organisationId, feedRef: 'floods', title: 'Floods' },
    ...{ url: 'https://warnings.example/a.atom', format: 'atom', everyMs: MINUTE_MS },
    ...{ paused: false, ...changes },
  };
}

function keepsFeeds(world: () => World): void {
  it('lends a feed that is due to one worker, and keeps what came of reading it', async () => {
    const { warningFeeds } = world().stores;
    const { organisationId } = world();
    const put = await warningFeeds.putWarningFeed(settings(world()), NOW);
    expect(put).toMatchObject({ nextAt: NOW, seen: [], failing: null, entryCount: 0 });
    const take = async (leaseId: string, now: number) => {
      const due = await warningFeeds.takeDueFeeds({ leaseId, now, leaseMs: 10, max: 1_000 });
      return due.filter((feed) => feed.organisationId === organisationId);
    };
    const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()];
    await expect(take(first, NOW - 1)).resolves.toEqual([]);
    await expect(take(first, NOW)).resolves.toEqual([put]);
    await expect(take(second, NOW + 9)).resolves.toEqual([]);
    await expect(take(third, NOW + 10)).resolves.toEqual([put]);
    const failing = { since: NOW, times: 2, says: 'It answers with 503.' };
    const read = {
      ...{ ...put, failing, lastTriedAt: NOW, nextAt: NOW + DAY_MS, entryCount: 3 },
      ...{ etag: '"e"', lastModified: null, seen: ['a 1'], refused: [{ entry: 'a', says: 'b' }] },
    };
    await expect(warningFeeds.saveFeed(read, first)).resolves.toBe(false);
    await expect(warningFeeds.saveFeed(read, third)).resolves.toBe(true);
    await expect(warningFeeds.warningFeed(organisationId, 'floods')).resolves.toEqual(read);
    await expect(take(first, NOW + 20)).resolves.toEqual([]);
  });

  it('of another address everything is new; the same one is read again at once', async () => {
    const { warningFeeds } = world().stores;
    const { organisationId } = world();
    const leaseId = randomUUID();
    const put = await warningFeeds.putWarningFeed(settings(world()), NOW);
    await warningFeeds.takeDueFeeds({ leaseId, now: NOW, leaseMs: 10, max: 1_000 });
    await warningFeeds.saveFeed({ ...put, seen: ['a'], etag: 'e', nextAt: NOW + 5 }, leaseId);
    const same = await warningFeeds.putWarningFeed(settings(world(), { title: 'New' }), NOW + 1);
    expect(same).toMatchObject({ title: 'New', seen: ['a'], etag: null, nextAt: NOW + 1 });
    const url = 'https://warnings.example/b.atom';
    const moved = await warningFeeds.putWarningFeed(settings(world(), { url }), NOW + 2);
    expect(moved).toMatchObject({ url, seen: [] });
    const other = await World.make(world().stores);
    await expect(warningFeeds.warningFeeds(other.organisationId)).resolves.toEqual([]);
    await expect(warningFeeds.removeWarningFeed(other.organisationId, 'floods')).resolves.toBe(
      false,
    );
    await expect(warningFeeds.removeWarningFeed(organisationId, 'floods')).resolves.toBe(true);
    await expect(warningFeeds.warningFeeds(organisationId)).resolves.toEqual([]);
  });
}

function keepsTemplates(world: () => World): void {
  it('keeps templates by their reference, each organisation its own', async () => {
    const { calloutTemplates: templates } = world().stores;
    const { organisationId } = world();
    const template: CalloutTemplate = {
      ...{ organisationId, templateRef: 'sandbags', title: 'Sandbags', durationMs: null },
      briefing: { event: null, task: 'Fill', contact: '555', bring: 'Boots', risks: 'Water' },
      needs: [],
      musterPoints: [],
      policy: DEFAULT_CALLOUT_POLICY,
      presence: { now: true, entering: false, living: true },
      shifts: [{ shiftKey: 'first', startsAfterMs: 0, lengthMs: HOUR_MS }],
      ...{ validUntil: NOW + DAY_MS, changedAt: NOW },
    };
    await templates.putCalloutTemplate({ ...template, templateRef: 'boats' });
    await templates.putCalloutTemplate(template);
    await templates.putCalloutTemplate({ ...template, title: 'More sandbags' });
    const all = await templates.calloutTemplates(organisationId);
    expect(all.map((one) => [one.templateRef, one.title])).toEqual([
      ['boats', 'Sandbags'],
      ['sandbags', 'More sandbags'],
    ]);
    const found = await templates.calloutTemplate(organisationId, 'sandbags');
    expect(found).toEqual({ ...template, title: 'More sandbags' });
    const other = await World.make(world().stores);
    await expect(templates.calloutTemplates(other.organisationId)).resolves.toEqual([]);
    const gone = () => templates.removeCalloutTemplate(organisationId, 'boats');
    await expect(gone()).resolves.toBe(true);
    await expect(gone()).resolves.toBe(false);
  });
}
