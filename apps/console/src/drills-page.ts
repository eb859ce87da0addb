import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { DrillSummaryView, DrillView } from '#contracts/drill-api';
import { timeOfDay } from '#web/format';
import { count, language, t } from '#web/language';
import { CHANNEL_BY } from './delivery-words';
import { drillForm } from './drill-form';
import { callsByTrouble, type Drills } from './drills';
import { hashOf } from './route';

type Call = DrillView['calls'][number];

const STATUS_WORDS: Readonly<Record<DrillSummaryView['status'], string>> = {
  planned: t('Planned'),
  running: t('Running'),
  ended: t('Over'),
  cancelled: t('Called off'),
};

const STATE_WORDS: Readonly<Record<Call['state'], string>> = {
  waiting: t('Waiting'),
  answered: t('Heard it'),
  'rang-unanswered': t('Rang, no answer'),
  'not-reached': t('Not reached'),
};
const STATE_SIGNS: Readonly<Record<Call['state'], string>> = {
  waiting: '…',
  answered: '✓',
  'rang-unanswered': '♪',
  'not-reached': '✕',
};

/** Communication tests: plan one, watch its score, and read who was not reached. */
export function drillsPage(page: Drills): TemplateResult {
  return html`<article class="incident" data-test="drills-page">
    <a class="back" href=${hashOf({ page: 'incidents' })}>${t('← All incidents')}</a>
    <header>
      <h1 tabindex="-1" data-heading>${t('Drills')}</h1>
      <p class="soft">
        ${t(
          'A drill rings the phones of everybody on duty and asks them to tap “I heard it”. Nobody is sent anywhere.',
        )}
      </p>
    </header>
    ${page.problem === null ? nothing : html`<p class="refusal" role="alert">${page.problem}</p>`}
    ${
      page.news === null
        ? nothing
        : html`<p class="done-news" role="status" data-test="drill-news">${page.news}</p>`
    }
    ${page.opened === null ? nothing : openedDrill(page.opened)} ${drillForm(page)} ${list(page)}
  </article>`;
}

function list(page: Drills): TemplateResult {
  return html`<section aria-labelledby="drills">
    <h2 id="drills">${t('All drills')}</h2>
    ${page.drills === null ? html`<p class="soft">${t('Loading …')}</p>` : nothing}
    ${page.drills?.length === 0 ? html`<p class="soft">${t('None yet.')}</p>` : nothing}
    <ul class="rows" data-test="drills">
      ${repeat(
        page.drills ?? [],
        (drill) => drill.id,
        (drill) => html`<li class="plan-row" data-test="drill">${drillRow(page, drill)}</li>`,
      )}
    </ul>
  </section>`;
}

function drillRow(page: Drills, drill: DrillSummaryView): TemplateResult {
  const isOver = drill.status === 'ended' || drill.status === 'cancelled';
  return html`<div class="row-head">
      <p>
        <strong>${drill.title}</strong>
        <span class="soft figures">${whenOf(drill)}</span>
      </p>
      <span class="badge ${drill.status === 'running' ? 'warn' : ''}"
        >${STATUS_WORDS[drill.status]}</span
      >
    </div>
    ${drill.startedAt === null ? nothing : score(drill)}
    <p class="deeds">
      ${
        drill.startedAt === null
          ? nothing
          : html`<a
              class="button"
              href=${hashOf({ page: 'drills', drillId: drill.id })}
              data-test="open-drill"
              >${t('Who was reached')}</a
            >`
      }
      ${
        isOver
          ? nothing
          : html`<button
              class="button danger"
              ?disabled=${page.busy}
              data-test="cancel-drill"
              @click=${() => void page.cancel(drill)}
            >
              ${t('Call it off')}
            </button>`
      }
    </p>`;
}

function score(drill: DrillSummaryView): TemplateResult {
  const { calledCount, reachedCount, answeredCount } = drill;
  return html`<progress
      max=${Math.max(1, calledCount)}
      .value=${answeredCount}
      aria-label=${t('Heard it')}
    ></progress>
    <p class="row-counts figures" data-test="score">
      <span
        ><strong
          >${t('{{answeredCount}} of {{calledCount}}', { answeredCount, calledCount })}</strong
        >
        ${t('heard it')}${drill.score === null ? '' : ` (${Math.round(drill.score * 100)} %)`}</span
      >
      <span>${count(reachedCount, 'phone rang', 'phones rang')}</span>
      ${
        calledCount === reachedCount
          ? nothing
          : html`<span class="attention"
              >${t('{{number}} not reached', { number: calledCount - reachedCount })}</span
            >`
      }
    </p>`;
}

function openedDrill(drill: DrillView): TemplateResult {
  return html`<section aria-labelledby="opened-drill" data-test="opened-drill">
    <h2 id="opened-drill">${t('{{title}}: who was reached', { title: drill.title })}</h2>
    ${score(drill)}
    <ul class="ledger">
      ${repeat(
        callsByTrouble(drill),
        (call) => call.responderId,
        (call) =>
          html`<li class="ready ${call.state}" data-test="call">
            <p class="state">
              <span class="sign" aria-hidden="true">${STATE_SIGNS[call.state]}</span>
              <strong>${call.displayName}</strong> <span>${STATE_WORDS[call.state]}</span>
            </p>
            <p class="soft small figures">${callTimes(call)}</p>
          </li>`,
      )}
    </ul>
  </section>`;
}

function callTimes(call: Call): string {
  const parts = [
    t('sent {{time}}', { time: timeOfDay(Date.parse(call.sentAt)) }),
    ...(call.deliveredAt === null
      ? []
      : [t('rang {{time}}', { time: timeOfDay(Date.parse(call.deliveredAt)) })]),
    ...(call.heardBy.length === 0
      ? []
      : [
          t('by {{channel}}', {
            channel: call.heardBy.map((channel) => CHANNEL_BY[channel]).join(', '),
          }),
        ]),
    ...(call.answeredAt === null
      ? []
      : [t('answered {{time}}', { time: timeOfDay(Date.parse(call.answeredAt)) })]),
  ];
  return parts.join(' · ');
}

function whenOf(drill: DrillSummaryView): string {
  const start = new Date(drill.startedAt ?? drill.startsAt).toLocaleString(language(), {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  const window = t('{{minutes}} min to answer', { minutes: Math.round(drill.windowS / 60) });
  return [
    start,
    window,
    ...(drill.everyDays === null
      ? []
      : [t('every {{everyDays}} days', { everyDays: drill.everyDays })]),
  ].join(' · ');
}
