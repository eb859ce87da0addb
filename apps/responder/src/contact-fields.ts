import { html, nothing, type TemplateResult } from 'lit';
import type { OwnReachView } from '#contracts/reach-api';
import type { ContactStanding } from '#core/registration';
import { codeField, submitting, typed } from '#web/forms';
import { t } from '#web/language';
import { dialled, partOutcome } from './own-parts';
import type { Phone } from './phone';

const STANDING_WORDS: Readonly<Record<Exclude<ContactStanding, 'none'>, string>> = {
  vouched: t('from your organisation'),
  proven: t('proven'),
};

/** The two addresses outside the app; a new one is used once its code has come back. */
export function contactFields(phone: Phone, view: OwnReachView): TemplateResult {
  const { contacts } = phone.own;
  return html`<div class="contacts" data-test="contacts">
    ${partOutcome(contacts)}
    ${
      contacts.toProve === null
        ? html`${contact(phone, { kind: 'phone', now: view.phone, standing: view.phoneStanding })}
          ${contact(phone, { kind: 'email', now: view.email, standing: view.emailStanding })}`
        : proof(phone, contacts.toProve.address)
    }
  </div>`;
}

interface Contact {
  readonly kind: 'phone' | 'email';
  readonly now: string | null;
  readonly standing: ContactStanding;
}

function contact(phone: Phone, { kind, now, standing }: Contact): TemplateResult {
  const { own } = phone;
  const isPhone = kind === 'phone';
  const id = isPhone ? 'phone-number' : 'email';
  const submit = (form: HTMLFormElement): void => {
    const address = typed(form, kind);
    void own.contacts.add(kind, isPhone ? dialled(address) : address);
  };
  return html`<form class="contact" data-test="contact-${kind}" @submit=${submitting(submit)}>
    <div class="field">
      <label for=${id}>${isPhone ? t('Telephone number') : 'E-mail'}</label>
      <p class="contact-now">
        <strong>${now ?? t('None')}</strong>
        ${
          standing === 'none'
            ? nothing
            : html`<span
                class="badge ${standing === 'proven' ? 'good' : ''}"
                data-test="standing-${kind}"
                >${STANDING_WORDS[standing]}</span
              >`
        }
      </p>
      <input
        id=${id}
        name=${kind}
        type=${isPhone ? 'tel' : 'email'}
        required
        autocomplete=${isPhone ? 'tel' : 'email'}
        placeholder=${isPhone ? '+1 757 555 0142' : ''}
      />
    </div>
    <p class="deeds">
      <button class="button" data-test="prove-${kind}" ?disabled=${own.contacts.busy}>
        ${now === null ? t('Add: send me a code') : t('Change: send me a code')}
      </button>
      ${now === null ? nothing : removal(phone, kind)}
    </p>
  </form>`;
}

function removal({ reach }: Phone, kind: Contact['kind']): TemplateResult {
  return html`<button
    type="button"
    class="link"
    data-test="remove-${kind}"
    ?disabled=${reach.busy !== null}
    @click=${() => void reach.set('ways', kind === 'phone' ? { phone: null } : { email: null })}
  >
    ${t('Take it away')}
  </button>`;
}

function proof({ own }: Phone, address: string): TemplateResult {
  const submit = (form: HTMLFormElement): void =>
    void own.contacts.confirm(typed(form, 'code').replace(/\s/gu, ''));
  return html`<form class="sheet-form" data-test="contact-proof" @submit=${submitting(submit)}>
    <p>${t('A code is on its way to:')} <strong>${address}</strong></p>
    ${codeField('contact-code', t('Six digits from the message'))}
    <p class="deeds">
      <button class="button primary" data-test="confirm-contact" ?disabled=${own.contacts.busy}>
        ${t('Confirm')}
      </button>
      <button type="button" class="button" @click=${() => own.contacts.leave()}>
        ${t('Not now')}
      </button>
    </p>
  </form>`;
}
