import { html, type TemplateResult } from 'lit';
import type { OwnReachView } from '#contracts/reach-api';
import type { MeView } from '#contracts/responder-api';
import { LANGUAGES } from '#core/delivery';
import { language, t } from '#web/language';
import { LANGUAGE_WORDS } from '#web/words';
import { equipmentCard } from './own-equipment-card';
import { dutySwitch } from './duty-switch';
import { muteEnds, MUTES, type Mute } from './mute';
import { newsLine, partNews, refusal } from './parts';
import type { Phone } from './phone';
import type { Reach } from './reach';
import { readinessCard } from './readiness-card';
import { hoursCard, quietCard } from './settings-hours';
import { waysCard } from './settings-ways';
import { languageChoice } from '#web/language-choice';

const MUTE_WORDS: Readonly<Record<Mute, string>> = {
  '1h': t('For 1 hour'),
  '4h': t('For 4 hours'),
  tomorrow: t('Until tomorrow'),
};

/** When and how this person is called, all on one page. */
export function settingsScreen(phone: Phone, me: MeView): TemplateResult {
  const { view } = phone.reach;
  return html`<main class="home" data-test="settings">
    <a class="back" href="#" data-test="settings-back">${t('← Back')}</a>
    <h1 tabindex="-1" data-screen="settings">${t('When and how I am called')}</h1>
    ${refusal(phone)} ${newsLine(phone)} ${dutySwitch(phone, me)} ${readinessCard(phone)}
    ${view === null ? html`<p class="soft">${t('Loading …')}</p>` : cards(phone, view)}
    <section class="card" aria-labelledby="leave">
      <h2 id="leave">${t('Sign out')}</h2>
      <p class="soft">${t('This phone is called no more and forgets everything about you.')}</p>
      <button class="button danger" data-test="sign-out" @click=${() => void phone.signOut()}>
        ${t('Sign this phone out')}
      </button>
    </section>
  </main>`;
}

function cards(phone: Phone, view: OwnReachView): TemplateResult {
  const { reach } = phone;
  return html`${muteCard(phone, view)} ${hoursCard(reach)} ${quietCard(reach, view)}
  ${waysCard(phone, view)} ${equipmentCard(phone)} ${languageCard(reach, view)}`;
}

function muteCard(phone: Phone, view: OwnReachView): TemplateResult {
  const { reach, clock } = phone;
  const until = view.availability.mutedUntil;
  const muted = until !== null && Date.parse(until) > clock.now();
  const mute = (endsAt: number | null): void => {
    const mutedUntil = endsAt === null ? null : new Date(endsAt).toISOString();
    void reach.setAvailability('mute', { mutedUntil });
  };
  return html`<section class="card" aria-labelledby="mute" data-test="mute">
    <h2 id="mute">${t('Mute')}</h2>
    <p data-test="mute-state">
      ${
        muted
          ? html`<strong>${t('Muted until {{until}}.', { until: momentOf(until) })}</strong>
              ${t('You are not called, not even when a life is in danger.')}`
          : html`<span class="soft"
              >${t('Nobody calls you while you are muted, whatever happens.')}</span
            >`
      }
    </p>
    ${partNews(reach, 'mute')}
    <div class="deeds">
      ${
        muted
          ? html`<button
              class="button primary"
              data-test="unmute"
              ?disabled=${reach.busy !== null}
              @click=${() => mute(null)}
            >
              ${t('Call me again from now on')}
            </button>`
          : MUTES.map(
              (each) =>
                html`<button
                  class="button"
                  data-test="mute-${each}"
                  ?disabled=${reach.busy !== null}
                  @click=${() => mute(muteEnds(each, clock.now()))}
                >
                  ${MUTE_WORDS[each]}
                </button>`,
            )
      }
    </div>
  </section>`;
}

function languageCard(reach: Reach, view: OwnReachView): TemplateResult {
  return html`<section class="card" aria-labelledby="language">
    <h2 id="language">${t('Language of messages')}</h2>
    <div class="choices" role="radiogroup" aria-labelledby="language">
      ${LANGUAGES.map(
        (language) =>
          html`<button
            class="choice"
            role="radio"
            aria-checked=${view.language === language ? 'true' : 'false'}
            data-test="language-${language}"
            lang=${language}
            ?disabled=${reach.busy !== null}
            @click=${() => void reach.set('language', { language })}
          >
            ${LANGUAGE_WORDS[language]}
          </button>`,
      )}
    </div>
    ${partNews(reach, 'language')} ${languageChoice()}
  </section>`;
}

function momentOf(iso: string): string {
  return new Date(iso).toLocaleString(language(), {
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  });
}
