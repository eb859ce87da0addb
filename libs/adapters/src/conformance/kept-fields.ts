import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import type { KeptFields, KeptMessage } from '#flow/ports';
import { suite } from './suite';
import { NOW, type OpenStores } from './world';

/** What every store of fields that were not understood promises, as tests. */
export function keptFieldsConformance(name: string, open: OpenStores): void {
  suite(`${name} as store of kept fields`, open, (world) => {
    it('keeps a message once, and shows the newest of a reference first', async () => {
      const { stores, organisationId } = world();
      const controlRef = 'CAD-1';
      const first: KeptMessage = {
        ...{ organisationId, controlRef, format: 'eido', documentId: null },
        ...{ op: 'raise', order: NOW, receivedAt: NOW },
        fields: [{ path: 'personComponent.0.name', value: 'Ada O’Neill' }],
      };
      const other = [{ path: 'a', value: '1' }];
      const next = { ...first, order: NOW + 5, receivedAt: NOW + 9, fields: other };
      await stores.keptFields.keepFields(first);
      await stores.keptFields.keepFields({ ...first, fields: other });
      await stores.keptFields.keepFields({ ...next, format: 'ucri', documentId: 'd-7' });
      const shown = (message: KeptMessage): KeptFields => {
        const { format, documentId, fields, receivedAt } = message;
        return { organisationId, controlRef, format, documentId, fields, receivedAt };
      };
      expect(await stores.keptFields.keptFields(organisationId, controlRef, 10)).toEqual([
        shown({ ...next, format: 'ucri', documentId: 'd-7' }),
        shown(first),
      ]);
      expect(await stores.keptFields.keptFields(organisationId, controlRef, 1)).toHaveLength(1);
    });

    it('shows nothing of another reference, or of another organisation', async () => {
      const { stores, organisationId } = world();
      await stores.keptFields.keepFields({
        ...{ organisationId, controlRef: 'CAD-2', format: 'emsi', documentId: null, op: 'close' },
        ...{ order: 3, receivedAt: NOW, fields: [{ path: 'a', value: '1' }] },
      });
      expect(await stores.keptFields.keptFields(organisationId, 'CAD-3', 10)).toEqual([]);
      expect(await stores.keptFields.keptFields(randomUUID(), 'CAD-2', 10)).toEqual([]);
    });
  });
}
