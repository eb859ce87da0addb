import type { Equipment } from '#core/equipment';
import { t } from '#web/language';
import { OwnPart } from './own-part';

/** What this person owns and could bring. */
export class OwnEquipment extends OwnPart {
  /** What is kept now; null until it was fetched. */
  owned: readonly Equipment[] | null = null;

  async load(): Promise<void> {
    type Owned = { readonly equipment: readonly Equipment[] };
    await this.fetching(this.listener.ask<Owned>('/v1/me/equipment'), ({ equipment }) => {
      this.owned = equipment;
    });
  }

  save(equipment: readonly Equipment[]): Promise<boolean> {
    return this.doing(
      () => this.listener.ask('/v1/me/equipment', { method: 'PUT', body: { equipment } }),
      equipment.length === 0 ? t('Saved: you own none of it.') : t('Saved.'),
      () => {
        this.owned = equipment;
      },
    );
  }

  forget(): void {
    this.owned = null;
    this.quieten();
  }
}
