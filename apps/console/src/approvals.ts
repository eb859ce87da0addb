import type {
  ApprovalPageView,
  ApprovalView,
  DecideApprovalMessage,
} from '#contracts/approval-api';
import { t } from '#web/language';
import { PageState } from './page-state';

const PATH = '/v1/approvals';
const PAGE_MAX = 100;
/** Nothing says live that somebody asks: the page looks again this often. */
const AGAIN_MS = 10_000;

/** Big actions that wait for a second person: all of them, or what one has asked for. */
export class Approvals extends PageState {
  approvals: readonly ApprovalView[] | null = null;
  private again: ReturnType<typeof setInterval> | undefined;

  async load(): Promise<void> {
    await this.fetching(
      this.listener.ask<ApprovalPageView>(`${PATH}?limit=${PAGE_MAX}`),
      ({ items }) => {
        this.approvals = items;
      },
    );
  }

  pending(): readonly ApprovalView[] {
    return (this.approvals ?? []).filter(({ status }) => status === 'pending');
  }

  past(): readonly ApprovalView[] {
    return (this.approvals ?? []).filter(({ status }) => status !== 'pending');
  }

  /**
   * Looks again and again, from sign-in on: whoever may approve sees how many wait, and whoever
   * asked what became of it.
   */
  watch(): void {
    clearInterval(this.again);
    this.again = setInterval(() => {
      if (this.mayDecide() || this.pending().length > 0) void this.load();
    }, AGAIN_MS);
    void this.load();
  }

  /** Whoever may not is shown what they asked for themselves. */
  mayDecide(): boolean {
    return this.listener.may('approve');
  }

  async decide({ id }: ApprovalView, approve: boolean, reason: string): Promise<void> {
    const body: DecideApprovalMessage = reason === '' ? { approve } : { approve, reason };
    await this.doing<ApprovalView>(
      () => this.listener.ask(`${PATH}/${encodeURIComponent(id)}/decide`, { method: 'POST', body }),
      approve ? t('Approved: it is carried out now.') : t('Refused: it is not carried out.'),
      () => this.load(),
    );
  }

  forget(): void {
    clearInterval(this.again);
    this.approvals = null;
    this.quieten();
  }
}
