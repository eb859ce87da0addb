import type {
  AfterCareAnswerMessage,
  OwnAfterCareListView,
  OwnAfterCareView,
} from '#contracts/after-care-api';
import { t } from '#web/language';
import type { Outbox } from './outbox';
import { OwnPart, type OwnListener } from './own-part';

const PATH = '/v1/me/after-care';

/** How this person is after incidents they were at. */
export class AfterCare extends OwnPart {
  list: OwnAfterCareListView | null = null;
  /** Answered or put aside here, and perhaps not sent yet. */
  private readonly settled = new Set<string>();
  private before = '';

  constructor(
    listener: OwnListener,
    private readonly outbox: Outbox,
  ) {
    super(listener);
  }

  /** Those that nobody has said anything of yet, the newest first. */
  open(): readonly OwnAfterCareView[] {
    const items = this.list?.items ?? [];
    return items.filter(
      ({ state, assignmentId }) => state === 'open' && !this.settled.has(assignmentId),
    );
  }

  /** An assignment has ended and the server has all that was said: it may ask, or knows more. */
  noteAssigned(isAssigned: boolean, waitingCount: number): void {
    const now = `${String(isAssigned)} ${waitingCount}`;
    if (now === this.before) return;
    const isOver = this.before !== '' && !isAssigned && waitingCount === 0;
    this.before = now;
    if (isOver) void this.load();
  }

  async load(): Promise<void> {
    await this.fetching(this.listener.ask<OwnAfterCareListView>(PATH), (list) => {
      this.list = list;
    });
  }

  /** Kept here until it can be sent. */
  async answer({ assignmentId }: OwnAfterCareView, body: AfterCareAnswerMessage): Promise<void> {
    await this.send(assignmentId, { path: `${PATH}/${assignmentId}/answer`, body });
    this.news =
      body.callBack === true
        ? t('Thank you. Somebody will call you.')
        : t('Thank you for telling us.');
    this.listener.onChange();
  }

  /** Of their own accord, of an alert that they did not go to; the server knows it by its id. */
  async askForCall(alertId: string): Promise<void> {
    const body: AfterCareAnswerMessage = { callBack: true };
    await this.send(alertId, { path: `${PATH}/${alertId}/answer`, body });
    this.listener.onChange();
  }

  /** Whether a call about that alert has been asked for here. */
  hasAskedFor(alertId: string): boolean {
    return this.settled.has(alertId);
  }

  async skip({ assignmentId }: OwnAfterCareView): Promise<void> {
    await this.send(assignmentId, { path: `${PATH}/${assignmentId}/skip`, body: {} });
  }

  forget(): void {
    this.list = null;
    this.settled.clear();
    this.quieten();
  }

  private async send(
    assignmentId: string,
    { path, body }: { readonly path: string; readonly body: object },
  ): Promise<void> {
    this.quieten();
    this.settled.add(assignmentId);
    const requests = [{ method: 'POST', path, body } as const];
    await this.outbox.add({ id: crypto.randomUUID(), what: t('How I am'), requests });
  }
}
