import { html, nothing, type TemplateResult } from 'lit';
import type { IncidentResponderView, IncidentView } from '#contracts/incident-api';
import { t } from '#web/language';
import { DEED_KEYS } from './deed-keys';
import type { Desk } from './desk';
import type { DeedName } from './incident-deeds';
import { outcome } from './page-parts';

const DEEDS: readonly DeedName[] = [
  'messages',
  'add-responders',
  'relocate',
  'stand-down',
  'close',
];

/** What can be done about a running incident; each asks once more before it is done. */
export function incidentActions(
  desk: Desk,
  incident: IncidentView,
): TemplateResult | typeof nothing {
  if (!desk.door.may('direct-incident')) return nothing;
  const isActive = incident.status === 'active';
  return html`${
    isActive
      ? html`<div class="incident-deeds" role="group" aria-label=${t('Actions')} data-test="deeds">
          ${DEEDS.map(
            (name) =>
              html`<button
                type="button"
                class="button ${name === 'close' ? 'danger' : ''}"
                aria-keyshortcuts=${desk.keys.areOn ? DEED_KEYS[name] : nothing}
                data-test="do-${name}"
                @click=${() => desk.deeds.ask(name, incident)}
              >
                ${wordOf(name)} ${desk.keys.areOn ? keyCap(DEED_KEYS[name]) : nothing}
              </button>`,
          )}
        </div>`
      : nothing
  }
  ${desk.deeds.open === null ? outcome(desk.deeds) : nothing}`;
}

/** What can be done about one person who is asked or on the way. */
export function personActions(
  desk: Desk,
  incident: IncidentView,
  person: IncidentResponderView,
): TemplateResult | typeof nothing {
  const { alertStatus, assignmentStatus, displayName, responderId } = person;
  const isBound = ['accepted', 'en-route', 'on-scene', 'with-patient'].includes(
    assignmentStatus ?? '',
  );
  const isOnIt = isBound || alertStatus === 'sent';
  const isActive = incident.status === 'active' && desk.door.may('direct-incident');
  if (!isActive || !isOnIt) return nothing;
  return html`<span class="person-deeds">
    <button
      type="button"
      class="link"
      data-test="tell-person"
      aria-label=${t('Message to {{person}}', { person: displayName })}
      @click=${() => desk.deeds.ask('messages', incident, responderId)}
    >
      ${t('Message')}
    </button>
    ${
      assignmentStatus === 'with-patient'
        ? nothing
        : html`<button
            type="button"
            class="link"
            data-test="stand-down-person"
            aria-label=${t('Stand down {{person}}', { person: displayName })}
            @click=${() => desk.deeds.ask('stand-down', incident, responderId)}
          >
            ${t('Stand down')}
          </button>`
    }
  </span>`;
}

/** The key as it is printed on it. */
function keyCap(key: string): TemplateResult {
  return html`<kbd aria-hidden="true">${key.toUpperCase()}</kbd>`;
}

function wordOf(name: DeedName): string {
  switch (name) {
    case 'messages':
      return t('Message');
    case 'add-responders':
      return t('Ask more');
    case 'relocate':
      return t('Move');
    case 'stand-down':
      return t('Stand all down');
    case 'close':
      return t('Close it');
  }
}
