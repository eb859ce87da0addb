import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { RegisteredAedView } from '#contracts/aed-register-api';
import { AED_GAPS } from '#core/aed-gaps';
import { t } from '#web/language';
import { aedForm } from './aed-form';
import { aedsMap } from './aeds-map';
import type { Aeds } from './aeds';
import { AED_STATUS_WORDS, GAP_WORDS, openWords, REPORT_WORDS } from './aed-words';
import { filterChoice, filterWords } from './filter-fields';
import { momentOf, outcome, pageHead } from './page-parts';

const SIGNS = { available: '✓', unverified: '?', 'out-of-service': '!', retired: '–' } as const;
const STATUSES = ['available', 'unverified', 'out-of-service', 'retired'] as const;

/** The register of AEDs, with what is missing of each. */
export function aedsPage(page: Aeds): TemplateResult {
  const { items, opened } = page;
  return html`<article class="incident wide-page" data-test="aeds-page">
    ${pageHead(t('AEDs'), t('Every defibrillator people may be sent for.'))} ${toFix(page)}
    <p class="deeds">
      <button class="button" data-test="add-aed" @click=${() => page.open('new')}>
        ${t('Add an AED')}
      </button>
      <a class="button" href=${page.toImport()} data-test="import-aeds">${t('Import a file')}</a>
      ${
        page.mayMap
          ? html`<button
              class="button"
              data-test="map-aeds"
              aria-pressed=${page.isMapped ? 'true' : 'false'}
              @click=${() => void page.map(!page.isMapped)}
            >
              ${t('Map')}
            </button>`
          : nothing
      }
    </p>
    ${outcome(page)} ${opened === 'new' ? aedForm(page, null) : nothing}
    ${page.isMapped ? aedsMap(page) : nothing} ${filters(page)}
    ${items === null ? html`<p class="soft">${t('Loading …')}</p>` : table(page, items)}
    ${
      page.more
        ? html`<p class="deeds">
            <button class="button" data-test="more-aeds" @click=${() => void page.further()}>
              ${t('Show more')}
            </button>
          </p>`
        : nothing
    }
  </article>`;
}

/** How many there are, and the shortest ways to what is missing. */
function toFix(page: Aeds): TemplateResult | typeof nothing {
  const { counts, search } = page;
  if (counts === null) return nothing;
  const gaps = AED_GAPS.filter((gap) => counts.gaps[gap] > 0);
  return html`<dl class="key-figures">
      <div>
        <dt>${t('In the register')}</dt>
        <dd class="figures">${counts.total - counts.retired}</dd>
      </div>
      <div>
        <dt>${AED_STATUS_WORDS.available}</dt>
        <dd class="figures">${counts.available}</dd>
      </div>
      <div class=${counts.outOfService > 0 ? 'bad' : ''}>
        <dt>${AED_STATUS_WORDS['out-of-service']}</dt>
        <dd class="figures">${counts.outOfService}</dd>
      </div>
    </dl>
    ${
      gaps.length === 0
        ? nothing
        : html`<p class="chips" role="group" aria-label=${t('To mend')}>
            ${gaps.map(
              (gap) =>
                html`<button
                  class="chip ${gap === 'report' ? 'danger' : ''}"
                  aria-pressed=${search.gap === gap ? 'true' : 'false'}
                  data-test="gap-${gap}"
                  @click=${() => page.look({ ...search, gap: search.gap === gap ? '' : gap })}
                >
                  ${GAP_WORDS[gap]} <strong class="figures">${counts.gaps[gap]}</strong>
                </button>`,
            )}
          </p>`
    }`;
}

function filters(page: Aeds): TemplateResult {
  const { search } = page;
  return html`<div class="filters" role="search">
    ${filterWords({
      ...{ id: 'aed-words', label: t('Name, place or reference'), value: search.words },
      set: (words) => page.look({ ...page.search, words }),
    })}
    ${filterChoice({
      ...{ id: 'aed-status', label: t('Status'), value: search.status },
      set: (status) => page.look({ ...page.search, status }),
      choices: STATUSES.map((status) => [status, AED_STATUS_WORDS[status]] as const),
    })}
    ${filterChoice({
      ...{ id: 'aed-gap', label: t('To mend'), value: search.gap },
      set: (gap) => page.look({ ...page.search, gap }),
      choices: AED_GAPS.map((gap) => [gap, GAP_WORDS[gap]] as const),
    })}
  </div>`;
}

function table(page: Aeds, items: readonly RegisteredAedView[]): TemplateResult {
  if (items.length === 0) return html`<p class="soft" role="status">${t('No AED fits this.')}</p>`;
  return html`<table class="people register" data-test="aed-rows">
    <thead>
      <tr>
        <th scope="col">${t('AED')}</th>
        <th scope="col">${t('Status')}</th>
        <th scope="col">${t('Hours')}</th>
        <th scope="col">${t('To mend')}</th>
        <th scope="col"><span class="hidden-visually">${t('Change')}</span></th>
      </tr>
    </thead>
    <tbody>
      ${repeat(
        items,
        ({ id }) => id,
        (aed) => lines(page, aed),
      )}
    </tbody>
  </table>`;
}

function lines(page: Aeds, aed: RegisteredAedView): TemplateResult {
  const isOpen = page.opened !== 'new' && page.opened?.id === aed.id;
  const gaps = aed.gaps.filter((gap) => gap !== 'report');
  return html`<tr class="aed-${aed.status}" data-test="aed-row">
      <th scope="row">
        ${aed.name}
        <span class="soft small block"
          >${[aed.externalRef, aed.locationDetail].filter(Boolean).join(' · ')}</span
        >
      </th>
      <td data-cell="state">
        <span class="state">
          <span class="sign" aria-hidden="true">${SIGNS[aed.status]}</span>
          <span>${AED_STATUS_WORDS[aed.status]}</span>
        </span>
        ${reported(page, aed)}
      </td>
      <td data-label=${t('Hours')}>
        ${openWords(aed)}
        <span class="soft small block">${aed.openingHours ?? ''}</span>
      </td>
      <td data-label=${t('To mend')}>
        ${
          gaps.length === 0
            ? html`<span class="soft">–</span>`
            : gaps.map((gap) => html`<span class="badge warn">${GAP_WORDS[gap]}</span> `)
        }
      </td>
      <td>
        <button
          class="button"
          data-test="edit-aed"
          aria-expanded=${isOpen ? 'true' : 'false'}
          @click=${() => page.open(isOpen ? null : aed)}
        >
          ${t('Change')}<span class="hidden-visually"> (${aed.name})</span>
        </button>
      </td>
    </tr>
    ${
      isOpen
        ? html`<tr class="form-row">
            <td colspan="5">${aedForm(page, aed)}</td>
          </tr>`
        : nothing
    }`;
}

/** A report waits until somebody has looked: it is right, or the AED is usable again. */
function reported(page: Aeds, aed: RegisteredAedView): TemplateResult | typeof nothing {
  const { outOfServiceReason: reason, report } = aed;
  if (aed.status !== 'out-of-service' || reason === null) return nothing;
  const who = report?.responder?.displayName ?? t('somebody who was there');
  const usable = t('{{name}} is usable again.', { name: aed.name });
  return html`<p class="small">
      ${REPORT_WORDS[reason]} (${who}${report === null ? nothing : html`, ${momentOf(report.at)}`})
    </p>
    <p class="deeds">
      <button
        class="button"
        data-test="aed-usable"
        ?disabled=${page.busy}
        @click=${() => void page.move(aed, 'available', usable)}
      >
        ${t('Looked at it: usable')}<span class="hidden-visually"> (${aed.name})</span>
      </button>
    </p>`;
}
