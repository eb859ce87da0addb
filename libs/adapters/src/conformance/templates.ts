import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { StoredTemplate } from '#flow/ports';
import { NOW, realIds, World, type OpenStores, type StoresUnderTest } from './world';

const WORDS: StoredTemplate = {
  kind: 'alert',
  channel: 'sms',
  language: 'de',
  title: null,
  body: 'Bitte kommen: JA {code} / NEIN {code} 🚑',
  updatedAt: NOW,
};

/** What every store of an organisation's own words promises, as tests. */
export function templatesConformance(name: string, open: OpenStores): void {
  describe(`${name} as store of words`, () => {
    let under: StoresUnderTest;
    let world: World;
    beforeAll(async () => {
      const clock = { now: () => NOW, stretch: (ms: number) => ms };
      under = await open({ clock, ids: realIds });
    });
    afterAll(() => under.close());
    beforeEach(async () => (world = await World.make(under.stores)));

    it('keeps one text for each kind, channel and language, in that order', async () => {
      const { templates } = world.stores;
      const { organisationId } = world;
      const french = { ...WORDS, language: 'fr' } as const;
      const drill = { ...WORDS, kind: 'drill', title: 'Probe' };
      const push = { ...WORDS, channel: 'push' } as const;
      for (const one of [drill, french, WORDS, push]) {
        await templates.putTemplate(organisationId, one);
      }
      const all = await templates.templates(organisationId);
      expect(all).toEqual([push, WORDS, french, drill]);
    });

    it('replaces a text, and says whether there was one to remove', async () => {
      const { templates } = world.stores;
      const { organisationId } = world;
      await templates.putTemplate(organisationId, WORDS);
      const newer = { ...WORDS, title: 'Neu', body: 'Neu {code}', updatedAt: NOW + 1 };
      await templates.putTemplate(organisationId, newer);
      expect(await templates.templates(organisationId)).toEqual([newer]);
      expect(await templates.removeTemplate(organisationId, WORDS)).toBe(true);
      expect(await templates.removeTemplate(organisationId, WORDS)).toBe(false);
      expect(await templates.templates(organisationId)).toEqual([]);
    });

    it('keeps organisations apart', async () => {
      const other = await World.make(under.stores);
      await world.stores.templates.putTemplate(world.organisationId, WORDS);
      expect(await world.stores.templates.templates(other.organisationId)).toEqual([]);
      expect(await world.stores.templates.removeTemplate(other.organisationId, WORDS)).toBe(false);
    });
  });
}
