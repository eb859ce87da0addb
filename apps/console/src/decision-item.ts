import { html, nothing, type TemplateResult } from 'lit';
import type {
  DecidedPersonView,
  DecisionView,
  EstimateView,
  PersonOutcome,
} from '#contracts/plan-api';
import type { TravelSource } from '#core/travel';
import type { WhereaboutsSource } from '#core/whereabouts';
import { clockOf, count, distanceOf, percentOf, timeOfDay } from '#web/format';
import { ROLE_WORDS } from '#web/words';
import { decidedPeople, outcomesOf, type WhyFilter } from './why-people';

const TRIGGER_WORDS: Readonly<Record<DecisionView['trigger'], string>> = {
  raised: 'Incident raised',
  'changed-by-control': 'Changed by control',
  answered: 'Somebody answered',
  progress: 'Somebody reported a step',
  'aed-reported': 'An AED was reported',
  due: 'Time to look again',
};

const TRAVEL_SOURCE_WORDS: Readonly<Record<TravelSource, string>> = {
  'straight-line': 'straight lines with a detour factor',
  streets: 'the street network',
  'routing-engine': 'the routing engine',
};

const OUTCOME_WORDS: Readonly<Record<PersonOutcome, string>> = {
  alerted: 'alerted',
  ordered: 'given an order',
  'stood-down': 'stood down',
  withdrawn: 'alert withdrawn',
  expired: 'no answer in time',
  'not-alerted': 'not alerted',
};

const WHEREABOUTS_WORDS: Readonly<Record<WhereaboutsSource, string>> = {
  live: 'live position',
  'scheduled-place': 'registered place at this hour',
  home: 'registered home',
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
    <p>${decision.sentence}</p>
    ${circumstances(decision)}
    <ul class="reasons">
      ${people.map(personItem)}
    </ul>
    ${
      people.length < decision.people.length
        ? html`<p class="soft small">
            ${count(decision.people.length - people.length, 'person', 'people')} hidden by the
            filter.
          </p>`
        : nothing
    }
  </details>`;
}

function tally(decision: DecisionView): string {
  const outcomes = outcomesOf(decision);
  if (outcomes.length === 0) return 'Nothing new for anybody';
  return outcomes.map(([outcome, number]) => `${number} ${OUTCOME_WORDS[outcome]}`).join(', ');
}

function circumstances(decision: DecisionView): TemplateResult {
  const { expected } = decision;
  return html`<dl class="facts">
    <div>
      <dt>Rule</dt>
      <dd>${decision.policyName}@${decision.policyVersion}</dd>
    </div>
    <div>
      <dt>Ways by</dt>
      <dd>${TRAVEL_SOURCE_WORDS[decision.travelSource]}</dd>
    </div>
    <div>
      <dt>Considered</dt>
      <dd class="figures">${count(decision.consideredCount, 'person', 'people')}</dd>
    </div>
    ${
      expected === null
        ? nothing
        : html`<div data-test="expected">
            <dt>Expected survival</dt>
            <dd class="figures">
              <strong>${percentOf(expected.after)}</strong> with this decision,
              ${percentOf(expected.before)} without it, ${percentOf(expected.ambulanceOnly)} by the
              ambulance alone
            </dd>
          </div>`
    }
    ${
      decision.safety.length === 0
        ? nothing
        : html`<div>
            <dt>Safety</dt>
            <dd>${decision.safety.map(({ says }) => says).join(' ')}</dd>
          </div>`
    }
    ${
      decision.nextReviewAt === null
        ? nothing
        : html`<div>
            <dt>Next look</dt>
            <dd class="figures">${timeOfDay(Date.parse(decision.nextReviewAt))} at the latest</dd>
          </div>`
    }
  </dl>`;
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
    <p>${person.sentence}</p>
    ${
      person.estimate === null
        ? nothing
        : html`<p class="soft small figures">${estimated(person.estimate)}</p>`
    }
  </li>`;
}

function estimated(estimate: EstimateView): string {
  const { gain, price } = estimate;
  return [
    `${clockOf(estimate.etaMs)} to the patient over ${distanceOf(estimate.wayM)}`,
    `says yes ${percentOf(estimate.acceptChance)}`,
    ...(gain === null ? [] : [`adds ${percentOf(gain)}`]),
    ...(gain === null || price === null ? [] : [`price ${percentOf(price)}`]),
    WHEREABOUTS_WORDS[estimate.whereabouts],
  ].join(' · ');
}
