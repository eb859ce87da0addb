import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ref } from 'lit/directives/ref.js';
import type { FiledCredentialView } from '#contracts/credential-api';
import { count, language, t } from '#web/language';
import { CREDENTIAL_WORDS } from '#web/words';
import { typed } from '#web/forms';
import { momentOf, outcome, pageHead } from './page-parts';
import { drawPicture } from './picture';
import { reviewKey, toFirstRow } from './review-keys';
import type { Reviews } from './reviews';
import { hashOf } from './route';

const FILED_BY = { responder: t('the person'), registrar: t('a registrar') } as const;

/** Credentials that wait, each with its proof beside what it is to prove. */
export function reviewsPage(page: Reviews): TemplateResult {
  const { queue } = page;
  return html`<article class="incident" data-test="reviews-page">
    ${pageHead(
      t('Credentials to review'),
      t(
        'Look at the proof, then verify or refuse. Nobody is sent on a credential that still waits.',
      ),
    )}
    ${outcome(page)}
    ${
      queue === null
        ? html`<p class="soft">${t('Loading …')}</p>`
        : queue.length === 0
          ? html`<p class="soft" data-test="nothing-to-review">
              ${t('Nothing waits for a review.')}
            </p>`
          : nothing
    }
    ${(queue ?? []).length === 0 ? nothing : keysHint()}
    <ul class="rows" data-test="queue" @keydown=${reviewKey}>
      ${repeat(
        queue ?? [],
        ({ id }) => id,
        (filed) =>
          html`<li
            class="plan-row review-row"
            data-test="filed"
            tabindex="0"
            aria-label=${filed.responder.displayName}
          >
            ${row(page, filed)}
          </li>`,
      )}
    </ul>
    ${page.more ? html`<p class="attention">${t('More wait than are listed here.')}</p>` : nothing}
    ${ending(page)}
  </article>`;
}

function row(page: Reviews, filed: FiledCredentialView): TemplateResult {
  const { responder } = filed;
  return html`<div class="row-head">
      <h2>
        <a href=${hashOf({ page: 'people', personId: responder.id })}>${responder.displayName}</a>
      </h2>
      <span class="badge">${CREDENTIAL_WORDS[filed.kind]}</span>
    </div>
    <dl class="facts">
      ${fact(t('Issued by'), filed.issuer)} ${fact(t('Number'), filed.number ?? t('not given'))}
      ${fact(
        t('Valid'),
        t('{{validFrom}} to {{validTo}}', {
          validFrom: dayOf(filed.validFrom),
          validTo: dayOf(filed.validTo),
        }),
      )}
      ${fact(t('Added'), `${momentOf(filed.addedAt)}, ${FILED_BY[filed.addedBy]}`)}
    </dl>
    ${sameNumber(filed)}
    <div class="beside">
      <div>${proofOf(page, filed)}</div>
      <div>${verdict(page, filed)}</div>
    </div>`;
}

function verdict(page: Reviews, filed: FiledCredentialView): TemplateResult {
  return html`${
    filed.isOwn
      ? html`<p class="attention">${t('This one is your own: somebody else has to review it.')}</p>`
      : decision(page, filed)
  }`;
}

/** Only while a row has the focus, and never while somebody types. */
function keysHint(): TemplateResult {
  const key = (name: string, words: string): TemplateResult =>
    html`<span><kbd>${name}</kbd> ${words}</span>`;
  return html`<p class="keys small soft">
    ${key('N', t('next'))} ${key('P', t('previous'))} ${key('O', t('open the proof'))}
    ${key('V', t('verify'))} ${key('R', t('reason to refuse'))} ${key('Esc', t('back to the row'))}
  </p>`;
}

function fact(name: string, value: string): TemplateResult {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

function sameNumber({ sameNumber: others }: FiledCredentialView): TemplateResult | typeof nothing {
  if (others.length === 0) return nothing;
  return html`<p class="attention" data-test="same-number">
    ${t('The same number is on file for {{people}}.', {
      people: others.map(({ responder }) => responder.displayName).join(', '),
    })}
  </p>`;
}

function proofOf(page: Reviews, filed: FiledCredentialView): TemplateResult {
  const { proof } = filed;
  if (proof === null) return html`<p class="soft">${t('No proof has been uploaded.')}</p>`;
  const isPdf = proof.mediaType === 'application/pdf';
  const opened = page.proof?.credentialId === filed.id ? page.proof : null;
  const size = `${Math.ceil(proof.bytes / 1_024)} kB, ${momentOf(proof.uploadedAt)}`;
  if (opened === null) {
    return html`<p class="deeds">
      <button class="button" data-test="show-proof" @click=${() => void page.open(filed)}>
        ${isPdf ? t('Fetch the PDF') : t('Show the proof')}
        <span class="soft small figures">&nbsp;${size}</span>
      </button>
    </p>`;
  }
  return html`<div class="proof" data-test="proof">
    ${
      opened.picture === null
        ? html`<p>
            ${isPdf ? t('A PDF is not opened in this page.') : nothing}
            ${t('Save it and look at it with your own program.')}
          </p>`
        : html`<canvas
            role="img"
            aria-label=${t('Proof of {{displayName}}', {
              displayName: filed.responder.displayName,
            })}
            ${ref((canvas) => drawPicture(canvas, opened.picture))}
          ></canvas>`
    }
    <p class="deeds">
      <button class="button" data-test="save-proof" @click=${() => page.save(filed)}>
        ${t('Save as a file')}
      </button>
      <button class="button" @click=${() => page.shut()}>${t('Shut')}</button>
    </p>
  </div>`;
}

function decision(page: Reviews, filed: FiledCredentialView): TemplateResult {
  const decide = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const reason = typed(form, 'reason');
    const validTo = typed(form, 'validTo');
    if (event.submitter?.getAttribute('value') !== 'verified') {
      void page.review(filed, { status: 'refused', reason }).then(toFirstRow);
      return;
    }
    const until = validTo === '' ? null : new Date(`${validTo}T23:59:59Z`).toISOString();
    void page.review(filed, { status: 'verified', validTo: until }).then(toFirstRow);
  };
  return html`<form class="form-grid" @submit=${decide}>
    <div class="field">
      <label for="until-${filed.id}">${t('Valid until, as the proof says')}</label>
      <input
        id="until-${filed.id}"
        name="validTo"
        type="date"
        .value=${filed.validTo?.slice(0, 10) ?? ''}
      />
    </div>
    <div class="field">
      <label for="reason-${filed.id}">${t('If refused: why (they read it)')}</label>
      <input id="reason-${filed.id}" name="reason" maxlength="200" autocomplete="off" />
    </div>
    <p class="deeds wide">
      <button
        class="button primary"
        value="verified"
        data-test="verify"
        ?disabled=${page.busy}
        @click=${reasonMissing(false)}
      >
        ${t('Verify')}
      </button>
      <button
        class="button danger"
        value="refused"
        data-test="refuse-credential"
        ?disabled=${page.busy}
        @click=${reasonMissing(true)}
      >
        ${t('Refuse')}
      </button>
    </p>
  </form>`;
}

/** A refusal without a reason stays on the page, at the field; a verification needs none. */
function reasonMissing(isNeeded: boolean): (event: Event) => void {
  return (event) => {
    const { form } = event.currentTarget as HTMLButtonElement;
    const field = form?.elements.namedItem('reason');
    if (!(field instanceof HTMLInputElement)) return;
    const isMissing = isNeeded && field.value.trim() === '';
    field.setCustomValidity(isMissing ? t('Say why you refuse it.') : '');
  };
}

function ending({ ending: items }: Reviews): TemplateResult | typeof nothing {
  if (items.length === 0) return nothing;
  return html`<section aria-labelledby="ending">
    <h2 id="ending">${t('Ending within 30 days')}</h2>
    <ul class="plain">
      ${items.map(
        ({ responder, kind, validTo, remindedDays }) =>
          html`<li>
            <strong>${responder.displayName}</strong>
            <span
              >${t('{{kind}}, ends {{validTo}}', {
                kind: CREDENTIAL_WORDS[kind],
                validTo: dayOf(validTo),
              })}</span
            >
            <span class="soft"
              >${
                remindedDays.length === 0
                  ? t('not reminded yet')
                  : count(remindedDays.length, 'reminder sent', 'reminders sent')
              }</span
            >
          </li>`,
      )}
    </ul>
  </section>`;
}

function dayOf(iso: string | null): string {
  return iso === null
    ? t('no end')
    : new Date(iso).toLocaleDateString(language(), { dateStyle: 'medium' });
}
