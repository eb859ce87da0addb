import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { FactView, IncidentView } from '#contracts/incident-api';
import { clockOf, distanceOf, timeOfDay } from '#web/format';
import { t } from '#web/language';
import { ALERTED_WORDS, ROLE_WORDS, wordsOf } from '#web/words';
import { FACT_WORDS, REPORT_WORDS } from './console-words';
import { CHANNEL_BY } from './delivery-words';
import type { Desk } from './desk';

/** Everything that happened, newest first, with the time since the call. */
export function timelineList(desk: Desk, incident: IncidentView): TemplateResult {
  const facts = [...desk.timeline].reverse();
  const calledAt = Date.parse(incident.calledAt);
  const names = namesOf(desk, incident);
  const aedNames = aedNamesOf(incident);
  return html`<section aria-labelledby="timeline">
    <h2 id="timeline">${t('Timeline')} <span class="soft figures">${facts.length}</span></h2>
    <ol class="timeline" data-test="timeline">
      ${repeat(
        facts,
        (fact) => fact.seq,
        (fact) => line(fact, { calledAt, names, aedNames }),
      )}
    </ol>
  </section>`;
}

interface Context {
  readonly calledAt: number;
  readonly names: ReadonlyMap<string, string>;
  readonly aedNames: ReadonlyMap<string, string>;
}

/** Facts carry no names; the people of the incident and of its plan do. */
function namesOf(desk: Desk, incident: IncidentView): ReadonlyMap<string, string> {
  return new Map(
    [...(desk.plan?.people ?? []), ...incident.responders].map((person) => [
      person.responderId,
      person.displayName,
    ]),
  );
}

function aedNamesOf(incident: IncidentView): ReadonlyMap<string, string> {
  const near = incident.aeds.map(({ aedId, name }) => [aedId, name] as const);
  const fetched = incident.responders.flatMap(({ task: { aedId, aedName } }) =>
    aedId === null || aedName === null ? [] : [[aedId, aedName] as const],
  );
  return new Map([...near, ...fetched]);
}

function line(fact: FactView, { calledAt, names, aedNames }: Context): TemplateResult {
  const at = Date.parse(fact.at);
  const who = fact.responderId === null ? undefined : names.get(fact.responderId);
  return html`<li>
    <time class="figures" datetime=${fact.at}
      >+${clockOf(at - calledAt)} <span class="soft">${timeOfDay(at)}</span></time
    >
    <span>
      ${FACT_WORDS[fact.kind]}${who === undefined ? nothing : html`: <strong>${who}</strong>`}
      ${detail(fact, aedNames)}
    </span>
  </li>`;
}

/** The parts of a fact's detail that help a dispatcher. */
function detail(
  fact: FactView,
  aedNames: ReadonlyMap<string, string>,
): TemplateResult | typeof nothing {
  const { why, reason, distanceM, channel, role, aedId, report } = fact.detail;
  const parts: string[] = [];
  if (typeof role === 'string')
    parts.push(wordsOf(ROLE_WORDS, role, role).replace(/^./u, (first) => first.toLowerCase()));
  if (typeof aedId === 'string') parts.push(aedNames.get(aedId) ?? t('an AED'));
  if (typeof report === 'string') parts.push(wordsOf(REPORT_WORDS, report, report));
  if (typeof why === 'string') parts.push(wordsOf(ALERTED_WORDS, why, why).toLowerCase());
  if (typeof distanceM === 'number') parts.push(distanceOf(distanceM));
  if (typeof channel === 'string')
    parts.push(t('by {{channel}}', { channel: wordsOf(CHANNEL_BY, channel, channel) }));
  if (typeof reason === 'string') parts.push(readable(reason));
  return parts.length === 0 ? nothing : html`<span class="soft">${parts.join(', ')}</span>`;
}

/** A code without its dashes; a sentence that somebody wrote stays as it is. */
function readable(reason: string): string {
  return reason.includes(' ') ? reason : reason.replaceAll('-', ' ');
}
