import { html, nothing, type TemplateResult } from 'lit';
import type { OwnWatchPointsView } from '#contracts/watch-point-api';
import type { WatchMeasure, WatchState } from '#core/watch-point';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import { momentWords } from '#web/moments';
import { plainField } from '#web/plain-fields';
import { WATCH_MEASURE_WORDS, WATCH_STATE_WORDS } from '#web/watch-words';
import { navigationLink } from '#web/navigation';
import { partOutcome } from './own-parts';
import type { Phone } from './phone';

type Point = OwnWatchPointsView['items'][number];

const LIGHTS: Readonly<Record<WatchState, string>> = {
  unknown: '',
  normal: 'good',
  warn: 'warn',
  alarm: 'danger',
};

/** Drains, gauges and banks this person has adopted, each with its next reading. */
export function watchScreen(phone: Phone): TemplateResult {
  const { watching, outbox } = phone.own;
  return html`<main class="home" data-test="watch-screen">
    <a class="back" href="#">${t('← Back')}</a>
    <h1 tabindex="-1" data-screen="watch">${t('My watch points')}</h1>
    ${partOutcome(watching)}
    ${outbox.says === null ? nothing : html`<p class="refusal" role="alert">${outbox.says}</p>`}
    ${watching.points === null ? html`<p class="soft">${t('Loading …')}</p>` : nothing}
    ${
      watching.points?.length === 0
        ? html`<p class="soft">
            ${t(
              'You look after none. Your organisation enters who adopts a drain, a gauge or a bank.',
            )}
          </p>`
        : nothing
    }
    ${watching.points?.map((point) => pointCard(phone, point))}
  </main>`;
}

function pointCard({ own: { watching } }: Phone, point: Point): TemplateResult {
  const { rule, lastReading } = point;
  const unit = unitOf(rule.measure);
  const send = (form: HTMLFormElement): void => {
    const value = Number(typed(form, 'value'));
    void watching.read(point, value, typed(form, 'note') || null).then(() => form.reset());
  };
  return html`<section class="card" data-test="watch-point">
    <h2>${point.name}</h2>
    <p>
      <span class="badge ${LIGHTS[point.state]}">${WATCH_STATE_WORDS[point.state]}</span>
      ${point.isRising ? html`<span class="badge warn">${t('Water is rising')}</span>` : nothing}
    </p>
    <p class=${point.isOverdue ? 'trouble' : 'soft'}>
      ${point.isOverdue ? t('A reading was due') : t('Next reading due')}
      ${momentWords(point.dueAt)}.
      ${
        lastReading === null
          ? nothing
          : html`${t('Last: {{value}} {{unit}}, {{seenAt}}.', {
              value: lastReading.value,
              unit,
              seenAt: momentWords(lastReading.seenAt),
            })}`
      }
    </p>
    <form class="sheet-form" @submit=${submitting(send)}>
      ${plainField({
        ...{
          prefix: `watch-${point.pointRef}`,
          name: 'value',
          label: t('Reading in {{unit}}', { unit }),
        },
        ...{ type: 'number', step: 'any', min: rule.valueMin, max: rule.valueMax },
        hint: t('Warns at {{warnAt}}, alarm at {{alarmAt}}.', {
          warnAt: rule.warnAt,
          alarmAt: rule.alarmAt,
        }),
      })}
      ${plainField({
        ...{ prefix: `watch-${point.pointRef}`, name: 'note', label: t('Note'), required: false },
      })}
      <button class="button primary" data-test="send-reading">${t('Send the reading')}</button>
    </form>
    ${navigationLink(point.place, t('Way there'))}
  </section>`;
}

function unitOf(measure: WatchMeasure): string {
  return WATCH_MEASURE_WORDS[measure];
}
