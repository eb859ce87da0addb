import { t } from '#web/language';
import { PageState } from './page-state';
import type { PageListener } from './asker';

interface Where {
  /** `/v1/areas`, without a slash at its end. */
  readonly path: string;
  /** What one of them is called, as in "Kept: area". */
  readonly word: string;
}

/** Things that an organisation keeps under names of its own: listed, put, looked at, removed. */
export class KeptThings<Summary, Detail = Summary> extends PageState {
  items: readonly Summary[] | null = null;
  /** The one that is opened, with everything about it. */
  opened: Detail | null = null;
  openRef: string | null = null;

  constructor(
    listener: PageListener,
    private readonly where: Where,
  ) {
    super(listener);
  }

  async load(): Promise<void> {
    const list = this.listener.ask<{ readonly items: readonly Summary[] }>(this.where.path);
    await this.fetching(list, ({ items }) => {
      this.items = items;
    });
    if (this.openRef !== null) await this.open(this.openRef);
  }

  /** One of them has changed; only where they have been looked at before. */
  loadAgain(): void {
    if (this.items !== null) void this.load();
  }

  async open(ref: string | null): Promise<void> {
    this.openRef = ref;
    if (ref === null) {
      this.opened = null;
      this.listener.onChange();
      return;
    }
    await this.fetching(this.listener.ask<Detail>(this.pathOf(ref)), (detail) => {
      if (this.openRef === ref) this.opened = detail;
    });
  }

  put(ref: string, body: unknown): Promise<boolean> {
    return this.changing(() => this.listener.ask(this.pathOf(ref), { method: 'PUT', body }), {
      news: t('Kept: {{thing}}', { thing: this.where.word }),
    });
  }

  remove(ref: string): Promise<boolean> {
    if (this.openRef === ref) {
      this.openRef = null;
      this.opened = null;
    }
    return this.changing(() => this.listener.ask(this.pathOf(ref), { method: 'DELETE' }), {
      news: t('Removed: {{thing}}', { thing: this.where.word }),
    });
  }

  /** Another deed on one of them. */
  deed(
    ref: string,
    rest: string,
    options: {
      readonly body?: unknown;
      readonly news: string;
      readonly method?: 'PUT' | 'POST' | 'DELETE';
    },
  ): Promise<boolean> {
    const { body, news, method = 'POST' } = options;
    const sent = body === undefined ? {} : { body };
    const path = `${this.pathOf(ref)}${rest}`;
    return this.changing(() => this.listener.ask(path, { method, ...sent }), { news });
  }

  forget(): void {
    this.items = null;
    this.opened = null;
    this.openRef = null;
    this.quieten();
  }

  private pathOf(ref: string): string {
    return `${this.where.path}/${encodeURIComponent(ref)}`;
  }

  private changing(
    asked: () => ReturnType<PageListener['ask']>,
    { news }: { readonly news: string },
  ): Promise<boolean> {
    return this.doing(asked, news, () => this.load());
  }
}
