import type {
  AfterCareContactView,
  AfterCareView,
  OutcomeView,
  ToldOutcomeView,
} from '#contracts/after-care-api';
import type { CallBackState } from '#core/after-care';
import { t } from '#web/language';
import { PageState } from './page-state';

const PATH = '/v1/after-care';
const PAGE = 50;

interface CarePage {
  readonly items: readonly AfterCareView[];
  readonly nextCursor: string | null;
}

/** How people are after incidents, who waits for a call, and what they are told. */
export class AfterCare extends PageState {
  /** Calls to make, asked for or called for, the soonest due first; null before they have come. */
  calls: readonly AfterCareView[] | null = null;
  /** Everybody else who has said something, the newest first. */
  others: readonly AfterCareView[] = [];
  hasMore = false;
  contact: string | null = null;
  /** What is told of an incident, once it was asked for. */
  readonly outcomes = new Map<string, ToldOutcomeView | null>();

  async load(): Promise<void> {
    const { ask } = this.listener;
    const page = (query: string) => ask<CarePage>(`${PATH}?limit=${PAGE}${query}`);
    const [due, all, contact] = await Promise.all([
      page('&due=true'),
      page(''),
      ask<AfterCareContactView>(`${PATH}/contact`),
    ]);
    const refused = [due, all, contact].find(({ ok }) => !ok);
    if (refused !== undefined && !refused.ok) this.refused(refused.problem);
    if (due.ok) this.calls = due.value.items;
    if (all.ok) {
      this.others = all.value.items.filter(({ dueAt }) => dueAt === null);
      this.hasMore = all.value.nextCursor !== null;
    }
    if (contact.ok) this.contact = contact.value.contact;
    this.listener.onChange();
  }

  async move({ assignmentId }: AfterCareView, to: CallBackState): Promise<void> {
    const path = `${PATH}/${assignmentId}/call-back`;
    await this.doing(
      () => this.listener.ask(path, { method: 'POST', body: { to } }),
      to === 'taken' ? t('It is yours. They see that somebody will call.') : t('Noted.'),
    );
    // Also where somebody else was sooner.
    await this.load();
  }

  async name(contact: string | null): Promise<void> {
    await this.doing<AfterCareContactView>(
      () => this.listener.ask(`${PATH}/contact`, { method: 'PUT', body: { contact } }),
      t('Kept. Responders read it where they ask for a call.'),
      (view) => {
        this.contact = view.contact;
      },
    );
  }

  /** Fetches what those who were there are told. */
  async openOutcome(incidentId: string): Promise<void> {
    if (this.outcomes.has(incidentId)) return;
    await this.fetching(this.listener.ask<OutcomeView>(pathOf(incidentId)), ({ outcome }) => {
      this.outcomes.set(incidentId, outcome);
    });
  }

  async tell(
    incidentId: string,
    body: { readonly text: string; readonly releasedBy: string },
  ): Promise<void> {
    await this.doing<OutcomeView>(
      () => this.listener.ask(pathOf(incidentId), { method: 'PUT', body }),
      t('Released to those who were there.'),
      ({ outcome }) => void this.outcomes.set(incidentId, outcome),
    );
  }

  async untell(incidentId: string): Promise<void> {
    await this.doing(
      () => this.listener.ask(pathOf(incidentId), { method: 'DELETE' }),
      t('Taken back: nobody is shown it any more.'),
      () => void this.outcomes.set(incidentId, null),
    );
  }

  forget(): void {
    this.calls = null;
    this.others = [];
    this.contact = null;
    this.outcomes.clear();
    this.quieten();
  }
}

function pathOf(incidentId: string): string {
  return `/v1/incidents/${incidentId}/outcome`;
}
