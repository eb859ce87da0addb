import { html, nothing, type TemplateResult } from 'lit';
import type { IncidentView } from '#contracts/incident-api';
import type { SafetyFindingView } from '#contracts/safety-api';
import { timeOfDay } from '#web/format';
import { t } from '#web/language';
import { TIER_WORDS } from '#web/words';
import type { Desk } from './desk';

/** What keeps people away from this incident, and a dispatcher's way to send them all the same. */
export function safetyBanner(desk: Desk, incident: IncidentView): TemplateResult | typeof nothing {
  if (incident.safety.length === 0) return nothing;
  const { safetyOverride } = incident;
  const holds = incident.safety.some(({ overridden }) => !overridden);
  return html`<section
    class="safety ${holds ? 'holds' : ''}"
    aria-labelledby="safety"
    data-test="safety"
  >
    <h2 id="safety">
      <span aria-hidden="true">⚠</span>
      ${holds ? t('Not safe for everyone') : t('Safety rule overridden')}
    </h2>
    <ul>
      ${incident.safety.map(finding)}
    </ul>
    ${safetyOverride === null ? nothing : overriddenBy(safetyOverride)}
    ${holds && mayOverride(desk, incident) ? overrideForm(desk) : nothing}
  </section>`;
}

function mayOverride(desk: Desk, incident: IncidentView): boolean {
  return incident.status === 'active' && desk.door.may('override-safety');
}

function finding({ says, keepsAway, overridden }: SafetyFindingView): TemplateResult {
  const tiers = keepsAway.map((tier) => TIER_WORDS[tier]).join(', ');
  return html`<li>
    <strong>${says}</strong>
    <span
      >${
        overridden
          ? t('Would keep away: {{tiers}}.', { tiers })
          : t('Keeps away: {{tiers}}.', { tiers })
      }</span
    >
  </li>`;
}

function overriddenBy(given: NonNullable<IncidentView['safetyOverride']>): TemplateResult {
  return html`<p data-test="override">
    ${t('People are sent all the same. Decided by:')} <strong>${accountOf(given.by)}</strong>,
    <span class="figures">${timeOfDay(Date.parse(given.at))}</span>: “${given.reason}”
  </p>`;
}

/** The beginning of an account's number is enough to tell two of them apart. */
function accountOf(by: string): string {
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/u.test(by)
    ? t('account {{account}}', { account: by.slice(0, 8) })
    : by;
}

/** Behind a touch of its own: sending people into danger is never done by accident. */
function overrideForm(desk: Desk): TemplateResult {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const reason = new FormData(event.currentTarget as HTMLFormElement).get('reason');
    if (typeof reason === 'string') void desk.overrideSafety(reason.trim());
  };
  return html`<details class="override">
    <summary class="button danger" data-test="override-open">
      ${t('Send people all the same')}
    </summary>
    <form class="sheet-form" @submit=${submit}>
      <div class="field">
        <label for="override-reason"
          >${t('Why is it safe enough? This goes on the timeline.')}</label
        >
        <textarea id="override-reason" name="reason" rows="2" maxlength="2000" required></textarea>
      </div>
      ${
        desk.overrideProblem === null
          ? nothing
          : html`<p class="refusal" role="alert" data-test="override-problem">
              ${desk.overrideProblem}
            </p>`
      }
      <button class="button danger solid" ?disabled=${desk.busy} data-test="override-send">
        ${t('Override and send people')}
      </button>
    </form>
  </details>`;
}
