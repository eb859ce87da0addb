import type { OwnReachView } from '#contracts/reach-api';
import type { Instant } from '#core/units';
import { AfterCare } from './after-care';
import { Board } from './board';
import { Badge } from './badge';
import { Contacts } from './contacts';
import { Credentials } from './credentials';
import { Debriefs } from './debriefs';
import { Devices } from './devices';
import { History } from './history';
import { Metronome } from './metronome';
import { MyData } from './my-data';
import { Groups } from './groups';
import { Near } from './near';
import { Outbox } from './outbox';
import { outboxStore, type Waiting } from './outbox-store';
import { OwnEquipment } from './own-equipment';
import { OwnPart, type OwnListener } from './own-part';
import { Reporting } from './reporting';
import { TestAlarm } from './test-alarm';
import { Watching } from './watching';
import { OwnWhereabouts } from './whereabouts';
import { Work } from './work';

export interface OwnWorld extends OwnListener {
  readonly takeReach: (view: OwnReachView) => void;
  readonly onErased: () => Promise<void>;
  /** A text has come live. */
  readonly onNote: () => void;
  readonly now: () => Instant;
}

/** One's own record: addresses, phones, credentials, the badge, and all that is kept. */
export class Own {
  readonly contacts: Contacts;
  readonly devices: Devices;
  readonly credentials: Credentials;
  readonly badge: Badge;
  readonly data: MyData;
  readonly work: Work;
  readonly outbox: Outbox;
  readonly reporting: Reporting;
  readonly watching: Watching;
  readonly groups: Groups;
  readonly board: Board;
  readonly near: Near;
  readonly equipment: OwnEquipment;
  readonly debriefs: Debriefs;
  readonly afterCare: AfterCare;
  readonly history: History;
  readonly whereabouts: OwnWhereabouts;
  readonly metronome: Metronome;
  readonly testAlarm: TestAlarm;

  constructor(world: OwnWorld) {
    this.contacts = new Contacts(world, world.takeReach);
    this.devices = new Devices(world);
    this.credentials = new Credentials(world);
    this.badge = new Badge(world, world.now);
    this.data = new MyData(world, world.onErased);
    this.work = new Work(world, () => {
      world.onNote();
      void this.debriefs.load();
    });
    const send = ({ path, ...request }: Waiting['requests'][number]) => world.ask(path, request);
    this.outbox = new Outbox(
      { send, onChange: () => world.onChange() },
      outboxStore('closeby-outbox'),
    );
    this.reporting = new Reporting(world, this.outbox);
    this.watching = new Watching(world, this.outbox);
    this.groups = new Groups(world);
    this.board = new Board(world);
    this.near = new Near(world);
    this.equipment = new OwnEquipment(world);
    this.debriefs = new Debriefs(world);
    this.afterCare = new AfterCare(world, this.outbox);
    this.history = new History(world);
    this.whereabouts = new OwnWhereabouts(world);
    this.metronome = new Metronome(() => world.onChange());
    this.testAlarm = new TestAlarm(world);
  }

  /** A screen is opened: what it shows is fetched, and the words on old deeds go. */
  enter(hash: string): void {
    const { contacts, devices, credentials, data, ...callouts } = this;
    for (const part of [contacts, devices, credentials, data]) part.quieten();
    for (const part of Object.values(callouts)) if (part instanceof OwnPart) part.quieten();
    if (hash === '#watch') void this.watching.load();
    if (hash === '#groups') void this.groups.load();
    if (hash === '#board') void this.board.load();
    if (hash === '#debrief' || hash === '') void this.debriefs.load();
    if (hash === '#after-care' || hash === '') void this.afterCare.load();
    if (hash === '#history') void this.history.load();
    if (hash === '#background') void this.whereabouts.load();
    if (hash === '#settings') void this.equipment.load();
    if (hash === '#near') void this.near.load();
    this.data.forget();
    if (hash === '#badge') this.badge.show();
    else this.badge.hide();
    if (hash === '#credentials') void this.credentials.load();
    if (hash === '#me' || hash === '') void this.devices.load();
  }

  /** The line is there, or there again: what was missed is fetched, what waits is sent. */
  connected(): void {
    this.work.loadSoon();
    void this.debriefs.load();
    void this.afterCare.load();
    void this.outbox.begin();
  }

  forget(): void {
    this.badge.hide();
    this.contacts.leave();
    this.devices.forget();
    this.credentials.forget();
    this.data.forget();
    this.work.forget();
    void this.outbox.forget();
    for (const part of [this.reporting, this.watching, this.groups, this.testAlarm]) part.forget();
    for (const part of [this.afterCare, this.history, this.whereabouts]) part.forget();
    for (const part of [this.board, this.near, this.equipment, this.debriefs]) part.forget();
  }
}
