import type {
  CalloutPreviewView,
  StoredAreaSummaryView,
  StoredAreaView,
} from '#contracts/area-api';
import type { CalloutView, OpenCalloutBody } from '#contracts/callout-api';
import type { GroupView } from '#contracts/group-api';
import type { CalloutTemplateView } from '#contracts/callout-template-api';
import { t } from '#web/language';
import type { AreaGeometry } from '#web/map/map-kinds';
import { AreaTools } from './area-tools';
import type { PageListener } from './asker';
import { emptyDraft, type CalloutDraft, type DraftList } from './callout-draft';
import { readDraft, type CalloutBody } from './callout-message';
import { draftOf } from './draft-of-message';
import { draftOfTemplate } from './draft-of-template';
import { countBody } from './count-body';
import { LiveCount } from './live-count';
import { middleOf } from './middle-of';
import { templateOf } from './template-of-draft';
import { PageState } from './page-state';

const PAGE_MAX = 200;
/** Everybody in the area is gone through. */
const PREVIEW_TIMEOUT_MS = 60_000;

/** Something that is kept under a name. */
export interface Named {
  readonly ref: string;
  readonly name: string;
}

/** Who would be asked, and exactly what would be sent. */
export interface Preview {
  readonly body: CalloutBody;
  readonly view: CalloutPreviewView;
}

/** A call-out that is being written, looked at and sent; nothing is sent that was not looked at. */
export class CallingOut extends PageState {
  draft: CalloutDraft = emptyDraft();
  preview: Preview | null = null;
  opened: CalloutView | null = null;
  areas: readonly Named[] = [];
  templates: readonly Named[] = [];
  groups: readonly Named[] = [];
  readonly tools: AreaTools;
  readonly count: LiveCount;
  /** The outline of the stored area that is chosen. */
  storedShape: { readonly ref: string; readonly area: AreaGeometry } | null = null;
  private templateViews: readonly CalloutTemplateView[] = [];
  /** One for each call-out that is written: sent twice, it is opened once. */
  private controlRef = newRef();

  constructor(
    listener: PageListener,
    /** What was asked for waits for a second person. */
    private readonly onWaiting: () => void,
  ) {
    super(listener);
    this.tools = new AreaTools(listener.secret, listener.onChange);
    this.count = new LiveCount(listener);
  }

  /** What the form can start from and choose among. */
  async load(): Promise<void> {
    const { ask } = this.listener;
    const [areas, templates, groups, newest] = await Promise.all([
      ask<{ items: readonly StoredAreaSummaryView[] }>(`/v1/areas?limit=${PAGE_MAX}`),
      ask<{ items: readonly CalloutTemplateView[] }>('/v1/callout-templates'),
      ask<{ items: readonly GroupView[] }>('/v1/groups'),
      ask<{ items: readonly CalloutView[] }>('/v1/callouts?limit=1'),
    ]);
    const [last] = newest.ok ? newest.value.items : [];
    if (last !== undefined) this.tools.home = middleOf(last.area);
    if (areas.ok) this.areas = areas.value.items.map((one) => named(one.areaRef, one.label));
    if (templates.ok) {
      this.templateViews = templates.value.items;
      this.templates = this.templateViews.map((one) => named(one.templateRef, one.title));
    }
    if (groups.ok) this.groups = groups.value.items.map((one) => named(one.id, one.name));
    this.listener.onChange();
  }

  type(change: Partial<CalloutDraft>): void {
    this.draft = { ...this.draft, ...change };
    this.recount();
    this.listener.onChange();
  }

  /** Puts one part in the place of another. */
  change<List extends DraftList>(
    list: List,
    index: number,
    part: CalloutDraft[List][number],
  ): void {
    const parts: readonly CalloutDraft[List][number][] = this.draft[list];
    this.type({ [list]: parts.map((one, at) => (at === index ? part : one)) });
  }

  drop(list: DraftList, index: number): void {
    const parts: readonly unknown[] = this.draft[list];
    this.type({ [list]: parts.filter((_part, at) => at !== index) });
  }

  takeTemplate(ref: string): void {
    const template = this.templateViews.find((one) => one.templateRef === ref);
    if (template !== undefined) this.take(draftOfTemplate(template, Date.now()));
  }

  /** A complete call-out that nobody has sent: a warning's proposal, or an earlier one. */
  takeProposal(message: OpenCalloutBody): void {
    this.take(draftOf(message));
    this.controlRef = message.controlRef;
  }

  /** What stands in the form, as a template; null, and said why, where it cannot be one. */
  asTemplate(): object | null {
    const read = templateOf(this.draft, Date.now());
    this.quieten();
    if (!read.ok) this.problem = read.sentence;
    this.listener.onChange();
    return read.ok ? read.body : null;
  }

  startAnew(): void {
    this.take(emptyDraft());
  }

  /** Asks who would be reached; the answer has to be read before anything can be sent. */
  async look(): Promise<void> {
    const read = readDraft(this.draft);
    if (!read.ok) {
      this.quieten();
      this.problem = read.sentence;
      this.listener.onChange();
      return;
    }
    const body: CalloutBody = { ...read.body, controlRef: this.controlRef };
    await this.doing<CalloutPreviewView>(
      () =>
        this.listener.ask('/v1/callouts/preview', {
          ...{ method: 'POST', body, timeoutMs: PREVIEW_TIMEOUT_MS },
        }),
      null,
      (view) => {
        this.preview = { body, view };
      },
    );
  }

  /** Back to the form, with everything as it was typed. */
  reconsider(): void {
    this.preview = null;
    this.quieten();
    this.listener.onChange();
  }

  /** Sends what was looked at, and nothing else. */
  async send(): Promise<void> {
    const { preview } = this;
    if (preview === null) return;
    const body = preview.body;
    const isOpen = await this.doing<CalloutView>(
      () => this.listener.ask('/v1/callouts', { method: 'POST', body }),
      t('The call-out is open.'),
      (callout) => {
        this.opened = callout;
      },
    );
    if (isOpen || this.waiting !== null) this.sent();
    if (this.waiting !== null) this.onWaiting();
  }

  forget(): void {
    this.startAnew();
    this.areas = [];
    this.templates = [];
    this.templateViews = [];
    this.groups = [];
    this.tools.forget();
    this.count.forget();
  }

  /** What is counted follows the draft; a stored area’s outline is fetched once it is chosen. */
  private recount(): void {
    this.count.follow(countBody(this.draft, Date.now()));
    const { areaWay, areaRef } = this.draft;
    if (areaWay === 'stored' && areaRef !== '' && this.storedShape?.ref !== areaRef) {
      void this.fetchStored(areaRef);
    }
  }

  private async fetchStored(ref: string): Promise<void> {
    const path = `/v1/areas/${encodeURIComponent(ref)}`;
    const reply = await this.listener.ask<StoredAreaView>(path);
    if (reply.ok) this.storedShape = { ref, area: reply.value.area };
    this.listener.onChange();
  }

  /** What waits has been asked: the same form would ask it once more. */
  private sent(): void {
    this.draft = emptyDraft();
    this.preview = null;
    this.controlRef = newRef();
    this.listener.onChange();
  }

  private take(draft: CalloutDraft): void {
    this.draft = draft;
    this.tools.forget();
    this.recount();
    this.preview = null;
    this.opened = null;
    this.controlRef = newRef();
    this.quieten();
    this.listener.onChange();
  }
}

function named(ref: string, name: string): Named {
  return { ref, name };
}

function newRef(): string {
  return `console-${crypto.randomUUID()}`;
}
