import type { DevicesView } from '#contracts/registration-api';
import { t } from '#web/language';
import { OwnPart } from './own-part';

const PATH = '/v1/me/devices';
const KNOWN = 'closeby.phones';

export type Device = DevicesView['items'][number];

/** The phones one is signed in with; a further one is said until somebody has read it. */
export class Devices extends OwnPart {
  devices: readonly Device[] | null = null;

  async load(): Promise<void> {
    await this.fetching(this.listener.ask<DevicesView>(PATH), (view) => this.take(view));
  }

  /** Phones that have signed in since this one last looked, beside itself. */
  unknown(): readonly Device[] {
    const known = knownIds();
    if (known === null) return [];
    return (this.devices ?? []).filter(({ id, isThisOne }) => !isThisOne && !known.includes(id));
  }

  /** It was them: no more is said of the phones there are now. */
  acknowledge(): void {
    const ids = (this.devices ?? []).map(({ id }) => id);
    localStorage.setItem(KNOWN, JSON.stringify(ids));
    this.listener.onChange();
  }

  async end({ id }: Device): Promise<void> {
    await this.doing<DevicesView>(
      () => this.listener.ask(`${PATH}/${encodeURIComponent(id)}/end`, { method: 'POST' }),
      t('That phone is signed out.'),
      (view) => {
        this.take(view);
        this.acknowledge();
      },
    );
  }

  forget(): void {
    this.devices = null;
    this.quieten();
    localStorage.removeItem(KNOWN);
  }

  private take({ items }: DevicesView): void {
    this.devices = items;
    // What was there before this phone looked for the first time is no news.
    if (knownIds() === null) this.acknowledge();
  }
}

function knownIds(): readonly unknown[] | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KNOWN) ?? 'null');
    return Array.isArray(stored) ? stored : null;
  } catch {
    return null;
  }
}
