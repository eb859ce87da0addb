import { html, nothing, type TemplateResult } from 'lit';
import type {
  DecidedPersonView,
  DecisionView,
  EstimateView,
  PersonOutcome,
} from '#contracts/plan-api';
import type { TravelSource } from '#core/travel';
import type { WhereaboutsSource } from '#core/whereabouts';
import { clockOf, distanceOf, percentOf, timeOfDay } from '#web/format';
import { count, t, toReader } from '#web/language';
import { ROLE_WORDS } from '#web/words';
import { personWhy } from './person-why';
import { decidedPeople, outcomesOf, type WhyFilter } from './why-people';

const TRIGGER_WORDS: Readonly<Record<DecisionView['trigger'], string>> = {
  raised: t('Incident raised'),
  'changed-by-control': t('Changed by control'),
  'by-dispatcher': t('Ordered by a dispatcher'),
  answered: t('Somebody answered'),
  progress: t('Somebody reported a step'),
  'aed-reported': t('An AED was reported'),
  due: t('Time to look again'),
};

const TRAVEL_SOURCE_WORDS: Readonly<Record<TravelSource, string>> = {
  'straight-line': t('straight lines with a detour factor'),
  streets: t('the street network'),
  'routing-engine': t('the routing engine'),
};

const OUTCOME_WORDS: Readonly<Record<PersonOutcome, string>> = {
  alerted: t('alerted'),
  ordered: t('given an order'),
  'stood-down': t('stood down'),
  withdrawn: t('alert withdrawn'),
  expired: t('no answer in time'),
  'not-alerted': t('not alerted'),
};

const WHEREABOUTS_WORDS: Readonly<Record<WhereaboutsSource, string>> = {
  live: t('live position'),
  'scheduled-place': t('registered place at this hour'),
  home: t('registered home'),
};

/** One decision: when, why and by what, what it expected, and each person's sentence. */
export function decisionItem(
  decision: DecisionView,
  filter: WhyFilter,
  calledAt: number,
): TemplateResult {
  const people = decidedPeople(decision, filter);
  const filtering = filter.words.trim() !== '' || filter.who !== 'everyone';
  const open = filtering ? people.length > 0 : decision.seq === 1;
  const at = Date.parse(decision.at);
  return html`<details class="decision" ?open=${open} data-test="decision">
    <summary>
      <span class="decision-head">
        <strong>${decision.seq}. ${TRIGGER_WORDS[decision.trigger]}</strong>
        <time class="figures" datetime=${decision.at}
          >+${clockOf(at - calledAt)} <span class="soft">${timeOfDay(at)}</span></time
        >
      </span>
      <span class="soft">${tally(decision)}</span>
    </summary>
    <p>${toReader(decision.sentence, `${TRIGGER_WORDS[decision.trigger]}: ${tally(decision)}.`)}</p>
    ${circumstances(decision)}
    <ul class="reasons">
      ${people.map(personItem)}
    </ul>
    ${
      people.length < decision.people.length
        ? html`<p class="soft small">
            ${count(
              decision.people.length - people.length,
              'person hidden by the filter.',
              'people hidden by the filter.',
            )}
          </p>`
        : nothing
    }
  </details>`;
}

function tally(decision: DecisionView): string {
  const outcomes = outcomesOf(decision);
  if (outcomes.length === 0) return t('Nothing new for anybody');
  return outcomes.map(([outcome, number]) => `${number} ${OUTCOME_WORDS[outcome]}`).join(', ');
}

function circumstances(decision: DecisionView): TemplateResult {
  return html`<dl class="facts">
    <div>
      <dt>${t('Rule')}</dt>
      <dd>${decision.policyName}@${decision.policyVersion}</dd>
    </div>
    <div>
      <dt>${t('Ways by')}</dt>
      <dd>${TRAVEL_SOURCE_WORDS[decision.travelSource]}</dd>
    </div>
    <div>
      <dt>${t('Considered')}</dt>
      <dd class="figures">${count(decision.consideredCount, 'person', 'people')}</dd>
    </div>
    ${expectedPart(decision)}
    ${
      decision.safety.length === 0
        ? nothing
        : html`<div>
            <dt>${t('Safety')}</dt>
            <dd>${decision.safety.map(({ says }) => says).join(' ')}</dd>
          </div>`
    }
    ${
      decision.nextReviewAt === null
        ? nothing
        : html`<div>
            <dt>${t('Next look')}</dt>
            <dd class="figures">
              ${t('{{time}} at the latest', { time: timeOfDay(Date.parse(decision.nextReviewAt)) })}
            </dd>
          </div>`
    }
  </dl>`;
}

function expectedPart({ expected }: DecisionView): TemplateResult | typeof nothing {
  return expected === null
    ? nothing
    : html`<div data-test="expected">
        <dt>${t('Expected survival')}</dt>
        <dd class="figures">
          <strong>${percentOf(expected.after)}</strong>
          ${t(
            'with this decision; {{before}} without it, {{ambulanceOnly}} by the ambulance alone',
            {
              before: percentOf(expected.before),
              ambulanceOnly: percentOf(expected.ambulanceOnly),
            },
          )}
        </dd>
      </div>`;
}

function personItem(person: DecidedPersonView): TemplateResult {
  const chosen = person.outcome === 'alerted' || person.outcome === 'ordered';
  return html`<li class=${chosen ? 'chosen' : ''}>
    <p class="reason-head">
      <strong>${person.displayName}</strong>
      ${person.role === null || !chosen ? nothing : html`<span>${ROLE_WORDS[person.role]}</span>`}
      ${
        person.distanceM === null
          ? nothing
          : html`<span class="soft figures">${distanceOf(person.distanceM)}</span>`
      }
    </p>
    <p>${decidedWhy(person)}</p>
    ${
      person.estimate === null
        ? nothing
        : html`<p class="soft small figures">${estimated(person.estimate)}</p>`
    }
  </li>`;
}

function decidedWhy(person: DecidedPersonView): string {
  const words = personWhy({ reason: person.reason, sentence: '' });
  const outcome = OUTCOME_WORDS[person.outcome];
  return toReader(person.sentence, words === '' ? outcome : `${outcome}: ${words}`);
}

function estimated(estimate: EstimateView): string {
  const { gain, price } = estimate;
  return [
    t('{{time}} to the patient over {{way}}', {
      time: clockOf(estimate.etaMs),
      way: distanceOf(estimate.wayM),
    }),
    t('says yes {{acceptChance}}', { acceptChance: percentOf(estimate.acceptChance) }),
    ...(gain === null ? [] : [t('adds {{gain}}', { gain: percentOf(gain) })]),
    ...(gain === null || price === null ? [] : [t('price {{price}}', { price: percentOf(price) })]),
    WHEREABOUTS_WORDS[estimate.whereabouts],
  ].join(' · ');
}
