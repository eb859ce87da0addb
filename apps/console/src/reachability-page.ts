import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ReadinessView } from '#contracts/reach-api';
import { language, t, toReader } from '#web/language';
import { faultWords } from '#web/readiness-words';
import { LIGHT_SIGNS } from '#web/words';
import { CHANNEL_BY, LIGHT_WORDS } from './delivery-words';
import type { LightFilter, Reachability } from './reachability';
import { hashOf } from './route';

const FILTERS: readonly LightFilter[] = ['red', 'amber', 'green', 'all'];
const FILTER_WORDS: Readonly<Record<LightFilter, string>> = { ...LIGHT_WORDS, all: t('Everybody') };

/** Who would not be reached and why, while there is time to mend it. */
export function reachabilityPage(page: Reachability): TemplateResult {
  return html`<article class="incident" data-test="reachability-page">
    <a class="back" href=${hashOf({ page: 'incidents' })}>${t('← All incidents')}</a>
    <header>
      <h1 tabindex="-1" data-heading>${t('Reachability')}</h1>
      <p class="soft">
        ${t(
          'Whether a person’s phone would ring now, from what it has said of itself and what it last confirmed.',
        )}
      </p>
    </header>
    <div class="choices wrap" role="group" aria-label=${t('Whom to show')}>
      ${FILTERS.map((light) => filter(page, light))}
    </div>
    ${page.problem === null ? nothing : html`<p class="refusal" role="alert">${page.problem}</p>`}
    ${
      page.people.length > 0
        ? nothing
        : html`<p class="empty soft" data-test="nobody-here">
            ${page.loaded ? t('Nobody.') : t('Loading …')}
          </p>`
    }
    <ul class="ledger" data-test="readiness">
      ${repeat(page.people, (person) => person.responderId, personItem)}
    </ul>
    ${
      page.nextCursor === null
        ? nothing
        : html`<button class="button" ?disabled=${page.busy} @click=${() => void page.loadMore()}>
            ${t('Show more')}
          </button>`
    }
  </article>`;
}

function filter(page: Reachability, light: LightFilter): TemplateResult {
  return html`<button
    class="choice"
    aria-pressed=${page.light === light ? 'true' : 'false'}
    data-test="light-${light}"
    @click=${() => void page.choose(light)}
  >
    ${light === 'all' ? nothing : html`<span aria-hidden="true">${LIGHT_SIGNS[light]}</span>`}
    ${FILTER_WORDS[light]}
  </button>`;
}

function personItem(person: ReadinessView): TemplateResult {
  return html`<li class="ready ${person.light}" data-test="ready">
    <p class="state">
      <span class="sign" aria-hidden="true">${LIGHT_SIGNS[person.light]}</span>
      <strong>${person.displayName}</strong>
    </p>
    <p>${toReader(person.sentence, LIGHT_WORDS[person.light])}</p>
    ${
      person.faults.length === 0
        ? nothing
        : html`<ul class="because">
            ${person.faults.map((fault) => html`<li>${faultWords(fault)}</li>`)}
          </ul>`
    }
    <p class="soft small">
      ${
        person.channels.length === 0
          ? t('No way to reach them')
          : t('By {{channels}}', {
              channels: person.channels.map((channel) => CHANNEL_BY[channel]).join(', '),
            })
      }
      ·
      ${
        person.lastReceiptAt === null
          ? t('has never confirmed an alert')
          : t('last confirmed {{lastReceiptAt}}', { lastReceiptAt: dayOf(person.lastReceiptAt) })
      }
    </p>
  </li>`;
}

function dayOf(iso: string): string {
  return new Date(iso).toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'short' });
}
