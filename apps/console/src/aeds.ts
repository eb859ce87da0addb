import type {
  AedRegisterPageView,
  HoursReadView,
  RegisteredAedView,
} from '#contracts/aed-register-api';
import type { PutAedMessage } from '#contracts/registry-api';
import { t } from '#web/language';
import { PageState } from './page-state';
import { hashOf } from './route';

const REGISTER = '/v1/aed-register';
const PATH = '/v1/aeds';
const PAGE_SIZE = 50;
const TYPED_MS = 250;

/** Which AEDs are listed; an empty one lets every AED through. */
export interface AedSearch {
  readonly words: string;
  readonly status: string;
  readonly gap: string;
}

/** What may be said of one that is kept. */
export type AedMove = 'available' | 'out-of-service' | 'retired';

const EVERY: AedSearch = { words: '', status: '', gap: '' };

/** The register of AEDs: listed, mapped, put, and their reports confirmed. */
export class Aeds extends PageState {
  items: readonly RegisteredAedView[] | null = null;
  counts: AedRegisterPageView['counts'] | null = null;
  search: AedSearch = EVERY;
  /** The one whose form is open; `new` for one that is added. */
  opened: RegisteredAedView | 'new' | null = null;
  /** What the server makes of the hours as they are typed. */
  hours: HoursReadView | null = null;
  /** Where a new AED was pointed at on the map. */
  pointed: readonly [number, number] | null = null;
  isMapped = false;
  isMapReady = false;
  private cursor: string | null = null;
  private typing: ReturnType<typeof setTimeout> | undefined;
  private looked = 0;

  get more(): boolean {
    return this.cursor !== null;
  }

  readonly bearer = (): string | null => this.listener.secret();

  get mayMap(): boolean {
    return this.listener.may('read-map');
  }

  load(): Promise<void> {
    return this.fetch(null);
  }

  look(search: AedSearch): void {
    this.search = search;
    clearTimeout(this.typing);
    this.typing = setTimeout(() => void this.fetch(null), TYPED_MS);
    this.listener.onChange();
  }

  async further(): Promise<void> {
    if (this.cursor !== null) await this.fetch(this.cursor);
  }

  open(aed: RegisteredAedView | 'new' | null): void {
    this.opened = aed;
    this.hours = null;
    this.pointed = null;
    this.quieten();
    if (aed !== null && aed !== 'new') this.readHours(aed.openingHours ?? '');
    this.listener.onChange();
  }

  point(at: readonly [number, number]): void {
    this.pointed = at;
    this.listener.onChange();
  }

  /** The map is loaded when it is first wanted. */
  async map(isMapped: boolean): Promise<void> {
    this.isMapped = isMapped;
    this.listener.onChange();
    if (!isMapped || this.isMapReady) return;
    await import('#web/map/closeby-map');
    this.isMapReady = true;
    this.listener.onChange();
  }

  /** Asks what the server understands of the hours, a moment after the last letter. */
  readHours(openingHours: string): void {
    clearTimeout(this.typing);
    const looked = (this.looked += 1);
    this.typing = setTimeout(() => void this.askHours(openingHours, looked), TYPED_MS);
  }

  put(ref: string, body: PutAedMessage): Promise<boolean> {
    return this.doing(
      () => this.listener.ask(pathOf(ref), { method: 'PUT', body }),
      t('The AED is kept.'),
      () => this.loadAgain(),
    );
  }

  move({ externalRef }: RegisteredAedView, status: AedMove, news: string): Promise<boolean> {
    const path = `${pathOf(externalRef)}/status`;
    return this.doing(
      () => this.listener.ask(path, { method: 'POST', body: { status } }),
      news,
      () => this.loadAgain(),
    );
  }

  forget(): void {
    this.items = null;
    this.counts = null;
    this.cursor = null;
    this.search = EVERY;
    this.opened = null;
    this.isMapped = false;
    this.quieten();
  }

  toImport(): string {
    return hashOf({ page: 'imports' });
  }

  private async loadAgain(): Promise<void> {
    this.opened = null;
    await this.fetch(null);
  }

  private async askHours(openingHours: string, looked: number): Promise<void> {
    const body = { openingHours };
    const reply = await this.listener.ask<HoursReadView>('/v1/opening-hours', {
      ...{ method: 'POST', body },
    });
    if (looked !== this.looked) return;
    this.hours = reply.ok && openingHours.trim() !== '' ? reply.value : null;
    this.listener.onChange();
  }

  private async fetch(cursor: string | null): Promise<void> {
    const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
    for (const [name, value] of Object.entries(this.search) as [string, string][]) {
      if (value.trim() !== '') query.set(name, value.trim());
    }
    if (cursor !== null) query.set('cursor', cursor);
    const asked = this.search;
    const path = `${REGISTER}?${query.toString()}`;
    await this.fetching(this.listener.ask<AedRegisterPageView>(path), (page) => {
      if (asked !== this.search) return;
      this.items = cursor === null ? page.items : [...(this.items ?? []), ...page.items];
      this.cursor = page.nextCursor;
      this.counts = page.counts;
    });
  }
}

function pathOf(ref: string): string {
  return `${PATH}/${encodeURIComponent(ref)}`;
}
