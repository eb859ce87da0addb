import { html, nothing, type TemplateResult } from 'lit';
import type { IncidentView } from '#contracts/incident-api';
import { count, t } from '#web/language';
import type { Deliveries } from './deliveries';
import { summaryWords } from './delivery-words';
import { hashOf } from './route';
import { standingOf } from './standing';

/** The truth about the deliveries of an incident at a glance, with the way to all of it. */
export function deliveryTruth(deliveries: Deliveries, incident: IncidentView): TemplateResult {
  const href = hashOf({ page: 'deliveries', incidentId: incident.id });
  const ledger = deliveries.of?.id === incident.id ? deliveries.ledger : null;
  const people = ledger?.people ?? [];
  const lost = people.filter((person) => standingOf(person) === 'not-reached').length;
  const silent = people.filter((person) => standingOf(person) === 'unconfirmed').length;
  const unseen = people.filter((person) => standingOf(person) === 'unseen').length;
  return html`<p class="truth" data-test="truth">
    <strong>${ledger === null ? t('Deliveries: loading …') : summaryWords(ledger)}</strong>
    ${
      silent === 0
        ? nothing
        : html`<span class="badge danger" data-test="silent"
            >!
            ${count(
              silent,
              'phone has not confirmed the news',
              'phones have not confirmed the news',
            )}</span
          >`
    }
    ${
      unseen === 0
        ? nothing
        : html`<span class="badge" data-test="unseen"
            >♪ ${t('{{number}} not looked at yet', { number: unseen })}</span
          >`
    }
    ${
      lost === 0
        ? nothing
        : html`<span class="badge warn">✕ ${t('{{number}} not reached', { number: lost })}</span>`
    }
    <a href=${href} data-test="to-deliveries">${t('All deliveries')}</a>
  </p>`;
}
