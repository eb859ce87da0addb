import { html, nothing, type TemplateResult } from 'lit';
import type { PutResponderMessage, ResponderView } from '#contracts/registry-api';
import { LANGUAGES } from '#core/delivery';
import { CREDENTIAL_KINDS, RESPONDER_TIERS, TRAVEL_MODES } from '#core/responder';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import { plainChoice, plainField } from '#web/plain-fields';
import { CREDENTIAL_WORDS, LANGUAGE_WORDS, TIER_WORDS, TRAVEL_WORDS } from '#web/words';
import type { People } from './people';

const tiers = () => RESPONDER_TIERS.map((tier) => [tier, TIER_WORDS[tier]] as const);
const ways = () => TRAVEL_MODES.map((mode) => [mode, TRAVEL_WORDS[mode]] as const);
const languages = () => LANGUAGES.map((one) => [one, LANGUAGE_WORDS[one]] as const);
const kinds = () => CREDENTIAL_KINDS.map((kind) => [kind, CREDENTIAL_WORDS[kind]] as const);

/** What is kept of one person, changed behind a touch; and whether they are called at all. */
export function personForm(page: People, one: ResponderView): TemplateResult {
  return html`<section aria-label=${t('Change')}>
    <details class="override">
      <summary class="button" data-test="edit-person">${t('Change what is kept')}</summary>
      <form class="plan-row form-grid" @submit=${submitting((form) => save(page, one, form))}>
        ${person('edit', one)}
        ${plainField({
          ...{ prefix: 'edit', name: 'phone', label: t('New phone number'), type: 'tel' },
          required: false,
          hint: t('As +17575550123. Empty: as it is.'),
        })}
        ${plainField({
          ...{ prefix: 'edit', name: 'email', label: t('New e-mail address'), type: 'email' },
          ...{ required: false, hint: t('Empty: as it is.') },
        })}
        <button class="button primary" data-test="save-person" ?disabled=${page.busy}>
          ${t('Save')}
        </button>
      </form>
    </details>
    ${standing(page, one)}
  </section>`;
}

/** Somebody new, with a first credential. */
export function newPersonForm(page: People): TemplateResult {
  return html`<form
    class="plan-row form-grid"
    data-test="new-person"
    @submit=${submitting((form) => add(page, form))}
  >
    ${plainField({ prefix: 'new', name: 'ref', label: t('Your reference'), max: 120 })}
    ${person('new', null)}
    ${plainField({
      ...{ prefix: 'new', name: 'phone', label: t('Phone number'), type: 'tel', required: false },
      hint: t('As +17575550123.'),
    })}
    ${plainField({
      ...{ prefix: 'new', name: 'email', label: t('E-mail'), type: 'email', required: false },
    })}
    ${plainChoice({ prefix: 'new', name: 'kind', label: t('Trained in'), choices: kinds() })}
    ${plainField({ prefix: 'new', name: 'issuer', label: t('Issued by') })}
    <div class="field">
      <label for="new-until">${t('Valid until')}</label>
      <input id="new-until" name="until" type="date" />
    </div>
    <label class="tick-line">
      <input type="checkbox" name="verified" value="yes" />
      <span>${t('I have seen the proof: verified')}</span>
    </label>
    <button class="button primary" data-test="keep-person" ?disabled=${page.busy}>
      ${t('Keep in the register')}
    </button>
  </form>`;
}

function person(prefix: string, one: ResponderView | null): TemplateResult {
  const { displayName = '', tier = 'home', travelMode = 'foot', language = 'en' } = one ?? {};
  return html`${plainField({ prefix, name: 'displayName', label: t('Name'), value: displayName })}
  ${plainChoice({ prefix, name: 'tier', label: t('May be sent'), choices: tiers(), chosen: tier })}
  ${plainChoice({
    ...{ prefix, name: 'travelMode', label: t('Travels'), choices: ways(), chosen: travelMode },
  })}
  ${plainChoice({
    ...{ prefix, name: 'language', label: t('Language'), choices: languages(), chosen: language },
  })}`;
}

/** With a reason either way, since it decides whether somebody is ever asked. */
function standing(page: People, one: ResponderView): TemplateResult {
  const disabled = !one.disabled;
  const submit = (form: HTMLFormElement): void => {
    const body = { disabled, reason: typed(form, 'reason') };
    const news = disabled ? t('Disabled: they are asked no more.') : t('Enabled again.');
    void page.change(one, body, news);
  };
  return html`<details class="override">
    <summary class="button ${disabled ? 'danger' : ''}" data-test="standing-open">
      ${disabled ? t('Disable …') : t('Enable …')}
    </summary>
    <form class="sheet-form confirm" @submit=${submitting(submit)}>
      ${
        disabled
          ? html`<p>
              ${t(
                'They are asked nothing and their phones are not let in, until they are enabled again.',
              )}
            </p>`
          : nothing
      }
      ${plainField({
        prefix: 'standing',
        name: 'reason',
        label: t('Why? This goes into the audit.'),
      })}
      <button
        class="button ${disabled ? 'danger solid' : 'primary'}"
        data-test="standing-save"
        ?disabled=${page.busy}
      >
        ${
          disabled
            ? t('Disable {{displayName}}', { displayName: one.displayName })
            : t('Enable {{displayName}}', { displayName: one.displayName })
        }
      </button>
    </form>
  </details>`;
}

function save(page: People, one: ResponderView, form: HTMLFormElement): void {
  const [phone, email] = [typed(form, 'phone'), typed(form, 'email')];
  const body = {
    ...fields(form),
    ...(phone === '' ? {} : { phone }),
    ...(email === '' ? {} : { email }),
  };
  void page.change(one, body, t('Saved.'));
}

function add(page: People, form: HTMLFormElement): void {
  const [phone, email, until] = [typed(form, 'phone'), typed(form, 'email'), typed(form, 'until')];
  const kind = CREDENTIAL_KINDS.find((one) => one === typed(form, 'kind')) ?? 'cpr';
  const body: PutResponderMessage = {
    ...fields(form),
    testPhone: false,
    disabled: false,
    ...(phone === '' ? {} : { phone }),
    ...(email === '' ? {} : { email }),
    credentials: [
      {
        kind,
        issuer: typed(form, 'issuer'),
        validFrom: new Date().toISOString(),
        validTo: until === '' ? null : new Date(`${until}T23:59:59Z`).toISOString(),
        verified: typed(form, 'verified') === 'yes',
      },
    ],
  };
  void page.add(typed(form, 'ref'), body);
}

function fields(form: HTMLFormElement) {
  return {
    displayName: typed(form, 'displayName'),
    tier: RESPONDER_TIERS.find((one) => one === typed(form, 'tier')) ?? 'home',
    travelMode: TRAVEL_MODES.find((one) => one === typed(form, 'travelMode')) ?? 'foot',
    language: LANGUAGES.find((one) => one === typed(form, 'language')) ?? 'en',
  } as const;
}
