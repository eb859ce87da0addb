import { html, nothing, type TemplateResult } from 'lit';
import type { AuditRowView } from '#contracts/audit-api';
import type { PlacesView } from '#contracts/registry-api';
import { language, t } from '#web/language';
import type { Door } from './door';
import type { People } from './people';
import { ROLE_NAMES } from './staff-words';

const PLACE_WORDS = { home: t('Home'), work: t('Work') } as const;
const DIGITS = 5;

/** Where they usually are: only on asking, since the look is in the audit. */
export function personPlaces(page: People, door: Door): TemplateResult | typeof nothing {
  if (!door.may('keep-people')) return nothing;
  return html`<section aria-labelledby="places">
    <h2 id="places">${t('Registered places')}</h2>
    ${
      page.places === null
        ? html`<p class="deeds">
            <button
              class="button"
              data-test="show-places"
              ?disabled=${page.busy}
              @click=${() => void page.readPlaces()}
            >
              ${t('Show their places')}
            </button>
            <span class="soft small">${t('Asking is an entry in the audit.')}</span>
          </p>`
        : places(page.places)
    }
  </section>`;
}

function places({ places: kept }: PlacesView): TemplateResult {
  if (kept.length === 0) return html`<p class="soft">${t('None registered.')}</p>`;
  return html`<dl class="facts">
    ${kept.map(({ kind, place: { coordinates }, hours, hoursRead }) => {
      const [lon, lat] = coordinates;
      return html`<div>
        <dt>${PLACE_WORDS[kind]}</dt>
        <dd>
          <span class="figures">${lat.toFixed(DIGITS)}, ${lon.toFixed(DIGITS)}</span>
          <span class="soft">${hours ?? t('no hours given')}</span>
          ${
            hoursRead === 'unknown' && hours !== null
              ? html`<span class="badge warn">${t('hours not understood')}</span>`
              : nothing
          }
        </dd>
      </div>`;
    })}
  </dl>`;
}

/** Who looked at them and who changed what, out of the audit. */
export function personHistory(page: People): TemplateResult {
  const { history, historyCursor } = page;
  const isMore = history === null || historyCursor !== null;
  return html`<section aria-labelledby="history">
    <h2 id="history">${t('History')}</h2>
    ${
      history === null
        ? nothing
        : html`<ol class="plain history" data-test="history">
            ${history.map(entry)}
          </ol>`
    }
    ${
      isMore
        ? html`<p class="deeds">
            <button
              class="button"
              data-test="show-history"
              ?disabled=${page.busy}
              @click=${() => void page.readHistory()}
            >
              ${history === null ? t('Show who did what') : t('Show older ones')}
            </button>
          </p>`
        : nothing
    }
  </section>`;
}

function entry({ at, actor, action, outcome, detail }: AuditRowView): TemplateResult {
  const { reason, fields } = detail;
  return html`<li>
    <span class="figures soft"
      >${new Date(at).toLocaleString(language(), { dateStyle: 'short', timeStyle: 'short' })}</span
    >
    <strong>${action}</strong>
    <span>${ROLE_NAMES[actor.role]}</span>
    ${outcome === 'refused' ? html`<span class="badge warn">${t('Refused')}</span>` : nothing}
    ${typeof fields === 'string' ? html`<span class="soft small">${fields}</span>` : nothing}
    ${typeof reason === 'string' ? html`<span>“${reason}”</span>` : nothing}
  </li>`;
}
