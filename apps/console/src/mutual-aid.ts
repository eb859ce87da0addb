import type { AidAgreementView, AidView, AskAidMessage } from '#contracts/aid-api';
import { t } from '#web/language';
import { PageState } from './page-state';

const AGREEMENTS = '/v1/aid-agreements';
/** Nothing says live how many come from a partner: the counts are looked at this often. */
const AGAIN_MS = 10_000;

/** Agreements with other organisations, and the help that was asked for one incident. */
export class MutualAid extends PageState {
  agreements: readonly AidAgreementView[] | null = null;
  /** Help asked for the opened incident, one entry a partner. */
  asked: readonly AidView[] = [];
  private incidentId: string | null = null;
  private again: ReturnType<typeof setInterval> | undefined;

  async load(): Promise<void> {
    await this.fetching(
      this.listener.ask<{ items: AidAgreementView[] }>(AGREEMENTS),
      ({ items }) => {
        this.agreements = items;
      },
    );
  }

  async propose(partner: string, validUntil: string): Promise<boolean> {
    const body = { partner, validUntil };
    return this.doing(
      () => this.listener.ask(AGREEMENTS, { method: 'POST', body }),
      t('Proposed: it holds once a supervisor of the other organisation accepts it.'),
      () => this.load(),
    );
  }

  async accept({ id }: AidAgreementView): Promise<void> {
    await this.moving(id, 'accept', t('Accepted: each may ask the other for help from now on.'));
  }

  async end({ id }: AidAgreementView): Promise<void> {
    await this.moving(id, 'end', t('Ended for both sides.'));
  }

  /** The incident that is shown, or none: its help is fetched, and again while it is shown. */
  async open(incidentId: string | null): Promise<void> {
    if (this.incidentId === incidentId) return;
    this.shut();
    this.incidentId = incidentId;
    if (incidentId === null) return;
    this.again = setInterval(() => {
      if (this.asked.length > 0) void this.loadAsked();
    }, AGAIN_MS);
    await Promise.all([this.loadAsked(), this.listener.may('ask-aid') ? this.load() : null]);
  }

  /** Partners that could be asked for the opened incident and have not been. */
  askable(): readonly AidAgreementView[] {
    const asked = new Set(this.asked.map(({ agreementId }) => agreementId));
    return (this.agreements ?? []).filter(
      ({ id, status }) => status === 'in-force' && !asked.has(id),
    );
  }

  async ask(body: AskAidMessage): Promise<boolean> {
    const path = `/v1/incidents/${encodeURIComponent(this.incidentId ?? '')}/aid`;
    return this.doing(
      () => this.listener.ask(path, { method: 'POST', body }),
      t('Asked: the partner has an incident of its own now, and its own people are being alerted.'),
      () => this.loadAsked(),
    );
  }

  forget(): void {
    this.shut();
    this.agreements = null;
    this.quieten();
  }

  private shut(): void {
    clearInterval(this.again);
    this.incidentId = null;
    this.asked = [];
    this.quieten();
  }

  private async loadAsked(): Promise<void> {
    const { incidentId } = this;
    const path = `/v1/incidents/${encodeURIComponent(incidentId ?? '')}/aid`;
    await this.fetching(this.listener.ask<{ items: AidView[] }>(path), ({ items }) => {
      if (this.incidentId === incidentId) this.asked = items;
    });
  }

  private async moving(id: string, step: 'accept' | 'end', news: string): Promise<void> {
    await this.doing(
      () =>
        this.listener.ask(`${AGREEMENTS}/${encodeURIComponent(id)}/${step}`, { method: 'POST' }),
      news,
      () => this.load(),
    );
  }
}
