import type { OwnReachView } from '#contracts/reach-api';
import type { Instant } from '#core/units';
import { Badge } from './badge';
import { Contacts } from './contacts';
import { Credentials } from './credentials';
import { Devices } from './devices';
import { MyData } from './my-data';
import type { OwnListener } from './own-part';

export interface OwnWorld extends OwnListener {
  readonly takeReach: (view: OwnReachView) => void;
  readonly onErased: () => Promise<void>;
  readonly now: () => Instant;
}

/** One's own record: addresses, phones, credentials, the badge, and all that is kept. */
export class Own {
  readonly contacts: Contacts;
  readonly devices: Devices;
  readonly credentials: Credentials;
  readonly badge: Badge;
  readonly data: MyData;

  constructor(world: OwnWorld) {
    this.contacts = new Contacts(world, world.takeReach);
    this.devices = new Devices(world);
    this.credentials = new Credentials(world);
    this.badge = new Badge(world, world.now);
    this.data = new MyData(world, world.onErased);
  }

  /** A screen is opened: what it shows is fetched, and the words on old deeds go. */
  enter(hash: string): void {
    for (const part of [this.contacts, this.devices, this.credentials, this.data]) part.quieten();
    this.data.forget();
    if (hash === '#badge') this.badge.show();
    else this.badge.hide();
    if (hash === '#credentials') void this.credentials.load();
    if (hash === '#me' || hash === '') void this.devices.load();
  }

  forget(): void {
    this.badge.hide();
    this.contacts.leave();
    this.devices.forget();
    this.credentials.forget();
    this.data.forget();
  }
}
