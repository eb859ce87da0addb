import { html, nothing, type TemplateResult } from 'lit';
import { CALLOUT_WANTED_MAX } from '#contracts/callout-api';
import { CREDENTIAL_KINDS } from '#core/responder';
import { CREDENTIAL_WORDS } from '#web/words';
import { toPlace } from '#contracts/shapes';
import { submitting, typed } from '#web/forms';
import type { Asking } from './asking';
import { outcome, pageHead } from './page-parts';
import { placeFields, placeTyped } from './place-fields';
import { hashOf } from './route';

const RADIUS_KM = 5;
const RADIUS_MAX_KM = 100;

/** A call-out by hand; a large one waits for a second person and says why. */
export function calloutForm(page: Asking): TemplateResult {
  return html`<article class="incident" data-test="callout-page">
    ${pageHead(
      'Open a call-out',
      'Asks everybody with a credential around a place. A large one waits for a second person.',
    )}
    ${outcome(page)} ${follow(page)} ${opened(page)}
    <form
      class="plan-row form-grid"
      data-test="callout-form"
      @submit=${submitting((form) => callOut(page, form))}
    >
      ${askedFields()} ${placeFields('callout')}
      <div class="field">
        <label for="callout-radius">Kilometres around it</label>
        <input
          id="callout-radius"
          name="radius"
          type="number"
          min="0.1"
          max=${RADIUS_MAX_KM}
          step="0.1"
          required
          .value=${String(RADIUS_KM)}
        />
      </div>
      <div class="field wide">
        <label for="callout-reason">Why? A large call-out needs it; it goes into the audit.</label>
        <input id="callout-reason" name="reason" maxlength="200" autocomplete="off" />
      </div>
      <button class="button primary" data-test="open-callout" ?disabled=${page.busy}>
        Open the call-out
      </button>
    </form>
  </article>`;
}

function askedFields(): TemplateResult {
  return html`<div class="field wide">
      <label for="callout-title">What it is, in a few words</label>
      <input id="callout-title" name="title" required maxlength="200" autocomplete="off" />
    </div>
    <div class="field wide">
      <label for="callout-message">What people are asked</label>
      <textarea id="callout-message" name="message" rows="3" required maxlength="2000"></textarea>
    </div>
    <div class="field">
      <label for="callout-wanted">People wanted</label>
      <input
        id="callout-wanted"
        name="wanted"
        type="number"
        min="1"
        max=${CALLOUT_WANTED_MAX}
        required
      />
    </div>
    <div class="field">
      <label for="callout-credential">Trained in</label>
      <select id="callout-credential" name="credential">
        ${CREDENTIAL_KINDS.map(
          (kind) => html`<option value=${kind}>${CREDENTIAL_WORDS[kind]}</option>`,
        )}
      </select>
    </div>`;
}

function follow({ waiting }: Asking): TemplateResult | typeof nothing {
  if (waiting === null) return nothing;
  return html`<p>
    <a href=${hashOf({ page: 'approvals' })} data-test="to-asked">See what becomes of it</a>
  </p>`;
}

function opened({ opened: callout }: Asking): TemplateResult | typeof nothing {
  if (callout === null) return nothing;
  const { id: calloutId, askedCount } = callout;
  return html`<p>
    <span class="figures">${askedCount}</span> asked.
    <a href=${hashOf({ page: 'callout-deliveries', calloutId })}>Follow its deliveries</a>
  </p>`;
}

function callOut(page: Asking, form: HTMLFormElement): void {
  const place = placeTyped(form);
  if (place === null) return;
  const reason = typed(form, 'reason');
  const asked = {
    title: typed(form, 'title'),
    message: typed(form, 'message'),
    wantedCount: Number(typed(form, 'wanted')),
    credentialKind: CREDENTIAL_KINDS.find((kind) => kind === typed(form, 'credential')) ?? 'cpr',
    ...(reason === '' ? {} : { reason }),
  };
  const around = { place: toPlace(place), radiusM: Number(typed(form, 'radius')) * 1_000 };
  void page.callOut(around, asked).then((done) => {
    // What waits has been asked: the same form would ask it once more.
    if (done || page.waiting !== null) form.reset();
  });
}
