import type { IncidentView, RaiseIncidentCall } from '#contracts/incident-api';
import { t } from '#web/language';
import { PageState } from './page-state';

/** An incident that control did not send, raised by hand. */
export class Asking extends PageState {
  /** The incident that was raised last. */
  raised: IncidentView | null = null;

  async raise(
    body: Omit<RaiseIncidentCall, 'mode' | 'acceptOutsideArea' | 'excludedResponderRefs'>,
  ): Promise<boolean> {
    this.raised = null;
    return this.doing<IncidentView>(
      () => this.listener.ask('/v1/incidents', { method: 'POST', body }),
      t('Raised: the nearest people are being asked.'),
      (incident) => {
        this.raised = incident;
      },
    );
  }

  forget(): void {
    this.raised = null;
    this.quieten();
  }
}
