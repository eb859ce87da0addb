import { expect, it } from '@jest/globals';
import type { ControlMapping } from '#core/control-mapping';
import { suite } from './suite';
import { NOW, World, type OpenStores } from './world';

/** What every store of mappings promises, as tests. */
export function controlMappingsConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of mappings of foreign formats`, open, (world) => {
    it('keeps mappings by name, what goes out in its order, each one’s its own', async () => {
      const { controlMappings: store } = world().stores;
      const { organisationId } = world();
      const mapping: ControlMapping = {
        ...{ organisationId, name: 'hub', title: 'The hub', form: 'xml', messages: null },
        fields: {},
        outgoing: {
          mediaType: 'application/xml',
          skeleton: { Status: { Zulu: '{{status}}', Alpha: [1, null], Reference: true } },
          codes: { status: { active: 'OPEN' } },
        },
        changedAt: NOW,
      };
      await store.putControlMapping({ ...mapping, name: 'other' });
      await store.putControlMapping(mapping);
      await store.putControlMapping({ ...mapping, title: 'The new hub' });
      const all = await store.controlMappings(organisationId);
      expect(all.map((one) => [one.name, one.title])).toEqual([
        ['hub', 'The new hub'],
        ['other', 'The hub'],
      ]);
      const found = await store.controlMapping(organisationId, 'hub');
      expect(JSON.stringify(found?.outgoing)).toBe(JSON.stringify(mapping.outgoing));
      const other = await World.make(world().stores);
      await expect(store.controlMappings(other.organisationId)).resolves.toEqual([]);
      await expect(store.controlMapping(other.organisationId, 'hub')).resolves.toBeNull();
      const gone = () => store.removeControlMapping(organisationId, 'hub');
      await expect(gone()).resolves.toBe(true);
      await expect(gone()).resolves.toBe(false);
    });
  });
}
