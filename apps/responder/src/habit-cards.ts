import { html, nothing, type TemplateResult } from 'lit';
import type { MeView } from '#contracts/responder-api';
import { TRAVEL_MODES } from '#core/responder';
import { sentenceOf } from '#web/problem-words';
import { t } from '#web/language';
import { TRAVEL_WORDS } from '#web/words';
import { PLACE_KINDS, type Habits, type OwnPlace, type PlaceKind } from './habits';
import type { Phone } from './phone';

const KIND_WORDS: Readonly<Record<PlaceKind, string>> = { home: t('Home'), work: t('Work') };

const HOURS_EXAMPLES: Readonly<Record<PlaceKind, string>> = {
  home: 'Mo-Fr 18:00-08:00; Sa,Su 00:00-24:00',
  work: t('Mo-Fr 09:00-17:00'),
};

/** How this person gets to an incident; the time they need is reckoned with it. */
export function travelCard({ habits }: Phone, me: MeView): TemplateResult {
  return html`<section class="card" aria-labelledby="travel">
    <h2 id="travel">${t('How do you travel?')}</h2>
    <div class="choices" role="radiogroup" aria-labelledby="travel">
      ${TRAVEL_MODES.map(
        (mode) =>
          html`<button
            class="choice"
            role="radio"
            aria-checked=${me.travelMode === mode ? 'true' : 'false'}
            data-test="travel-${mode}"
            ?disabled=${habits.busy !== null}
            @click=${() => void habits.setTravelMode(mode)}
          >
            ${TRAVEL_WORDS[mode]}
          </button>`,
      )}
    </div>
  </section>`;
}

/** Home and work with hours: where this person is taken to be while no position is shared. */
export function placesCard({ habits }: Phone): TemplateResult | typeof nothing {
  const { places } = habits;
  if (places === null) return nothing;
  return html`<section class="card" aria-labelledby="places" data-test="places">
    <h2 id="places">${t('Your places')}</h2>
    <p class="soft">
      ${t(
        'Used only while this phone shares no position, so that you can be alerted from home or work. Dispatchers and other responders do not see them.',
      )}
    </p>
    ${
      habits.problem === null
        ? nothing
        : html`<p class="refusal" role="alert" data-test="places-problem">
            ${sentenceOf(habits.problem)}
          </p>`
    }
    ${PLACE_KINDS.map((kind) =>
      placeForm(
        habits,
        kind,
        places.find((place) => place.kind === kind),
      ),
    )}
  </section>`;
}

function placeForm(habits: Habits, kind: PlaceKind, known: OwnPlace | undefined): TemplateResult {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget as HTMLFormElement).get('hours');
    const hours = typeof typed === 'string' ? typed : '';
    const saves = event.submitter?.getAttribute('value') === 'hours';
    void (saves ? habits.putHours(kind, hours) : habits.putHere(kind, hours));
  };
  const off = habits.busy !== null;
  return html`<details class="place" data-test="place-${kind}">
    <summary>
      <strong>${KIND_WORDS[kind]}</strong> <span class="soft">${summaryOf(known)}</span>
    </summary>
    <form class="sheet-form" @submit=${submit}>
      ${hoursField(kind, known)}
      ${
        known === undefined
          ? nothing
          : html`<button class="button" value="hours" data-test="save-hours" ?disabled=${off}>
              ${t('Save the hours')}
            </button>`
      }
      <button class="button" value="here" data-test="use-here" ?disabled=${off}>
        ${habits.busy === kind ? t('One moment …') : t('Use my position now')}
      </button>
      ${known === undefined ? nothing : removal(habits, kind)}
    </form>
  </details>`;
}

function hoursField(kind: PlaceKind, known: OwnPlace | undefined): TemplateResult {
  return html`<div class="field">
    <label for="hours-${kind}">${t('When are you there?')}</label>
    <input
      id="hours-${kind}"
      name="hours"
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
      maxlength="500"
      .value=${known?.hours ?? ''}
      aria-describedby="hours-hint-${kind}"
    />
    <p id="hours-hint-${kind}" class="soft small">
      ${t('For example {{kind}}', { kind: HOURS_EXAMPLES[kind] })}
    </p>
  </div>`;
}

function removal(habits: Habits, kind: PlaceKind): TemplateResult {
  return html`<button
    type="button"
    class="button danger"
    data-test="remove-place"
    ?disabled=${habits.busy !== null}
    @click=${() => void habits.remove(kind)}
  >
    ${t('Remove this place')}
  </button>`;
}

function summaryOf(known: OwnPlace | undefined): string {
  if (known === undefined) return t('not registered');
  const [lon, lat] = known.place.coordinates;
  const where = `${lat.toFixed(4)}, ${lon.toFixed(4)}`;
  if (known.hours === null) return t('{{where}}, no hours given', { where });
  return known.hoursRead === 'unknown'
    ? t('{{where}}, hours could not be read: {{hours}}', { where, hours: known.hours })
    : `${where}, ${known.hours}`;
}
