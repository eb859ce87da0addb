import { html, nothing, type TemplateResult } from 'lit';
import type { WatchPointDetailView, WatchPointView } from '#contracts/watch-point-api';
import { HOUR_MS } from '#core/units';
import { WATCH_DIRECTIONS, WATCH_MEASURES, WATCH_POINT_KINDS } from '#core/watch-point';
import { confirmed } from '#web/confirm';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import { momentWords } from '#web/moments';
import { readPlace } from '#web/place-text';
import { plainChoice, plainField } from '#web/plain-fields';
import { WATCH_KIND_WORDS, WATCH_MEASURE_WORDS, WATCH_STATE_WORDS } from '#web/watch-words';
import type { KeptThings } from './kept-things';
import { outcome, pageHead } from './page-parts';
import { placeFields } from './place-fields';
import { refField } from './ref-field';

type Points = KeptThings<WatchPointView, WatchPointDetailView>;

const LIGHTS = { unknown: '', normal: 'good', warn: 'warn', alarm: 'danger' } as const;
const DIRECTION_WORDS = { above: t('High values'), below: t('Low values') } as const;

/** Drains, gauges and banks: what was read last, what warns, and who looks after them. */
export function watchPointsPage(points: Points, mayKeep: boolean): TemplateResult {
  return html`<article class="incident" data-test="watch-points-page">
    ${pageHead(t('Watch points'), t('Drains, gauges and river banks that people look after.'))}
    ${outcome(points)}
    ${points.items?.length === 0 ? html`<p class="soft">${t('None yet.')}</p>` : nothing}
    <ul class="rows" data-test="watch-points">
      ${points.items?.map(
        (point) => html`<li class="plan-row">${row(points, point, mayKeep)}</li>`,
      )}
    </ul>
    ${mayKeep ? form(points) : nothing}
  </article>`;
}

function row(points: Points, point: WatchPointView, mayKeep: boolean): TemplateResult {
  const { pointRef } = point;
  const isOpen = points.openRef === pointRef;
  return html`<p class="row-head">
      <strong>${point.name}</strong>
      <span class="badge ${LIGHTS[point.state]}">${WATCH_STATE_WORDS[point.state]}</span>
    </p>
    ${standing(point)} ${remarks(point)}
    <button
      class="link"
      aria-expanded=${isOpen ? 'true' : 'false'}
      @click=${() => void points.open(isOpen ? null : pointRef)}
    >
      ${isOpen ? t('Shut') : t('Readings and people')}<span class="hidden-visually"
        >: ${point.name}</span
      >
    </button>
    ${isOpen && points.opened !== null ? detail(points, points.opened, mayKeep) : nothing}`;
}

function standing(point: WatchPointView): TemplateResult {
  const { rule, lastReading } = point;
  const unit = WATCH_MEASURE_WORDS[rule.measure];
  return html`<p class="row-counts small">
    <span>${WATCH_KIND_WORDS[point.kind]}</span>
    ${
      lastReading === null
        ? html`<span>${t('never read')}</span>`
        : html`<span class="figures"
            >${lastReading.value} ${unit}, ${momentWords(lastReading.seenAt)}</span
          >`
    }
    <span class=${point.isOverdue ? 'attention' : 'soft'}
      >${
        point.isOverdue
          ? t('reading was due {{time}}', { time: momentWords(point.dueAt) })
          : t('next due {{time}}', { time: momentWords(point.dueAt) })
      }</span
    >
    ${point.isRising ? html`<span class="attention">${t('rising')}</span>` : nothing}
    ${
      point.adopterCount === 0
        ? html`<span class="attention">${t('nobody looks after it')}</span>`
        : nothing
    }
    ${
      point.escalatedAt === null
        ? nothing
        : html`<span class="attention"
            >${t('nobody has answered since {{escalatedAt}}', {
              escalatedAt: momentWords(point.escalatedAt),
            })}</span
          >`
    }
  </p>`;
}

function remarks(point: WatchPointView): TemplateResult {
  return html`${point.risingBecause.map((why) => html`<p class="small soft">${why}</p>`)}
  ${
    point.proposesTemplateRef === null
      ? nothing
      : html`<p class="attention">
          ${t('Think of a call-out from the template {{proposesTemplateRef}}.', {
            proposesTemplateRef: point.proposesTemplateRef,
          })}
        </p>`
  }`;
}

function detail(points: Points, point: WatchPointDetailView, mayKeep: boolean): TemplateResult {
  const adopt = (adopts: boolean, who: object): void => {
    const news = adopts ? t('They look after it.') : t('They do not look after it any more.');
    void points.deed(point.pointRef, '/adopt', { body: { ...who, adopts }, news });
  };
  return html`<ul class="plain">
      ${point.adopters.map(
        ({ responderId, displayName }) =>
          html`<li>
            ${displayName}
            ${
              mayKeep
                ? html`<button class="link" @click=${() => adopt(false, { responderId })}>
                    ${t('Take them off')}<span class="hidden-visually"> ${displayName}</span>
                  </button>`
                : nothing
            }
          </li>`,
      )}
    </ul>
    ${
      mayKeep
        ? html`<form
            class="form-grid"
            @submit=${submitting((fields) => adopt(true, { externalRef: typed(fields, 'person') }))}
          >
            ${plainField({
              ...{ prefix: 'adopter', name: 'person', label: t('Who looks after it') },
              hint: t('Your reference of the person, as under People.'),
            })}
            <button class="button" ?disabled=${points.busy}>${t('Add them')}</button>
          </form>`
        : nothing
    }
    ${readings(point)}
    ${
      mayKeep
        ? html`<button
            class="button danger"
            ?disabled=${points.busy}
            data-test="remove-point"
            @click=${() => void remove(points, point)}
          >
            ${t('Remove the point')}
          </button>`
        : nothing
    }`;
}

async function remove(points: Points, { pointRef, name }: WatchPointView): Promise<void> {
  const isSure = await confirmed({
    question: t('Remove the watch point {{name}}?', { name }),
    says: t('Its readings go with it, and nobody is asked for them any more.'),
    yes: t('Remove it'),
  });
  if (isSure) await points.remove(pointRef);
}

function readings(point: WatchPointDetailView): TemplateResult {
  return html`<ol class="plain small figures">
    ${point.readings.map(
      (reading) =>
        html`<li>
          ${momentWords(reading.seenAt)}: <strong>${reading.value}</strong>
          ${reading.isJump ? html`<span class="attention">${t('a jump')}</span>` : nothing}
          ${reading.note ?? nothing}
        </li>`,
    )}
  </ol>`;
}

function form(points: Points): TemplateResult {
  const send = (fields: HTMLFormElement): void => {
    const place = readPlace(fields);
    if (place === null || !isAlarmBeyond(fields)) return;
    const body = { name: typed(fields, 'name'), kind: typed(fields, 'kind'), place };
    void points.put(typed(fields, 'ref'), { ...body, rule: ruleIn(fields) });
  };
  const field = (name: string, label: string) => ({ prefix: 'point', name, label });
  const number = (name: string, label: string, value = ''): TemplateResult =>
    plainField({ ...field(name, label), type: 'number', step: 'any', min: -1_000_000, value });
  return html`<section aria-labelledby="new-point">
    <h2 id="new-point">${t('Enter one')}</h2>
    <form class="plan-row form-grid" data-test="point-form" @submit=${submitting(send)}>
      ${refField('point')} ${plainField(field('name', t('What it is')))}
      ${plainChoice({
        ...field('kind', t('Kind')),
        choices: WATCH_POINT_KINDS.map((kind) => [kind, WATCH_KIND_WORDS[kind]] as const),
      })}
      ${plainChoice({
        ...field('measure', t('Measured in')),
        choices: WATCH_MEASURES.map((measure) => [measure, WATCH_MEASURE_WORDS[measure]] as const),
      })}
      ${plainChoice({
        ...field('direction', t('Dangerous are')),
        choices: WATCH_DIRECTIONS.map((one) => [one, DIRECTION_WORDS[one]] as const),
      })}
      ${number('warn', t('Warns at'))} ${number('alarm', t('Alarm at'))}
      ${number('min', t('Lowest that can be read'), '0')} ${number('max', t('Highest'), '10')}
      ${number('jump', t('A jump in an hour'), '1')}
      ${number('every', t('Hours between readings'), '24')}
      ${number('rising', t('Hours while water rises'), '1')} ${placeFields('point')}
      <button class="button primary" ?disabled=${points.busy}>${t('Keep it')}</button>
    </form>
  </section>`;
}

/** An alarm before its warning would never be heard in time; said at the field. */
function isAlarmBeyond(fields: HTMLFormElement): boolean {
  const field = fields.elements.namedItem('alarm');
  if (!(field instanceof HTMLInputElement)) return true;
  const further = Number(typed(fields, 'alarm')) - Number(typed(fields, 'warn'));
  const isBeyond = typed(fields, 'direction') === 'above' ? further > 0 : further < 0;
  field.setCustomValidity(isBeyond ? '' : t('The alarm has to lie beyond the warning.'));
  const isValid = field.reportValidity();
  // Another direction or warning may put it right: it is looked at anew when it is sent.
  const forgotten = (): void => field.setCustomValidity('');
  for (const event of ['blur', 'input']) field.addEventListener(event, forgotten, { once: true });
  return isValid;
}

function ruleIn(fields: HTMLFormElement): object {
  const number = (name: string): number => Number(typed(fields, name));
  return {
    measure: typed(fields, 'measure'),
    direction: typed(fields, 'direction'),
    warnAt: number('warn'),
    alarmAt: number('alarm'),
    valueMin: number('min'),
    valueMax: number('max'),
    jumpPerHour: number('jump'),
    everyMs: Math.round(number('every') * HOUR_MS),
    risingEveryMs: Math.round(number('rising') * HOUR_MS),
  };
}
