import { html, nothing, type TemplateResult } from 'lit';
import type { IncidentView } from '#contracts/incident-api';
import { teamPlaces, type TeamPlaces } from '#core/team-places';
import type { TeamRole } from '#core/team-role';
import type { Instant } from '#core/units';
import { clockOf, dueOf, timeOfDay } from '#web/format';
import { t } from '#web/language';
import { aedTally } from './incident-aeds';
import { deliveryTruth } from './delivery-truth';
import type { Desk } from './desk';
import { firstRingAt, firstThere } from './first-there';
import { counts } from './incident-list';

const ROLE_SIGNS: Readonly<Record<TeamRole, string>> = { direct: '♥', 'via-aed': '⚡', guide: '⚑' };

const ROLE_PLACES: Readonly<Record<TeamRole, string>> = {
  direct: t('CPR'),
  'via-aed': t('Fetch AED'),
  guide: t('Meet the crew'),
};

/** What a dispatcher must know within two seconds: clocks, who is first, the team, AEDs, phones. */
export function incidentHead(desk: Desk, incident: IncidentView): TemplateResult {
  const now = desk.clock.now();
  const until = incident.endedAt === null ? now : Date.parse(incident.endedAt);
  return html`<dl class="key-figures" data-test="key-figures">
      <div>
        <dt>${t('Since the call')}</dt>
        <dd class="figures" data-test="since-call">
          ${clockOf(until - Date.parse(incident.calledAt))}
        </dd>
      </div>
      <div>
        <dt>${t('Since first ring')}</dt>
        <dd class="figures" data-test="since-ring">${sinceFirstRing(incident, until)}</dd>
      </div>
      <div class="first-there">
        <dt>${t('First there')}</dt>
        <dd data-test="first-there">${first(incident, now)}</dd>
      </div>
      <div>
        <dt>${t('Ambulance')}</dt>
        <dd>
          ${
            incident.ambulanceEtaAt === null
              ? t('not known')
              : html`${dueOf(Date.parse(incident.ambulanceEtaAt), now)}
                  <span class="soft small">${timeOfDay(Date.parse(incident.ambulanceEtaAt))}</span>`
          }
        </dd>
      </div>
    </dl>
    <div class="glance">
      <p class="three figures" data-test="counts">${counts(incident)}</p>
      ${team(desk, incident)}
      <p class="glance-line"><strong>${t('AEDs')}</strong> ${aedTally(desk.aeds.items)}</p>
      ${deliveryTruth(desk.deliveries, incident)}
    </div>`;
}

/** The parts of the team as a picture and words: filled, open, and being asked. */
function team(desk: Desk, incident: IncidentView): TemplateResult {
  const hasAed =
    desk.aeds.items === null
      ? incident.aeds.length > 0
      : desk.aeds.items.some(({ standing }) => ['open', 'fetched-here'].includes(standing));
  const places = teamPlaces({
    ...{ wantedCount: incident.wantedCount, hasAed },
    people: incident.responders.map((one) => ({
      role: one.task.role,
      isAsked: one.alertStatus === 'sent',
      status: one.assignmentStatus,
    })),
  });
  const isStopped = incident.orders?.isStopped === true;
  return html`<p class="glance-line" data-test="team">
    <strong>${t('Team')}</strong>
    <span class="pills">
      ${places.map(pill)}
      ${isStopped ? html`<span class="badge warn">${t('Nobody new is asked')}</span>` : nothing}
    </span>
  </p>`;
}

function pill({ role, filledCount, wantedCount, askedCount }: TeamPlaces): TemplateResult {
  const isFull = filledCount >= wantedCount;
  return html`<span class="badge role ${isFull ? 'good' : 'warn'}" data-test="role-${role}"
    ><span aria-hidden="true">${ROLE_SIGNS[role]}</span> ${ROLE_PLACES[role]}
    <b class="figures">${filledCount}/${wantedCount}</b>
    ${isFull ? html`<span aria-hidden="true">✓</span>` : nothing}
    ${
      askedCount === 0 || isFull
        ? nothing
        : html`<span class="figures">${t('{{number}} asked', { number: askedCount })}</span>`
    }</span
  >`;
}

function first(incident: IncidentView, now: Instant): TemplateResult {
  const { name, isThere, at, leadMs } = firstThere(incident);
  if (name === null) {
    return html`${incident.ambulanceEtaAt === null ? t('nobody yet') : t('the ambulance')}`;
  }
  const when = isThere ? t('there') : at === null ? t('on the way') : dueOf(at, now);
  return html`<span class="first-name">${name}</span> ${when} ${lead(leadMs)}`;
}

/** By how much the responder is before the ambulance, or after it. */
function lead(leadMs: number | null): TemplateResult | typeof nothing {
  if (leadMs === null) return nothing;
  return leadMs >= 0
    ? html`<span class="badge good"
        >${t('{{time}} before the ambulance', { time: clockOf(leadMs) })}</span
      >`
    : html`<span class="badge warn"
        >${t('{{time}} after the ambulance', { time: clockOf(-leadMs) })}</span
      >`;
}

function sinceFirstRing(incident: IncidentView, until: Instant): string {
  const rang = firstRingAt(incident);
  return rang === null ? t('none has rung') : clockOf(until - rang);
}
