import { html, nothing, type TemplateResult } from 'lit';
import type { OwnAfterCareView } from '#contracts/after-care-api';
import { WELLBEINGS, type CallBackState, type OwnWellbeing } from '#core/after-care';
import { CARE_ITEMS, type CareItem } from '#core/care-score';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import { hourWords, momentWords } from '#web/moments';
import { plainText } from '#web/plain-fields';
import { KIND_WORDS } from '#web/words';
import { toldOutcome } from './history-screen';
import { partOutcome } from './own-parts';
import type { Phone } from './phone';

const WELL_WORDS: Readonly<Record<OwnWellbeing, string>> = {
  well: t('Well'),
  mixed: t('So-so'),
  'not-well': t('Not well'),
};

const ITEM_WORDS: Readonly<Record<CareItem, string>> = {
  'comes-back': t('It comes back when I do not want it to'),
  'brought-back': t('Other things bring it back'),
  'on-guard': t('I feel on guard'),
  distracted: t('I find it hard to keep my mind on anything'),
  'left-alone': t('I have feelings about it that I leave alone'),
  'kept-away': t('I try not to think of it'),
};

const HOW_MUCH = [t('Not at all'), t('A little'), t('Somewhat'), t('Much'), t('Very much')];

const CALL_WORDS: Readonly<Record<CallBackState, string>> = {
  wanted: t('Your call is noted. Nobody has taken it on yet.'),
  taken: t('Somebody has taken your call on and will ring you.'),
  done: t('You were called.'),
};

/** How one is after an incident, a call if it is wanted, and what happened where it is told. */
export function afterCareScreen(phone: Phone): TemplateResult {
  const { afterCare } = phone.own;
  const open = afterCare.open();
  const said = afterCare.list?.items.filter((one) => !open.includes(one)) ?? [];
  return html`<main class="home" data-test="after-care">
    <a class="back" href="#">${t('← Back')}</a>
    <h1 tabindex="-1" data-screen="after-care">${t('How are you?')}</h1>
    ${partOutcome(afterCare)}
    ${
      afterCare.list === null && afterCare.problem === null
        ? html`<p class="soft">${t('Loading …')}</p>`
        : nothing
    }
    ${
      afterCare.list?.items.length === 0
        ? html`<p class="soft">${t('Nothing to ask you about.')}</p>`
        : nothing
    }
    ${open.map((one) => question(phone, one))} ${said.map((one) => answered(one))}
  </main>`;
}

/** Said at home until it was answered or put aside. */
export function afterCareCard({ own: { afterCare } }: Phone): TemplateResult | typeof nothing {
  const [first] = afterCare.open();
  if (first === undefined) return nothing;
  return html`<section class="card note" data-test="after-care-asked">
    <h2>${t('How are you?')}</h2>
    <p>
      ${t('You helped: {{what}}, {{when}}.', {
        what: KIND_WORDS[first.kind],
        when: momentWords(first.onSceneAt ?? first.endedAt),
      })}
    </p>
    <p class="deeds">
      <a class="button primary" href="#after-care" data-test="to-after-care"
        >${t('Say how I am')}</a
      >
      <button class="button" data-test="skip-after-care" @click=${() => void afterCare.skip(first)}>
        ${t('Do not ask')}
      </button>
    </p>
  </section>`;
}

function question(phone: Phone, asked: OwnAfterCareView): TemplateResult {
  const { afterCare } = phone.own;
  const prefix = `care-${asked.assignmentId}`;
  const submitted = (form: HTMLFormElement): void => {
    const wellbeing = WELLBEINGS.find((one) => one === typed(form, 'well')) ?? null;
    const callBack = new FormData(form).has('call');
    const body = { wellbeing, callBack, text: typed(form, 'text') || null, scale: scaleIn(form) };
    void afterCare.answer(asked, body).then(() => scrollTo(0, 0));
  };
  return html`<section class="card">
    ${heading(asked)} ${toldOutcome(asked.outcome)}
    <form class="sheet-form" @submit=${submitting(submitted)}>
      <fieldset class="faces">
        <legend>${t('How are you?')}</legend>
        ${WELLBEINGS.map(
          (one) =>
            html`<label class="face">
              <input type="radio" name="well" value=${one} data-test="well-${one}" />
              <span>${WELL_WORDS[one]}</span>
            </label>`,
        )}
      </fieldset>
      ${scale(prefix)}
      <label class="tick">
        <input type="checkbox" name="call" data-test="want-call" />
        <span>${t('Please call me: I want to talk about it')}</span>
      </label>
      ${contact(phone)}
      ${plainText({ prefix, name: 'text', label: t('Anything you want to say'), required: false })}
      <p class="soft small">
        ${t('Read by those who look after helpers, and by nobody else.')}
        ${t('Where it seems to weigh on you, they ring you within a day. You may leave out anything.')}
      </p>
      <p class="deeds">
        <button class="button primary" data-test="send-after-care">${t('Send')}</button>
        <button
          class="button"
          type="button"
          data-test="put-aside"
          @click=${() => void afterCare.skip(asked)}
        >
          ${t('Do not ask')}
        </button>
      </p>
    </form>
  </section>`;
}

/** Six things, each by how much; all or none of them. */
function scale(prefix: string): TemplateResult {
  return html`<details data-test="care-scale">
    <summary>${t('A little more, if you like')}</summary>
    ${CARE_ITEMS.map(
      (item) =>
        html`<div class="field">
          <label for="${prefix}-${item}">${ITEM_WORDS[item]}</label>
          <select id="${prefix}-${item}" name=${item}>
            <option value="">–</option>
            ${HOW_MUCH.map((words, much) => html`<option value=${much}>${words}</option>`)}
          </select>
        </div>`,
    )}
  </details>`;
}

/** Null where nothing was chosen; what was left out beside others counts as not at all. */
function scaleIn(form: HTMLFormElement): number[] | null {
  const said = CARE_ITEMS.map((item) => typed(form, item));
  return said.every((one) => one === '') ? null : said.map(Number);
}

function contact({ own }: Phone): TemplateResult | typeof nothing {
  const name = own.afterCare.list?.contact ?? null;
  if (name === null) return nothing;
  return html`<p data-test="care-contact">${t('You are called by: {{name}}', { name })}</p>`;
}

function answered(one: OwnAfterCareView): TemplateResult {
  return html`<section class="card" data-test="care-answered">
    ${heading(one)}
    ${
      one.callBack === null
        ? nothing
        : html`<p data-test="call-state">${CALL_WORDS[one.callBack]}</p>`
    }
    ${
      one.outcome === null
        ? html`<p class="soft">${t('Nothing has been released on how it ended.')}</p>`
        : toldOutcome(one.outcome)
    }
  </section>`;
}

function heading(one: OwnAfterCareView): TemplateResult {
  return html`<h2>${KIND_WORDS[one.kind]}</h2>
    <p class="soft figures">
      ${t('{{from}} – {{until}}', {
        from: momentWords(one.onSceneAt ?? one.endedAt),
        until: hourWords(one.endedAt),
      })}
    </p>`;
}
