import { html, nothing, type TemplateResult } from 'lit';
import type { WatchPointDetailView, WatchPointView } from '#contracts/watch-point-api';
import { HOUR_MS } from '#core/units';
import { WATCH_DIRECTIONS, WATCH_MEASURES, WATCH_POINT_KINDS } from '#core/watch-point';
import { submitting, typed } from '#web/forms';
import { momentWords } from '#web/moments';
import { readPlace } from '#web/place-text';
import { plainChoice, plainField } from '#web/plain-fields';
import { WATCH_KIND_WORDS, WATCH_MEASURE_WORDS, WATCH_STATE_WORDS } from '#web/watch-words';
import type { KeptThings } from './kept-things';
import { outcome, pageHead } from './page-parts';
import { placeFields } from './place-fields';

type Points = KeptThings<WatchPointView, WatchPointDetailView>;

const LIGHTS = { unknown: '', normal: 'good', warn: 'warn', alarm: 'danger' } as const;
const DIRECTION_WORDS = { above: 'High values', below: 'Low values' } as const;

/** Drains, gauges and banks: what was read last, what warns, and who looks after them. */
export function watchPointsPage(points: Points, mayKeep: boolean): TemplateResult {
  return html`<article class="incident" data-test="watch-points-page">
    ${pageHead('Watch points', 'Drains, gauges and river banks that people look after.')}
    ${outcome(points)} ${points.items?.length === 0 ? html`<p class="soft">None yet.</p>` : nothing}
    <ul class="rows" data-test="watch-points">
      ${points.items?.map(
        (point) => html`<li class="plan-row">${row(points, point, mayKeep)}</li>`,
      )}
    </ul>
    ${mayKeep ? form(points) : nothing}
  </article>`;
}

function row(points: Points, point: WatchPointView, mayKeep: boolean): TemplateResult {
  const { rule, lastReading, pointRef } = point;
  const unit = WATCH_MEASURE_WORDS[rule.measure];
  const isOpen = points.openRef === pointRef;
  return html`<p class="row-head">
      <strong>${point.name}</strong>
      <span class="badge ${LIGHTS[point.state]}">${WATCH_STATE_WORDS[point.state]}</span>
    </p>
    <p class="row-counts small">
      <span>${WATCH_KIND_WORDS[point.kind]}</span>
      ${
        lastReading === null
          ? html`<span>never read</span>`
          : html`<span class="figures"
              >${lastReading.value} ${unit}, ${momentWords(lastReading.seenAt)}</span
            >`
      }
      <span class=${point.isOverdue ? 'attention' : 'soft'}
        >${point.isOverdue ? 'reading was due' : 'next due'} ${momentWords(point.dueAt)}</span
      >
      ${point.isRising ? html`<span class="attention">rising</span>` : nothing}
      ${
        point.adopterCount === 0
          ? html`<span class="attention">nobody looks after it</span>`
          : nothing
      }
      ${
        point.escalatedAt === null
          ? nothing
          : html`<span class="attention"
              >nobody has answered since ${momentWords(point.escalatedAt)}</span
            >`
      }
    </p>
    ${remarks(point)}
    <button
      class="link"
      aria-expanded=${isOpen ? 'true' : 'false'}
      @click=${() => void points.open(isOpen ? null : pointRef)}
    >
      ${isOpen ? 'Shut' : 'Readings and people'}<span class="hidden-visually">
        of ${point.name}</span
      >
    </button>
    ${isOpen && points.opened !== null ? detail(points, points.opened, mayKeep) : nothing}`;
}

function remarks(point: WatchPointView): TemplateResult {
  return html`${point.risingBecause.map((why) => html`<p class="small soft">${why}</p>`)}
  ${
    point.proposesTemplateRef === null
      ? nothing
      : html`<p class="attention">
          Think of a call-out from the template ${point.proposesTemplateRef}.
        </p>`
  }`;
}

function detail(points: Points, point: WatchPointDetailView, mayKeep: boolean): TemplateResult {
  const adopt = (adopts: boolean, who: object): void => {
    const news = adopts ? 'They look after it.' : 'They do not look after it any more.';
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
                    Take them off<span class="hidden-visually"> ${displayName}</span>
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
              ...{ prefix: 'adopter', name: 'person', label: 'Who looks after it' },
              hint: 'Your reference of the person, as under People.',
            })}
            <button class="button" ?disabled=${points.busy}>Add them</button>
          </form>`
        : nothing
    }
    ${readings(point)}
    ${
      mayKeep
        ? html`<button
            class="button danger"
            ?disabled=${points.busy}
            @click=${() => void points.remove(point.pointRef)}
          >
            Remove the point
          </button>`
        : nothing
    }`;
}

function readings(point: WatchPointDetailView): TemplateResult {
  return html`<ol class="plain small figures">
    ${point.readings.map(
      (reading) =>
        html`<li>
          ${momentWords(reading.seenAt)}: <strong>${reading.value}</strong>
          ${reading.isJump ? html`<span class="attention">a jump</span>` : nothing}
          ${reading.note ?? nothing}
        </li>`,
    )}
  </ol>`;
}

function form(points: Points): TemplateResult {
  const send = (fields: HTMLFormElement): void => {
    const place = readPlace(fields);
    if (place === null) return;
    const body = { name: typed(fields, 'name'), kind: typed(fields, 'kind'), place };
    void points.put(typed(fields, 'ref'), { ...body, rule: ruleIn(fields) });
  };
  const field = (name: string, label: string) => ({ prefix: 'point', name, label });
  const number = (name: string, label: string, value = ''): TemplateResult =>
    plainField({ ...field(name, label), type: 'number', step: 'any', min: -1_000_000, value });
  return html`<section aria-labelledby="new-point">
    <h2 id="new-point">Enter one</h2>
    <form class="plan-row form-grid" data-test="point-form" @submit=${submitting(send)}>
      ${plainField(field('ref', 'Short name'))} ${plainField(field('name', 'What it is'))}
      ${plainChoice({
        ...field('kind', 'Kind'),
        choices: WATCH_POINT_KINDS.map((kind) => [kind, WATCH_KIND_WORDS[kind]] as const),
      })}
      ${plainChoice({
        ...field('measure', 'Measured in'),
        choices: WATCH_MEASURES.map((measure) => [measure, WATCH_MEASURE_WORDS[measure]] as const),
      })}
      ${plainChoice({
        ...field('direction', 'Dangerous are'),
        choices: WATCH_DIRECTIONS.map((one) => [one, DIRECTION_WORDS[one]] as const),
      })}
      ${number('warn', 'Warns at')} ${number('alarm', 'Alarm at')}
      ${number('min', 'Lowest that can be read', '0')} ${number('max', 'Highest', '10')}
      ${number('jump', 'A jump in an hour', '1')} ${number('every', 'Hours between readings', '24')}
      ${number('rising', 'Hours while water rises', '1')} ${placeFields('point')}
      <button class="button primary" ?disabled=${points.busy}>Keep it</button>
    </form>
  </section>`;
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
