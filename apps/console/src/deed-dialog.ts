import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { IncidentView } from '#contracts/incident-api';
import { MORE_AT_ONCE_MAX } from '#core/dispatch-orders';
import { TYPED_PLACE_LENGTH_MAX } from '#core/typed-place';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import { placeFault, placeOf } from '#web/place-of';
import { sayPlace } from '#web/place-text';
import { KIND_WORDS } from '#web/words';
import { whereOf } from './console-words';
import type { Desk } from './desk';
import type { DeedName, OpenDeed } from './incident-deeds';
import { modal } from './modal';

const REASON_LENGTH_MAX = 200;
const WORDS_LENGTH_MAX = 280;
const ASKED_AT_FIRST = 2;

/** The question before a deed: what it will do, why it is done, and a way out. */
export function deedDialog(desk: Desk): TemplateResult | typeof nothing {
  const { open } = desk.deeds;
  const incident = desk.opened();
  if (open === null || incident === null || incident.id !== open.incidentId) return nothing;
  const cancel = (event: Event): void => {
    event.preventDefault();
    desk.deeds.shut();
  };
  const send = submitting((form) => {
    const body = bodyOf(form, open);
    if (body !== null) void desk.deeds.send(body, (view) => desk.takeIncident(view));
  });
  return html`<dialog
    class="deed"
    aria-labelledby="deed-title"
    data-test="deed"
    @cancel=${cancel}
    ${ref(modal)}
  >
    <form class="sheet-form" @submit=${send}>
      <h2 id="deed-title">${titleOf(open, incident)}</h2>
      <p class="soft">${KIND_WORDS[incident.kind]} · ${whereOf(incident)}</p>
      ${fieldsOf(open, incident)}
      ${
        desk.deeds.problem === null
          ? nothing
          : html`<p class="refusal" role="alert" data-test="deed-problem">${desk.deeds.problem}</p>`
      }
      <div class="deed-buttons">
        <button type="button" class="button" data-test="deed-cancel" @click=${cancel}>
          ${t('Cancel')}
        </button>
        <button
          class="button ${DANGEROUS.includes(open.name) ? 'danger solid' : 'primary'}"
          data-test="deed-send"
          ?disabled=${desk.deeds.busy}
        >
          ${buttonOf(open)}
        </button>
      </div>
    </form>
  </dialog>`;
}

const DANGEROUS: readonly DeedName[] = ['stand-down', 'close'];

function titleOf({ name, responderId }: OpenDeed, incident: IncidentView): string {
  const person = nameOf(incident, responderId);
  switch (name) {
    case 'relocate':
      return t('Move this incident');
    case 'add-responders':
      return t('Ask more people now');
    case 'stand-down':
      return person === null ? t('Stand everybody down?') : t('Stand down {{person}}?', { person });
    case 'messages':
      return person === null
        ? t('Message to people on it')
        : t('Message to {{person}}', { person });
    case 'close':
      return t('Close this incident?');
  }
}

function buttonOf({ name, responderId }: OpenDeed): string {
  switch (name) {
    case 'relocate':
      return t('Move it and tell everybody');
    case 'add-responders':
      return t('Ask them now');
    case 'stand-down':
      return responderId === null ? t('Stand everybody down') : t('Stand down');
    case 'messages':
      return t('Send');
    case 'close':
      return t('Close the incident');
  }
}

function nameOf(incident: IncidentView, responderId: string | null): string | null {
  if (responderId === null) return null;
  const person = incident.responders.find((one) => one.responderId === responderId);
  return person?.displayName ?? null;
}

function fieldsOf(open: OpenDeed, incident: IncidentView): TemplateResult {
  switch (open.name) {
    case 'relocate':
      return html`${relocateFields(incident)} ${reasonField(false)}`;
    case 'add-responders':
      return html`${countField()} ${reasonField(false)}`;
    case 'stand-down':
      return html`<p>
          ${
            open.responderId === null
              ? t(
                  'Everybody asked or on the way is told, and nobody new is asked. Whoever is with the patient stays.',
                )
              : t('They are told at once. Their place is open again.')
          }
        </p>
        ${reasonField(true)}`;
    case 'messages':
      return messageFields(open);
    case 'close':
      return html`<p>${t('Everybody on it is stood down. This cannot be undone.')}</p>
        ${reasonField(true)}`;
  }
}

/** @param isFirst the keyboard begins here */
function reasonField(isFirst: boolean): TemplateResult {
  return html`<div class="field">
    <label for="deed-reason">${t('Why? This goes on the timeline.')}</label>
    <input
      id="deed-reason"
      ?autofocus=${isFirst}
      name="reason"
      required
      maxlength=${REASON_LENGTH_MAX}
      autocomplete="off"
    />
  </div>`;
}

function relocateFields(incident: IncidentView): TemplateResult {
  return html`<div class="field">
      <label for="deed-address">${t('New address')}</label>
      <input
        id="deed-address"
        autofocus
        name="address"
        maxlength="200"
        autocomplete="off"
        placeholder=${incident.address ?? ''}
      />
    </div>
    <div class="field">
      <label for="deed-place">${t('New place')}</label>
      <input
        id="deed-place"
        name="place"
        class="figures"
        maxlength=${TYPED_PLACE_LENGTH_MAX}
        autocomplete="off"
        placeholder="36.85300, -75.97920"
        aria-describedby="deed-place-hint deed-place-read"
        @input=${(event: Event) => sayPlace(event.currentTarget as HTMLInputElement)}
      />
      <output id="deed-place-read" for="deed-place" class="soft small"></output>
      <p id="deed-place-hint" class="soft small">
        ${t('One of both is enough. A new place without an address takes the old address away.')}
      </p>
    </div>
    <label class="choice-line">
      <input type="checkbox" name="outside" /> ${t('The place may lie outside our area')}
    </label>`;
}

function countField(): TemplateResult {
  return html`<p>${t('Beyond what the plan wanted. The plan decides who; safety rules hold.')}</p>
    <div class="field">
      <label for="deed-count">${t('How many more')}</label>
      <input
        id="deed-count"
        autofocus
        name="count"
        type="number"
        class="figures"
        required
        min="1"
        max=${MORE_AT_ONCE_MAX}
        value=${ASKED_AT_FIRST}
      />
    </div>`;
}

function messageFields({ responderId }: OpenDeed): TemplateResult {
  return html`${
      responderId === null
        ? html`<fieldset class="field">
            <legend>${t('To whom')}</legend>
            <label class="choice-line">
              <input type="radio" name="to" value="accepted" checked /> ${t('Those who accepted')}
            </label>
            <label class="choice-line">
              <input type="radio" name="to" value="all" />
              ${t('Everybody asked, also who has not answered')}
            </label>
          </fieldset>`
        : nothing
    }
    <div class="field">
      <label for="deed-text">${t('Message')}</label>
      <textarea
        id="deed-text"
        autofocus
        name="text"
        rows="3"
        required
        maxlength=${WORDS_LENGTH_MAX}
        aria-describedby="deed-text-hint"
      ></textarea>
      <p id="deed-text-hint" class="soft small">${t('No names and nothing about the patient.')}</p>
    </div>`;
}

/** What is sent; null where something typed cannot be read, which is said at its field. */
function bodyOf(form: HTMLFormElement, open: OpenDeed): object | null {
  const reason = typed(form, 'reason');
  switch (open.name) {
    case 'relocate':
      return relocation(form, open);
    case 'add-responders':
      return { reason, count: Number(typed(form, 'count')) };
    case 'stand-down':
      return { reason, responderId: open.responderId };
    case 'messages': {
      const { responderId } = open;
      return {
        to: responderId === null ? typed(form, 'to') : { responderId },
        text: typed(form, 'text'),
      };
    }
    case 'close':
      return { reason };
  }
}

function relocation(form: HTMLFormElement, { seenPlace }: OpenDeed): object | null {
  const [address, words] = [typed(form, 'address'), typed(form, 'place')];
  const place = words === '' ? null : placeOf(words);
  const field = form.elements.namedItem('place');
  if (place === null && (words !== '' || address === '') && field instanceof HTMLInputElement) {
    field.setCustomValidity(
      words === '' ? t('Give an address, a place, or both.') : placeFault(words),
    );
    field.reportValidity();
    return null;
  }
  return {
    ...{ reason: typed(form, 'reason'), seenPlace },
    ...(place === null ? {} : { place }),
    ...(address === '' ? {} : { address }),
    ...(typed(form, 'outside') === 'on' ? { acceptOutsideArea: true } : {}),
  };
}
