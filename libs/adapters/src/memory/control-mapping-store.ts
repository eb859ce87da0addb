import type { ControlMapping } from '#core/control-mapping';
import type { ControlMappingStore } from '#flow/ports';
import { refKey, settle } from './tables';

/** Foreign formats as organisations describe them, in memory. */
export class MemoryControlMappingStore implements ControlMappingStore {
  private readonly mappings = new Map<string, ControlMapping>();

  controlMappings: ControlMappingStore['controlMappings'] = (organisationId) =>
    settle(() =>
      [...this.mappings.values()]
        .filter((mapping) => mapping.organisationId === organisationId)
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    );

  controlMapping: ControlMappingStore['controlMapping'] = (organisationId, name) =>
    settle(() => this.mappings.get(refKey(organisationId, name)) ?? null);

  putControlMapping: ControlMappingStore['putControlMapping'] = (mapping) =>
    settle(() => {
      this.mappings.set(refKey(mapping.organisationId, mapping.name), mapping);
    });

  removeControlMapping: ControlMappingStore['removeControlMapping'] = (organisationId, name) =>
    settle(() => this.mappings.delete(refKey(organisationId, name)));
}
