import { html, nothing, type TemplateResult } from 'lit';
import type { PassShownView } from '#contracts/pass-api';
import { briefingList } from '#web/briefing';
import { conditionFields, conditionsIn } from '#web/condition-fields';
import { submitting, typed } from '#web/forms';
import { count, t } from '#web/language';
import { momentWords } from '#web/moments';
import { plainField } from '#web/plain-fields';
import { MODE_WORDS } from '#web/words';
import type { Helper } from './helper';

/** What somebody with a pass reads before they say that they come. */
export function passScreen(helper: Helper, pass: PassShownView): TemplateResult {
  const mayJoin = pass.isOpen && pass.placesLeft > 0;
  // Whoever helps without an account has no way to look at the route beforehand.
  const musterPoints = pass.musterPoints.map((point) => ({
    ...point,
    routeNote: t('The way there is shown when you have said that you come.'),
    parkingNote: t('Shown with it.'),
  }));
  return html`<article data-test="pass">
    ${modeStrip(pass.mode)}
    <p class="soft">${t('{{organisation}} asks for help', { organisation: pass.organisation })}</p>
    <h1 tabindex="-1" data-screen="pass">${pass.title}</h1>
    ${briefingList({ ...pass, musterPoints })}
    ${
      mayJoin
        ? joinForm(helper, pass)
        : html`<p class="refusal" data-test="no-place">
            ${
              pass.isOpen
                ? t('Everybody this pass is for has said yes. Thank you.')
                : t('This call-out is over. Thank you.')
            }
          </p>`
    }
  </article>`;
}

/** Says loudly that nothing of it is real, when that is so. */
export function modeStrip(mode: PassShownView['mode']): TemplateResult | typeof nothing {
  if (mode === 'actual') return nothing;
  return html`<p class="mode">
    ${t('{{mode}} – nothing of this is real', { mode: MODE_WORDS[mode] })}
  </p>`;
}

function joinForm(helper: Helper, pass: PassShownView): TemplateResult {
  const join = (form: HTMLFormElement): void => {
    void helper.join({
      displayName: typed(form, 'name'),
      phone: typed(form, 'phone').replace(/[\s()./-]/gu, '') || null,
      conditions: conditionsIn(form),
    });
  };
  return html`<form class="sheet-form card" data-test="join-form" @submit=${submitting(join)}>
    <h2>${t('Come and help')}</h2>
    <p class="soft">
      ${t('This pass is good until {{validUntil}}.', { validUntil: momentWords(pass.validUntil) })}
      ${count(pass.placesLeft, 'place is left.', 'places are left.')}
    </p>
    ${plainField({ prefix: 'join', name: 'name', label: t('Your name'), max: 80 })}
    ${plainField({
      ...{ prefix: 'join', name: 'phone', label: t('Your telephone (if you like)'), type: 'tel' },
      required: false,
      hint: t(
        'With its country, as +41 79 123 45 67: so that they can tell you when to stay away.',
      ),
    })}
    ${conditionFields(pass)}
    <button class="button primary tall" data-test="join" ?disabled=${helper.busy}>
      ${
        pass.mode === 'actual'
          ? t('I come')
          : `${MODE_WORDS[pass.mode].toUpperCase()}: ${t('I come')}`
      }
    </button>
    <p class="soft small">
      ${t('Your name and number are seen by those who run this, and are removed after it.')}
    </p>
  </form>`;
}
