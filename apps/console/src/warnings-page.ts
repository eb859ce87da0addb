import { html, nothing, type TemplateResult } from 'lit';
import type { WarningSummaryView, WarningView } from '#contracts/warning-api';
import { WARNING_STATES, type WarningState } from '#core/warning';
import { CALLOUT_STATUS_WORDS } from '#web/callout-words';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import { momentWords } from '#web/moments';
import { plainChoice, plainField } from '#web/plain-fields';
import { MODE_WORDS, wordsOf } from '#web/words';
import type { CallingOut } from './calling-out';
import { outcome, pageHead } from './page-parts';
import { plainMap } from './plain-map';
import { hashOf } from './route';
import type { Warnings } from './warnings';

export const WARNING_STATE_NAMES: Readonly<Record<WarningState, string>> = {
  current: t('Current'),
  updated: t('Replaced'),
  cancelled: t('Cancelled'),
  expired: t('Run out'),
  dismissed: t('Put aside'),
};

/** Warnings of others; each may propose a call-out, which a person sends. */
export function warningsPage(
  warnings: Warnings,
  calling: CallingOut,
  mayOpen: boolean,
): TemplateResult {
  const { opened } = warnings;
  return html`<article class="incident" data-test="warnings-page">
    ${pageHead(t('Warnings'), t('What others warn of. None of them calls anybody by itself.'))}
    ${outcome(warnings)} ${notRead(warnings)}
    ${opened === null ? nothing : one(warnings, calling, { warning: opened, mayOpen })}
    ${plainChoice({
      ...{ prefix: 'warnings', name: 'state', label: t('Show'), chosen: warnings.state },
      choices: WARNING_STATES.map((state) => [state, WARNING_STATE_NAMES[state]] as const),
      set: (state) =>
        void warnings.choose(WARNING_STATES.find((known) => known === state) ?? 'current'),
    })}
    ${warnings.items === null ? html`<p class="soft">${t('Loading …')}</p>` : nothing}
    ${warnings.items?.length === 0 ? html`<p class="soft">${t('None.')}</p>` : nothing}
    <ul class="rows" data-test="warnings">
      ${warnings.items?.map(
        (warning) => html`<li class="plan-row" data-test="warning">${row(warning)}</li>`,
      )}
    </ul>
    ${mayOpen ? sendIn(warnings) : nothing}
  </article>`;
}

function row(warning: WarningSummaryView): TemplateResult {
  const { id: warningId, event, headline, areaNames, status } = warning;
  return html`<p class="row-head">
      <a class="row-link" href=${hashOf({ page: 'warnings', warningId })}
        ><strong>${headline ?? event}</strong></a
      >
      <span class="badge">${WARNING_STATE_NAMES[warning.state]}</span>
    </p>
    ${
      status === 'Actual'
        ? nothing
        : html`<p><span class="badge exercise">${t('{{status}}: not real', { status })}</span></p>`
    }
    <p class="row-counts small">
      <span>${event}</span>
      ${[warning.urgency, warning.severity, warning.certainty].map((word) =>
        word === null ? nothing : html`<span>${word}</span>`,
      )}
      <span class="soft figures">${momentWords(warning.startsAt)} – ${endOf(warning)}</span>
    </p>
    <p class="small soft">${areaNames.join(', ')}</p>`;
}

function endOf({ expiresAt }: WarningSummaryView): string {
  return expiresAt === null ? t('until further notice') : momentWords(expiresAt);
}

function one(
  warnings: Warnings,
  calling: CallingOut,
  { warning, mayOpen }: { readonly warning: WarningView; readonly mayOpen: boolean },
): TemplateResult {
  return html`<section class="plan-row" aria-labelledby="warning" data-test="opened-warning">
    <h2 id="warning">${warning.headline ?? warning.event}</h2>
    ${row(warning)} ${areaOf(warnings, warning)}
    <p class="small">
      ${t('From: {{sender}}.', { sender: warning.senderName ?? warning.sender })}
      ${
        warning.signature === 'absent'
          ? t('Not signed.')
          : t('Signed; the signature was not checked.')
      }
    </p>
    ${warning.infos.map(
      (info) =>
        html`<div lang=${info.language}>
          ${info.description === null ? nothing : html`<p class="notes">${info.description}</p>`}
          ${info.instruction === null ? nothing : html`<p class="notes">${info.instruction}</p>`}
        </div>`,
    )}
    ${warning.remarks.map(({ says }) => html`<p class="small attention">${says}</p>`)}
    ${
      warning.dismissedReason === null
        ? nothing
        : html`<p>
            ${t('Put aside: {{dismissedReason}}', { dismissedReason: warning.dismissedReason })}
          </p>`
    }
    ${warning.callouts.map(
      ({ calloutId, title, status }) =>
        html`<p>
          <a href=${hashOf({ page: 'callout', calloutId, part: null })}>${title}</a>
          <span class="badge">${wordsOf(CALLOUT_STATUS_WORDS, status, status)}</span>
        </p>`,
    )}
    ${mayOpen ? deeds(warnings, calling, warning) : nothing}
  </section>`;
}

function areaOf(warnings: Warnings, warning: WarningView): TemplateResult {
  return warning.area === null
    ? html`<p class="attention" data-test="no-area">
        ${t('Its area is not known: draw it in the call-out, or keep one with its codes.')}
      </p>`
    : plainMap({
        ...{ tools: warnings.tools, layers: warnings.layersOf(warning) },
        label: t('Area of the warning'),
      });
}

function deeds(warnings: Warnings, calling: CallingOut, warning: WarningView): TemplateResult {
  const propose = async (form: HTMLFormElement): Promise<void> => {
    const draft = await warnings.propose(warning, typed(form, 'template'));
    if (draft === null) return;
    calling.takeProposal(draft);
    location.hash = hashOf({ page: 'call-out' });
  };
  const dismiss = (form: HTMLFormElement): void => {
    void warnings.dismiss(warning, typed(form, 'reason'));
  };
  const { proposes, whyNoProposal } = warning;
  return html`${
    proposes === null
      ? html`<p class="attention">${t('No call-out may come of it:')} ${whyNoProposal}</p>`
      : calling.templates.length === 0
        ? html`<p class="soft">${t('A call-out needs a template; there is none yet.')}</p>`
        : html`<form class="form-grid" @submit=${submitting((form) => void propose(form))}>
            ${plainChoice({
              ...{ prefix: 'proposal', name: 'template', label: t('Draft a call-out from') },
              choices: calling.templates.map(({ ref, name }) => [ref, name] as const),
            })}
            <button class="button primary" data-test="propose" ?disabled=${warnings.busy}>
              ${proposes === 'actual' ? '' : `${MODE_WORDS[proposes].toUpperCase()}: `}${t(
                'Draft it (nothing is sent)',
              )}
            </button>
          </form>`
  }
  ${
    warning.state === 'current' || warning.state === 'expired'
      ? html`<form class="form-grid" @submit=${submitting(dismiss)}>
          ${plainField({ prefix: 'dismiss', name: 'reason', label: t('Why nothing comes of it') })}
          <button class="button" data-test="dismiss" ?disabled=${warnings.busy}>
            ${t('Put it aside')}
          </button>
        </form>`
      : nothing
  }`;
}

function notRead({ refusedParts }: Warnings): TemplateResult | typeof nothing {
  if (refusedParts.length === 0) return nothing;
  return html`<div class="waiting-notice">
    <strong>${t('Could not be read:')}</strong>
    <ul>
      ${refusedParts.map(({ identifier, says }) => html`<li>${identifier}: ${says}</li>`)}
    </ul>
  </div>`;
}

function sendIn(warnings: Warnings): TemplateResult {
  const send = (form: HTMLFormElement): void => {
    const file = new FormData(form).get('file');
    if (file instanceof File && file.size > 0) void warnings.sendIn(file);
  };
  return html`<details class="plan-row">
    <summary data-test="send-warning">${t('Send in a warning you have received')}</summary>
    <form class="form-grid" @submit=${submitting(send)}>
      <div class="field wide">
        <label for="warning-file"
          >${t('CAP 1.2 (XML), or JSON of a weather or environment service')}</label
        >
        <input
          id="warning-file"
          name="file"
          type="file"
          accept=".xml,.cap,.json,.geojson"
          required
        />
      </div>
      <button class="button" ?disabled=${warnings.busy}>${t('Send it in')}</button>
    </form>
  </details>`;
}
