import { APPROVAL_EXPIRES_AFTER_MS } from '#core/approval';
import type { Problem } from '#core/problem';
import { MINUTE_MS } from '#core/units';
import { Deeds } from '#web/deeds';
import { t } from '#web/language';
import type { PageListener } from './asker';

const WAITING = [
  t('Whoever may approve it has been asked.'),
  t('Approved, it appears among the call-outs; what became of it stands under Approvals.'),
  t('Undecided, it lapses after {{minutes}} minutes.', {
    minutes: APPROVAL_EXPIRES_AFTER_MS / MINUTE_MS,
  }),
].join(' ');

/** What every page that changes something knows; a deed may wait for a second person as well. */
export abstract class PageState extends Deeds<PageListener> {
  /** The last deed waits for a second person, one sentence. */
  waiting: string | null = null;

  override quieten(): void {
    super.quieten();
    this.waiting = null;
  }

  protected override refused(problem: Problem): void {
    if (problem.code === 'approval-pending') this.waiting = WAITING;
    else super.refused(problem);
  }
}
