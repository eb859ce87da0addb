import { html, type SVGTemplateResult, type TemplateResult } from 'lit';
import { t } from '#web/language';
import { BARE, CHILD, CLEAR, ON, ON_AND_ON, PADS, picture, PUSH, SHOCK } from './aed-pictures';

/** In the order in which they are done. */
const STEPS: readonly (readonly [SVGTemplateResult, string])[] = [
  [ON, t('Switch it on. Do what it says.')],
  [BARE, t('Bare the chest. If it is wet, wipe it dry.')],
  [PADS, t('Stick one pad below the right collarbone, one on the left side below the armpit.')],
  [PUSH, t('Go on pushing until it says to stop.')],
  [CLEAR, t('It looks at the heart: nobody touches the patient.')],
  [SHOCK, t('If it says so: nobody touches, then press the shock button.')],
  [ON_AND_ON, t('Push again at once. Leave it on and the pads stuck until the crew takes over.')],
  [
    CHILD,
    t(
      'Small child: child pads or child key, one in front, one on the back. If there are none, take the others.',
    ),
  ],
];

/**
 * How an AED is used, in eight pictures; needs no network and no sign-in. Pad positions and order
 * as in the European Resuscitation Council Guidelines 2021 (basic life support, Resuscitation
 * 161:98-114, and paediatric life support, 161:327-387).
 */
export function aedScreen(): TemplateResult {
  return html`<main class="cpr" data-test="aed-guide">
    <header>
      <a class="back" href="#cpr" data-test="aed-back">${t('← CPR')}</a>
    </header>
    <h1 tabindex="-1" data-screen="aed">${t('How to use an AED')}</h1>
    <ol class="aed-steps">
      ${STEPS.map(
        ([drawn, words], index) =>
          html`<li>
            ${picture(drawn)}
            <p><strong class="figures">${index + 1}</strong> ${words}</p>
          </li>`,
      )}
    </ol>
  </main>`;
}
