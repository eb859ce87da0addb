import type { CalloutView } from '#contracts/callout-api';
import type { PageListener } from './asker';
import { CalloutOverview } from './callout-overview';
import type { CalloutPartState } from './callout-part';
import { CalloutField } from './callout-field';
import { CalloutGroups } from './callout-groups';
import { CalloutMapState } from './callout-map-state';
import { CalloutMessages } from './callout-messages';
import { CalloutPoints } from './callout-points';
import { CalloutPrint } from './callout-print';
import { CalloutRoster } from './callout-roster';
import { CalloutWhy } from './callout-why';
import type { CalloutPart } from './route';

/** How often who is there is asked for; nothing says live who checks in. */
const PEOPLE_AGAIN_MS = 5_000;
/** News come in bursts; what is counted from them is fetched once per burst. */
const BURST_MS = 500;

/** The call-out that is open in the console, part by part. */
export class OpenedCallout {
  readonly overview: CalloutOverview;
  readonly roster: CalloutRoster;
  readonly points: CalloutPoints;
  readonly messages: CalloutMessages;
  readonly field: CalloutField;
  readonly groups: CalloutGroups;
  readonly why: CalloutWhy;
  readonly map: CalloutMapState;
  readonly print: CalloutPrint;
  readonly may: PageListener['may'];
  private calloutId: string | null = null;
  private part: CalloutPart | null = null;
  private again: ReturnType<typeof setInterval> | undefined;
  private burst: ReturnType<typeof setTimeout> | undefined;

  constructor(listener: PageListener) {
    this.may = listener.may;
    this.overview = new CalloutOverview(listener);
    this.roster = new CalloutRoster(listener);
    this.points = new CalloutPoints(listener);
    this.messages = new CalloutMessages(listener);
    this.field = new CalloutField(listener);
    this.groups = new CalloutGroups(listener);
    this.why = new CalloutWhy(listener);
    this.map = new CalloutMapState(listener);
    this.print = new CalloutPrint(listener);
  }

  /** Shows one part of a call-out; null leaves it. */
  show(calloutId: string | null, part: CalloutPart | null): void {
    const isOther = calloutId !== this.calloutId;
    this.calloutId = calloutId;
    this.part = part;
    for (const state of this.states()) {
      state.open(calloutId);
      state.quieten();
    }
    if (calloutId === null) {
      this.stop();
      return;
    }
    this.again ??= setInterval(() => this.lookAgain(), PEOPLE_AGAIN_MS);
    if (isOther) void this.overview.load();
    this.loadShown();
  }

  /** A word on it came over the live line; null: the line was lost and is back. */
  heard(view: CalloutView | null): void {
    const { calloutId } = this;
    if (calloutId === null || (view !== null && view.id !== calloutId)) return;
    if (view === null) void this.overview.load();
    else this.overview.heard(view);
    this.changed(calloutId);
  }

  /** Something of what is shown of this call-out may have changed. */
  changed(calloutId: string): void {
    if (calloutId !== this.calloutId) return;
    clearTimeout(this.burst);
    this.burst = setTimeout(() => {
      if (this.calloutId === null) return;
      void this.overview.loadPeople();
      if (this.part !== null) this.loadShown();
    }, BURST_MS);
  }

  quieten(): void {
    for (const state of this.states()) state.quieten();
  }

  forget(): void {
    this.stop();
    this.calloutId = null;
    for (const state of this.states()) state.forget();
  }

  /** Who is there, and what did not come when it was asked for. */
  private lookAgain(): void {
    void this.overview.loadPeople();
    const shown = new Set([this.overview, ...this.shownStates()]);
    for (const state of [...shown].filter(({ lacks }) => lacks)) {
      state.quieten();
      state.lacks = false;
      void state.load();
    }
  }

  private loadShown(): void {
    for (const state of this.shownStates()) void state.load();
  }

  /** What the part that is shown is made of; reports from the field stand on the map as well. */
  private shownStates(): readonly CalloutPartState[] {
    if (this.part === null) return [this.overview];
    return this.part === 'map' ? [this.map, this.field] : [this[this.part]];
  }

  private states(): readonly CalloutPartState[] {
    const { overview, roster, points, messages, field, groups, why, map, print } = this;
    return [overview, roster, points, messages, field, groups, why, map, print];
  }

  private stop(): void {
    clearInterval(this.again);
    this.again = undefined;
    clearTimeout(this.burst);
  }
}
