import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { LedgerLineView, LedgerView, ReachedView } from '#contracts/delivery-api';
import type { IncidentMode } from '#core/incident';
import { timeOfDay } from '#web/format';
import { count, t, toReader } from '#web/language';
import type { Deliveries } from './deliveries';
import {
  CHANNEL_BY,
  OUTCOME_WORDS,
  STANDING_SIGNS,
  STANDING_WORDS,
  STATUS_WORDS,
  SUBJECT_WORDS,
  lineWords,
  summaryWords,
} from './delivery-words';
import { modeNotice, modePage } from './mode-strip';
import { linesOf, standingOf, troubleFirst, type Standing } from './standing';

/** The ledger of one incident or call-out: who was reached, by what, when, and who was not. */
export function deliveriesPage(
  deliveries: Deliveries,
  about: { readonly title: string; readonly back: string; readonly mode?: IncidentMode },
): TemplateResult {
  const { ledger } = deliveries;
  const { mode = 'actual' } = about;
  return html`<article class="incident ${modePage(mode)}" data-test="deliveries-page">
    <a class="back-always" href=${about.back}>${t('← Back')}</a> ${modeNotice(mode)}
    <header>
      <h1 tabindex="-1" data-heading>${t('Deliveries')}</h1>
      <p class="where">${about.title}</p>
    </header>
    ${
      deliveries.problem === null
        ? nothing
        : html`<p class="refusal" role="alert">${deliveries.problem}</p>`
    }
    ${ledger === null ? html`<p class="soft">${t('Loading …')}</p>` : truth(ledger)}
  </article>`;
}

function truth(ledger: LedgerView): TemplateResult {
  return html`<p class="summary" role="status" data-test="ledger-summary">
      ${summaryWords(ledger)}
    </p>
    ${unconfirmed(ledger)} ${unseen(ledger)}
    <section aria-labelledby="reached">
      <h2 id="reached">${t('People')} <span class="soft figures">${ledger.people.length}</span></h2>
      ${
        ledger.people.length === 0
          ? html`<p class="soft">${t('Nothing has been sent yet.')}</p>`
          : nothing
      }
      <ul class="ledger" data-test="ledger">
        ${repeat(
          troubleFirst(ledger.people),
          (person) => person.responderId,
          (person) => html`<li>${personItem(ledger, person)}</li>`,
        )}
      </ul>
    </section>`;
}

/** Whoever is standing so, by name. */
function named(ledger: LedgerView, standing: Standing): readonly ReachedView[] {
  return ledger.people.filter((person) => standingOf(person) === standing);
}

/** Their phones rang with it; that somebody looked is not known. */
function unseen(ledger: LedgerView): TemplateResult | typeof nothing {
  const names = named(ledger, 'unseen').map(({ displayName }) => displayName);
  if (names.length === 0) return nothing;
  return html`<p data-test="unseen">
    ${t(
      'Stood down or given a new order, and their phone rang with it; nobody has looked at it yet:',
    )}
    <strong>${names.join(', ')}</strong>.
  </p>`;
}

/** Whoever may still be running for nothing, or to the wrong place, is named before all else. */
function unconfirmed(ledger: LedgerView): TemplateResult | typeof nothing {
  const people = named(ledger, 'unconfirmed');
  if (people.length === 0) return nothing;
  return html`<section class="safety" aria-labelledby="unconfirmed" data-test="unconfirmed">
    <h2 id="unconfirmed">
      <span aria-hidden="true">!</span>
      ${count(people.length, 'phone has not confirmed it', 'phones have not confirmed it')}
    </h2>
    <p>${t('Stood down or given a new order, and may still go by the old one:')}</p>
    <ul>
      ${people.map((person) => html`<li><strong>${person.displayName}</strong></li>`)}
    </ul>
  </section>`;
}

function personItem(ledger: LedgerView, person: ReachedView): TemplateResult {
  const standing = standingOf(person);
  const lines = linesOf(ledger, person.responderId);
  return html`<details class="carried ${standing}" data-test="reached">
    <summary>
      <span class="state">
        <span class="sign" aria-hidden="true">${STANDING_SIGNS[standing]}</span>
        <span>${STANDING_WORDS[standing]}</span>
      </span>
      <strong class="who">${person.displayName}</strong>
      <span class="soft figures how">${how(person)}</span>
      <span class="says">${toReader(person.sentence, lines.map(lineWords).join('; '))}</span>
    </summary>
    <ol class="tries">
      ${lines.map((line) => html`<li>${lineItem(line)}</li>`)}
    </ol>
  </details>`;
}

function how(person: ReachedView): string {
  const parts = [
    ...(person.subject === 'alert' ? [] : [SUBJECT_WORDS[person.subject]]),
    ...(person.by === null ? [] : [t('by {{channel}}', { channel: CHANNEL_BY[person.by] })]),
    ...(person.confirmedAt === null ? [] : [timeOfDay(Date.parse(person.confirmedAt))]),
  ];
  return parts.join(' · ');
}

function lineItem(line: LedgerLineView): TemplateResult {
  return html`<p class="row-head">
      <strong
        >${t('{{subject}} by {{channel}}', {
          subject: SUBJECT_WORDS[line.subject],
          channel: CHANNEL_BY[line.channel],
        })}</strong
      >
      <span class="badge ${lookOf(line)}">${STATUS_WORDS[line.status]}</span>
    </p>
    <p>${toReader(line.sentence, lineWords(line))}</p>
    <dl class="times figures">
      ${time(t('Queued'), line.queuedAt)} ${line.attempts.map(attempt)}
      ${time(t('Arrived'), line.deliveredAt)} ${time(t('Seen'), line.seenAt)}
      ${time(t('Answered'), line.answeredAt)}
    </dl>`;
}

function lookOf({ status }: LedgerLineView): string {
  if (status === 'delivered') return 'good';
  return status === 'failed' ? 'warn' : '';
}

type Attempt = LedgerLineView['attempts'][number];

function attempt(tried: Attempt, index: number): TemplateResult {
  const { answeredAt, handedOverAt, outcome, error } = tried;
  const said = `${OUTCOME_WORDS[outcome]}${error === null ? '' : `: ${error}`}`;
  return html`${time(index === 0 ? t('Handed over') : t('Again'), handedOverAt)}
    <div>
      <dt>${t('Provider')}</dt>
      <dd>${answeredAt === null ? '' : timeOfDay(Date.parse(answeredAt))} ${said}</dd>
    </div>`;
}

function time(words: string, at: string | null): TemplateResult | typeof nothing {
  return at === null
    ? nothing
    : html`<div>
        <dt>${words}</dt>
        <dd>${timeOfDay(Date.parse(at))}</dd>
      </div>`;
}
