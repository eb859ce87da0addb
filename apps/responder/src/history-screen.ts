import { html, nothing, type TemplateResult } from 'lit';
import type { OwnHistoryItemView } from '#contracts/own-history-api';
import { AFTER_CARE_ASKED_FOR_MS } from '#core/after-care';
import { distanceOf } from '#web/format';
import { t } from '#web/language';
import { hourWords, momentWords } from '#web/moments';
import { KIND_WORDS, MODE_WORDS } from '#web/words';
import { whatBecame } from './history-words';
import { partOutcome } from './own-parts';
import type { Phone } from './phone';

/** What one was asked and did, and why one was not chosen; newest first. */
export function historyScreen(phone: Phone): TemplateResult {
  const { history } = phone.own;
  return html`<main class="home" data-test="history">
    <a class="back" href="#">${t('← Back')}</a>
    <h1 tabindex="-1" data-screen="history">${t('My history')}</h1>
    ${partOutcome(history)}
    ${
      history.items === null && history.problem === null
        ? html`<p class="soft">${t('Loading …')}</p>`
        : nothing
    }
    ${history.items?.length === 0 ? html`<p class="soft">${t('Nothing yet.')}</p>` : nothing}
    <ol class="history">
      ${history.items?.map((item) => row(phone, item))}
    </ol>
    ${
      history.hasMore
        ? html`<button
            class="button"
            data-test="more-history"
            ?disabled=${history.busy}
            @click=${() => void history.more()}
          >
            ${t('Show older')}
          </button>`
        : nothing
    }
    <p class="soft small">
      ${t('Incidents near you that you were not sent to show here a day after their end.')}
    </p>
  </main>`;
}

/** What was released of how it ended, with who stands for it; nothing where nothing was. */
export function toldOutcome(
  outcome: OwnHistoryItemView['outcome'],
): TemplateResult | typeof nothing {
  if (outcome === null) return nothing;
  return html`<div class="told" data-test="told-outcome">
    <p><strong>${t('What happened')}</strong></p>
    <p class="message">${outcome.text}</p>
    <p class="soft small">
      ${t('{{name}}, {{when}}', {
        name: outcome.releasedBy,
        when: momentWords(outcome.releasedAt),
      })}
    </p>
  </div>`;
}

function row(phone: Phone, item: OwnHistoryItemView): TemplateResult {
  const passed = item.notChosenBecause !== null;
  return html`<li
    class="card ${passed ? 'passed' : ''}"
    data-test=${passed ? 'not-chosen' : 'alerted'}
  >
    <p class="soft small figures">
      ${momentWords(item.at)}${
        item.distanceBandM === null
          ? nothing
          : html` · ${t('within {{distance}}', { distance: distanceOf(item.distanceBandM) })}`
      }
    </p>
    <h2>
      ${item.kind === null ? (item.title ?? t('Drill')) : KIND_WORDS[item.kind]}
      ${
        item.mode === 'actual' ? nothing : html`<span class="badge">${MODE_WORDS[item.mode]}</span>`
      }
    </h2>
    <p>
      ${
        passed ? html`<span class="badge warn">${t('Not asked')}</span> ` : nothing
      }${whatBecame(item)}
    </p>
    ${times(item)} ${toldOutcome(item.outcome)} ${call(phone, item)}
  </li>`;
}

/** Whoever did not go is not asked how they are; they may want to talk of it all the same. */
function call({ own }: Phone, item: OwnHistoryItemView): TemplateResult | typeof nothing {
  const isOver = Date.now() - Date.parse(item.at) > AFTER_CARE_ASKED_FOR_MS;
  const isTold = item.alert !== null && item.assignment === null;
  if (!isTold || isOver || item.about !== 'incident' || item.mode !== 'actual') return nothing;
  if (own.afterCare.hasAskedFor(item.id)) {
    return html`<p data-test="call-asked">${t('Thank you. Somebody will call you.')}</p>`;
  }
  return html`<p class="deeds">
    <button
      class="button"
      data-test="ask-for-call"
      @click=${() => void own.afterCare.askForCall(item.id)}
    >
      ${t('Please call me: I want to talk about it')}
    </button>
  </p>`;
}

function times({ alert, assignment }: OwnHistoryItemView): TemplateResult | typeof nothing {
  if (assignment === null) return nothing;
  const moments: readonly (readonly [string, string | null])[] = [
    [t('Yes'), alert?.answeredAt ?? null],
    [t('En route'), assignment.enRouteAt],
    [t('On scene'), assignment.onSceneAt],
    [t('With patient'), assignment.withPatientAt],
    [t('End'), assignment.endedAt],
  ];
  return html`<dl class="times">
    ${moments.map(([words, at]) =>
      at === null
        ? nothing
        : html`<div>
            <dt>${words}</dt>
            <dd class="figures">${hourWords(at)}</dd>
          </div>`,
    )}
  </dl>`;
}
