import type {
  ProposalView,
  WarningSummaryView,
  WarningView,
  WarningsTakenView,
} from '#contracts/warning-api';
import type { WarningState } from '#core/warning';
import type { OpenCalloutBody } from '#contracts/callout-api';
import { count, t } from '#web/language';
import type { MapLayers } from '#web/map/map-kinds';
import { AreaTools } from './area-tools';
import type { PageListener } from './asker';
import { PageState } from './page-state';

const PATH = '/v1/warnings';
/** Feeds are read by the worker; nothing says live that a warning has come. */
const AGAIN_MS = 20_000;

/** Warnings of others, and the call-outs they may lead to. */
export class Warnings extends PageState {
  state: WarningState = 'current';
  items: readonly WarningSummaryView[] | null = null;
  opened: WarningView | null = null;
  readonly tools: AreaTools;
  private layers: { readonly of: WarningView; readonly layers: MapLayers } | null = null;
  /** Of a collection that was sent in: what could not be read. */
  refusedParts: WarningsTakenView['refused'] = [];
  private openId: string | null = null;
  private again: ReturnType<typeof setInterval> | undefined;

  constructor(listener: PageListener) {
    super(listener);
    this.tools = new AreaTools(listener.secret, listener.onChange);
  }

  /** The area of a warning, the same object while it is the same warning. */
  layersOf(warning: WarningView): MapLayers {
    if (this.layers?.of.id === warning.id) return this.layers.layers;
    const { area: shape } = warning;
    const areas = shape === null ? [] : [{ id: 'area', kind: 'area' as const, shape }];
    const layers: MapLayers = { areas };
    this.layers = { of: warning, layers };
    return layers;
  }

  async show(warningId: string | null): Promise<void> {
    if (warningId !== this.openId) this.opened = null;
    this.openId = warningId;
    this.again ??= setInterval(() => void this.load(), AGAIN_MS);
    await this.load();
  }

  hide(): void {
    clearInterval(this.again);
    this.again = undefined;
    this.openId = null;
    this.opened = null;
    this.refusedParts = [];
  }

  async choose(state: WarningState): Promise<void> {
    this.state = state;
    this.items = null;
    this.listener.onChange();
    await this.load();
  }

  async load(): Promise<void> {
    const { state, openId } = this;
    const list = this.listener.ask<{ items: readonly WarningSummaryView[] }>(
      `${PATH}?state=${state}&limit=100`,
    );
    await this.fetching(list, ({ items }) => {
      if (this.state === state) this.items = items;
    });
    if (openId === null) return;
    await this.fetching(this.listener.ask<WarningView>(`${PATH}/${openId}`), (view) => {
      if (this.openId === openId) this.opened = view;
    });
  }

  /** A file that somebody has received by another way: CAP, or one of the JSON forms. */
  async sendIn(file: File): Promise<void> {
    const type = /\.(xml|cap)$/iu.test(file.name) ? 'application/cap+xml' : 'application/geo+json';
    const body = new Blob([file], { type });
    await this.doing<WarningsTakenView>(
      () => this.listener.ask(PATH, { method: 'POST', body }),
      null,
      async ({ items, refused }) => {
        this.refusedParts = refused;
        const added = items.filter(({ outcome }) => outcome === 'added').length;
        await this.load();
        const before = items.length - added;
        this.news = t('{{warnings}}, {{before}} known before.', {
          warnings: count(added, 'new warning', 'new warnings'),
          before,
        });
      },
    );
  }

  dismiss({ id }: WarningView, reason: string): Promise<boolean> {
    return this.doing(
      () => this.listener.ask(`${PATH}/${id}/dismiss`, { method: 'POST', body: { reason } }),
      t('It is put aside.'),
      () => this.load(),
    );
  }

  /** A complete draft from a template; nothing is sent by this. */
  async propose({ id }: WarningView, template: string): Promise<OpenCalloutBody | null> {
    let draft: OpenCalloutBody | null = null;
    const path = `${PATH}/${id}/proposal?template=${encodeURIComponent(template)}`;
    await this.doing<ProposalView>(
      () => this.listener.ask(path),
      null,
      (proposal) => {
        draft = proposal.draft;
      },
    );
    return draft;
  }

  forget(): void {
    this.hide();
    this.items = null;
    this.state = 'current';
    this.quieten();
  }
}
