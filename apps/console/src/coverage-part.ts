import { html, nothing, type TemplateResult } from 'lit';
import type {
  CoverageThresholdView,
  CoverageView,
  ImprovementsView,
} from '#contracts/coverage-api';
import type { CoverageClass } from '#core/coverage';
import { count, language, t } from '#web/language';
import { percent, type CoverageState } from './coverage';
import { choiceField, numberField } from './form-fields';
import { momentOf, outcome } from './page-parts';
import { plainMap } from './plain-map';

const HOURS_OF_DAY = 24;
const LAST_HOUR = 167;
/** A Monday, to name the days in the reader's language. */
const MONDAY = Date.UTC(2026, 0, 5, 12);
const DAY_MS = 86_400_000;
/** Gaps that are listed on the page. */
const GAPS_SHOWN = 10;

const CLASS_WORDS: Readonly<Record<CoverageClass, string>> = {
  few: t('fewer than five people may come, or nobody'),
  low: t('below a quarter'),
  fair: t('a quarter to a half'),
  good: t('a half and more'),
};

/** The map of coverage with its hour, its gaps in words, and who is warned. */
export function coveragePart(state: CoverageState, mayWarn: boolean): TemplateResult {
  const { view } = state;
  return html`<section data-test="coverage">
    <h2>${t('Two trained people and an AED within six minutes')}</h2>
    <p class="soft">
      ${t(
        'How likely that is in each square, by who is on duty and where people say they are at that hour, by what they did with past alerts, and by the AEDs that are open.',
      )}
    </p>
    ${outcome(state)} ${hourField(state)}
    ${view === null ? loading(state) : html`${totals(view)} ${ground(state, view)} ${gaps(view)}`}
    ${view === null ? nothing : improvements(state)} ${warning(state, mayWarn)}
  </section>`;
}

function loading({ isLooking }: CoverageState): TemplateResult | typeof nothing {
  return isLooking ? html`<p class="soft">${t('Loading …')}</p>` : nothing;
}

function hourField(state: CoverageState): TemplateResult {
  const hour = state.hour ?? state.view?.hour ?? 0;
  return html`<div class="field wide">
    <label for="coverage-hour">${t('Hour of the week')}</label>
    <input
      id="coverage-hour"
      data-test="coverage-hour"
      type="range"
      min="0"
      max=${LAST_HOUR}
      step="1"
      .value=${String(hour)}
      aria-valuetext=${hourName(hour)}
      @change=${(event: Event) => {
        void state.look(Number((event.target as HTMLInputElement).value));
      }}
    />
    <output for="coverage-hour" aria-live="polite">${hourName(hour)}</output>
    <p class="deeds">
      <button
        class="button"
        data-test="coverage-now"
        ?disabled=${state.isLooking}
        @click=${() => void state.look(null)}
      >
        ${t('This hour, by where people are now')}
      </button>
    </p>
  </div>`;
}

function totals({ totals: of, truncated, cellM }: CoverageView): TemplateResult {
  const said = {
    reached: percent(of.reached),
    people: count(of.people, 'person', 'people'),
    aeds: count(of.aeds, 'AED', 'AEDs'),
  };
  const line = t(
    '{{reached}} of the arrests to come are reached in time; {{people}} and {{aeds}} at that hour.',
    said,
  );
  return html`<p data-test="coverage-total"><strong>${line}</strong></p>
    <ul class="legend small">
      ${(['good', 'fair', 'low', 'few'] as const).map((by) => {
        return html`<li>${CLASS_WORDS[by]}: ${of.byClass[by]}</li>`;
      })}
    </ul>
    <p class="soft small">
      ${t('Squares of {{side}} m; stronger is better.', { side: cellM })}
      ${truncated ? t('There are more people or AEDs than are reckoned in.') : nothing}
    </p>`;
}

function ground(state: CoverageState, view: CoverageView): TemplateResult {
  const label = t('Coverage, {{hour}}', { hour: hourName(view.hour) });
  return plainMap({ tools: state.tools, label, layers: state.layersOf(view) });
}

function gaps({ gaps: all }: CoverageView): TemplateResult {
  return html`<div class="scrolls" role="region" tabindex="0" aria-label=${t('The worst gaps')}>
    <table class="matrix" data-test="coverage-gaps">
      <caption>
        ${t('The worst gaps: where most arrests are expected that nobody reaches in time.')}
      </caption>
      <thead>
        <tr>
          <th scope="col">${t('Square')}</th>
          <th scope="col">${t('Reached in time')}</th>
          <th scope="col" class="figures">${t('Arrests expected here')}</th>
          <th scope="col" class="figures">${t('Not reached, of all')}</th>
        </tr>
      </thead>
      <tbody>
        ${all.slice(0, GAPS_SHOWN).map(
          ({ geometry, properties: of }) =>
            html`<tr>
              <th scope="row" class="figures">${middle(geometry.coordinates)}</th>
              <td>${of.probability === null ? CLASS_WORDS.few : percent(of.probability)}</td>
              <td class="figures">${tenth(of.expectedShare)}</td>
              <td class="figures">${tenth(of.lack)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function improvements(state: CoverageState): TemplateResult {
  const { better, busy } = state;
  return html`<h3>${t('What would help most at that hour')}</h3>
    ${
      better === null
        ? html`<p class="deeds">
            <button
              class="button"
              data-test="coverage-improve"
              ?disabled=${busy}
              @click=${() => void state.improve()}
            >
              ${t('Reckon')}
            </button>
          </p>`
        : html`${bestOf(t('One more AED, always open'), better.aeds)}
          ${bestOf(t('Ten more responders'), better.people)}`
    }`;
}

function bestOf(title: string, best: ImprovementsView['aeds']): TemplateResult {
  return html`<div>
    <h4>${title}</h4>
    ${
      best.length === 0
        ? html`<p class="soft">${t('Nowhere that was tried.')}</p>`
        : html`<ol data-test="coverage-best">
            ${best.map(
              ({ geometry, properties }) =>
                html`<li>
                  ${t('{{square}}: {{gain}} of the arrests more', {
                    square: middle(geometry.coordinates),
                    gain: tenth(properties.gain),
                  })}
                </li>`,
            )}
          </ol>`
    }
  </div>`;
}

function warning(state: CoverageState, mayWarn: boolean): TemplateResult | typeof nothing {
  const { kept } = state;
  if (kept === null) return nothing;
  return html`<h3>${t('Warning before the night')}</h3>
    <p data-test="coverage-threshold">${thresholdSentence(kept.threshold)}</p>
    ${mayWarn ? form(state, kept) : nothing} ${warned(kept)}`;
}

function thresholdSentence(threshold: CoverageThresholdView['threshold']): string {
  if (threshold === null) return t('Nobody is warned.');
  const { hours, tellAtMinute: minute } = threshold;
  const said = {
    at: clock(minute),
    hours: count(hours.length, 'hour', 'hours'),
    share: percent(threshold.share),
    probability: percent(threshold.probability),
  };
  return threshold.of === 'squares'
    ? t(
        'At {{at}}, where in one of {{hours}} of the week fewer than {{share}} of the squares are reached with {{probability}}.',
        said,
      )
    : t(
        'At {{at}}, where in one of {{hours}} of the week fewer than {{share}} of the arrests to come are reached with {{probability}}.',
        said,
      );
}

function form(state: CoverageState, { threshold }: CoverageThresholdView): TemplateResult {
  const { busy } = state;
  return html`<form
    class="sheet-form"
    data-test="coverage-form"
    @submit=${(event: Event) => {
      event.preventDefault();
      void state.warn();
    }}
  >
    ${fields(state)}
    <p class="deeds">
      <button class="button primary" ?disabled=${busy}>${t('Warn')}</button>
      ${
        threshold === null
          ? nothing
          : html`<button
              class="button"
              type="button"
              ?disabled=${busy}
              @click=${() => void state.endWarning()}
            >
              ${t('Warn nobody any more')}
            </button>`
      }
    </p>
  </form>`;
}

function fields(state: CoverageState): TemplateResult {
  const { draft } = state;
  const number = (
    name: 'fromHour' | 'toHour' | 'probability' | 'share',
    label: string,
    max: number,
  ): TemplateResult =>
    numberField({
      ...{ id: `coverage-${name}`, label, value: draft[name], max },
      min: max === 100 ? 1 : 0,
      set: (value) => state.write({ [name]: value }),
    });
  const of = choiceField({
    ...{ id: 'coverage-of', label: t('Of'), value: draft.of },
    choices: [
      ['arrests', t('the arrests to come')],
      ['squares', t('the squares')],
    ],
    set: (value) => state.write({ of: value === 'squares' ? 'squares' : 'arrests' }),
  });
  return html`${number('fromHour', t('Nights from (hour)'), 23)}
    ${number('toHour', t('to (hour)'), 23)}
    ${number('share', t('Share that has to be covered (%)'), 100)} ${of}
    ${number('probability', t('Reached with at least (%)'), 100)}
    <div class="field">
      <label for="coverage-tell">${t('Looked at each day at')}</label>
      <input
        id="coverage-tell"
        type="time"
        required
        .value=${draft.tellAt}
        @input=${(event: Event) => {
          state.write({ tellAt: (event.target as HTMLInputElement).value });
        }}
      />
    </div>`;
}

function warned({ warnings }: CoverageThresholdView): TemplateResult | typeof nothing {
  const thin = warnings.filter(({ below }) => below.length > 0);
  if (thin.length === 0) return nothing;
  return html`<ul data-test="coverage-warnings">
    ${thin.map(
      ({ at, below, weakest, toldAt }) =>
        html`<li>
          <strong>${momentOf(at)}</strong>
          ${below.map(({ hour, share }) => `${hourName(hour)}: ${percent(share)}`).join('; ')}.
          ${t('Weakest:')}
          ${weakest.map(({ geometry }) => middle(geometry.coordinates)).join('; ')}.
          ${
            toldAt === null
              ? t('No mail could be sent.')
              : t('Told by e-mail {{at}}.', { at: momentOf(toldAt) })
          }
        </li>`,
    )}
  </ul>`;
}

function hourName(hour: number): string {
  const day = new Date(MONDAY + Math.floor(hour / HOURS_OF_DAY) * DAY_MS);
  const name = day.toLocaleDateString(language(), { weekday: 'long', timeZone: 'UTC' });
  return `${name} ${clock((hour % HOURS_OF_DAY) * 60)}`;
}

function clock(minute: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** The middle of a square, as it can be typed into a search of places. */
function middle([ring = []]: readonly (readonly (readonly [number, number])[])[]): string {
  const [west = 0, south = 0] = ring[0] ?? [];
  const [east = 0, north = 0] = ring[2] ?? [];
  return `${((south + north) / 2).toFixed(4)}, ${((west + east) / 2).toFixed(4)}`;
}

function tenth(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
