import type { CalloutTemplateView } from '#contracts/callout-template-api';
import type { GroupDetailView, GroupView } from '#contracts/group-api';
import type { WarningFeedView } from '#contracts/warning-feed-api';
import type { WatchPointDetailView, WatchPointView } from '#contracts/watch-point-api';
import { t } from '#web/language';
import { AreasState } from './areas-state';
import type { PageListener } from './asker';
import { BoardState } from './board-state';
import { CallingOut } from './calling-out';
import { KeptThings } from './kept-things';
import { MessagePrices } from './message-prices';
import { OpenedCallout } from './opened-callout';
import { OverdueAlarm } from './overdue-alarm';
import type { ConsoleRoute } from './route';
import { Warnings } from './warnings';

/** What the console knows of call-outs beside their list. */
export class CalloutsState {
  readonly calling: CallingOut;
  readonly opened: OpenedCallout;
  readonly warnings: Warnings;
  readonly areas: AreasState;
  readonly board: BoardState;
  readonly prices: MessagePrices;
  readonly alarm: OverdueAlarm;
  readonly templates: KeptThings<CalloutTemplateView>;
  readonly feeds: KeptThings<WarningFeedView>;
  readonly groups: KeptThings<GroupView, GroupDetailView>;
  readonly watchPoints: KeptThings<WatchPointView, WatchPointDetailView>;

  constructor(listener: PageListener, onWaiting: () => void) {
    this.calling = new CallingOut(listener, onWaiting);
    this.opened = new OpenedCallout(listener);
    this.warnings = new Warnings(listener);
    this.areas = new AreasState(listener);
    this.board = new BoardState(listener);
    this.prices = new MessagePrices(listener);
    this.alarm = new OverdueAlarm(listener);
    this.templates = new KeptThings(listener, {
      path: '/v1/callout-templates',
      word: t('template'),
    });
    this.feeds = new KeptThings(listener, { path: '/v1/warning-feeds', word: t('feed') });
    this.groups = new KeptThings(listener, { path: '/v1/groups', word: t('group') });
    this.watchPoints = new KeptThings(listener, {
      path: '/v1/watch-points',
      word: t('watch point'),
    });
  }

  /** Another page is shown: the word on the last deed is old. */
  quieten(): void {
    for (const part of Object.values(this) as { quieten?(): void }[]) part.quieten?.();
  }

  /** Something of the work of a call-out has changed. */
  heardOfWork(calloutId: string): void {
    this.opened.changed(calloutId);
    void this.alarm.heard(calloutId);
  }

  /** What is looked at again and again while it is shown is not, once it is left. */
  leave(to: ConsoleRoute): void {
    if (to.page !== 'callout') this.opened.show(null, null);
    if (to.page !== 'warnings') this.warnings.hide();
  }

  forget(): void {
    for (const part of Object.values(this) as { forget(): void }[]) part.forget();
  }
}
