import type { Equipment } from '#core/equipment';
import { OwnPart } from './own-part';

/** What this person owns and could bring. */
export class OwnEquipment extends OwnPart {
  save(equipment: readonly Equipment[]): Promise<boolean> {
    return this.doing(
      () => this.listener.ask('/v1/me/equipment', { method: 'PUT', body: { equipment } }),
      equipment.length === 0 ? 'Saved: you own none of it.' : 'Saved.',
    );
  }

  forget(): void {
    this.quieten();
  }
}
