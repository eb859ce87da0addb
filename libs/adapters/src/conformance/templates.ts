import { expect, it } from '@jest/globals';
import type { StoredTemplate } from '#flow/ports';
import { suite } from './suite';
import { NOW, World, type OpenStores } from './world';

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
  suite(`${name} as store of words`, open, (world) => {
    it('keeps one text for each kind, channel and language, in that order', async () => {
      const { organisationId, stores } = world();
      const { templates } = stores;
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
      const { organisationId, stores } = world();
      const { templates } = stores;
      await templates.putTemplate(organisationId, WORDS);
      const newer = { ...WORDS, title: 'Neu', body: 'Neu {code}', updatedAt: NOW + 1 };
      await templates.putTemplate(organisationId, newer);
      expect(await templates.templates(organisationId)).toEqual([newer]);
      expect(await templates.removeTemplate(organisationId, WORDS)).toBe(true);
      expect(await templates.removeTemplate(organisationId, WORDS)).toBe(false);
      expect(await templates.templates(organisationId)).toEqual([]);
    });

    it('keeps organisations apart', async () => {
      const { organisationId, stores } = world();
      const { templates } = stores;
      const other = await World.make(stores);
      await templates.putTemplate(organisationId, WORDS);
      expect(await templates.templates(other.organisationId)).toEqual([]);
      expect(await templates.removeTemplate(other.organisationId, WORDS)).toBe(false);
    });
  });
}
