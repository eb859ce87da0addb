import { html, nothing, type TemplateResult } from 'lit';
import type { RegisteredAedView } from '#contracts/aed-register-api';
import { OPENING_HOURS_LENGTH_MAX, type PutAedMessage } from '#contracts/registry-api';
import { AED_ACCESS } from '#core/aed';
import { confirmed } from '#web/confirm';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import { plainChoice, plainField } from '#web/plain-fields';
import { ACCESS_WORDS } from '#web/words';
import type { AedMove, Aeds } from './aeds';
import { openWords } from './aed-words';

const DIGITS = 6;

/** One AED, new or as it is kept; its hours are read by the server while they are typed. */
export function aedForm(page: Aeds, aed: RegisteredAedView | null): TemplateResult {
  const [lon, lat] = page.pointed ?? aed?.place.coordinates ?? [null, null];
  const write = (form: HTMLFormElement): void => {
    const ref = aed?.externalRef ?? typed(form, 'ref');
    void page.put(ref, messageOf(form, aed));
  };
  const field = { prefix: 'aed' } as const;
  const access = AED_ACCESS.map((one) => [one, ACCESS_WORDS[one]] as const);
  return html`<form class="plan-row form-grid" data-test="aed-form" @submit=${submitting(write)}>
    ${
      aed === null
        ? plainField({ ...field, name: 'ref', label: t('Your reference'), max: 120 })
        : nothing
    }
    ${plainField({ ...field, name: 'name', label: t('Name'), value: aed?.name ?? '' })}
    ${plainField({
      ...{ ...field, name: 'detail', label: t('Where in the building'), required: false },
      value: aed?.locationDetail ?? '',
    })}
    ${plainField({
      ...{ ...field, name: 'floor', label: t('Floor'), required: false, max: 20 },
      value: aed?.floor ?? '',
    })}
    ${degrees('lat', t('Latitude'), lat)} ${degrees('lon', t('Longitude'), lon)}
    ${plainChoice({
      ...{ ...field, name: 'access', label: t('Who may take it'), choices: access },
      chosen: aed?.access ?? 'unknown',
    })}
    ${hoursField(page, aed)}
    ${plainField({
      ...{ ...field, name: 'code', label: t('Cabinet code'), required: false, max: 60 },
      hint: codeHint(aed),
    })}
    <label class="tick-line">
      <input type="checkbox" name="checked" value="yes" />
      <span>${t('Checked today')}</span>
    </label>
    <p class="deeds wide">
      <button class="button primary" data-test="save-aed" ?disabled=${page.busy}>
        ${t('Save')}
      </button>
      <button type="button" class="button" @click=${() => page.open(null)}>${t('Cancel')}</button>
      ${aed === null ? nothing : moves(page, aed)}
    </p>
  </form>`;
}

function codeHint(aed: RegisteredAedView | null): string {
  return aed?.hasCabinetCode === true
    ? t('One is kept. Empty: as it is.')
    : t('Shown to whoever fetches it, and to nobody else.');
}

function degrees(name: 'lat' | 'lon', label: string, value: number | null): TemplateResult {
  const most = name === 'lat' ? 90 : 180;
  return html`<div class="field">
    <label for="aed-${name}">${label}</label>
    <input
      id="aed-${name}"
      name=${name}
      type="number"
      required
      step="any"
      min=${-most}
      max=${most}
      .value=${value === null ? '' : value.toFixed(DIGITS)}
    />
  </div>`;
}

function hoursField(page: Aeds, aed: RegisteredAedView | null): TemplateResult {
  const { hours } = page;
  const isBad = hours?.hoursRead === 'unknown';
  return html`<div class="field wide">
    <label for="aed-hours">${t('Opening hours')}</label>
    <input
      id="aed-hours"
      name="hours"
      maxlength=${OPENING_HOURS_LENGTH_MAX}
      autocomplete="off"
      spellcheck="false"
      placeholder="Mo-Fr 08:00-18:00; PH off"
      value=${aed?.openingHours ?? ''}
      aria-describedby="aed-hours-read"
      @input=${(event: Event) => page.readHours((event.currentTarget as HTMLInputElement).value)}
    />
    <p
      id="aed-hours-read"
      class="small ${isBad ? 'attention' : 'soft'}"
      role="status"
      data-test="hours-read"
    >
      ${
        hours === null
          ? t('As OpenStreetMap writes them: 24/7, Mo-Fr 08:00-18:00.')
          : isBad
            ? t('Not understood: this AED would never count as open.')
            : t('Understood. {{now}}.', { now: openWords(hours) })
      }
    </p>
  </div>`;
}

function moves(page: Aeds, aed: RegisteredAedView): TemplateResult {
  const button = (to: AedMove, words: string, news: string) =>
    html`<button
      type="button"
      class="button ${to === 'retired' ? 'danger' : ''}"
      data-test="aed-${to}"
      ?disabled=${page.busy}
      @click=${() => void move(page, aed, { to, news })}
    >
      ${words}
    </button>`;
  const { status, name } = aed;
  if (status === 'retired') return html``;
  return html`${
    status === 'available'
      ? nothing
      : button('available', t('It is usable'), t('{{name}} is usable again.', { name }))
  }
  ${
    status === 'out-of-service'
      ? nothing
      : button('out-of-service', t('It is out of order'), t('{{name}} is out of order.', { name }))
  }
  ${button('retired', t('It is gone for good'), t('{{name}} is gone.', { name }))}`;
}

/** One that is gone is never sent for again: asked once more. */
async function move(
  page: Aeds,
  aed: RegisteredAedView,
  { to, news }: { readonly to: AedMove; readonly news: string },
): Promise<void> {
  const isSure =
    to !== 'retired' ||
    (await confirmed({
      question: t('Is {{name}} gone for good?', { name: aed.name }),
      says: t('Nobody is sent for it any more.'),
      yes: t('It is gone for good'),
    }));
  if (isSure) await page.move(aed, to, news);
}

function messageOf(form: HTMLFormElement, aed: RegisteredAedView | null): PutAedMessage {
  const text = (name: string): string | null => typed(form, name) || null;
  const isChecked = typed(form, 'checked') === 'yes';
  const code = text('code');
  return {
    name: typed(form, 'name'),
    place: {
      type: 'Point',
      coordinates: [Number(typed(form, 'lon')), Number(typed(form, 'lat'))],
    },
    locationDetail: text('detail'),
    floor: text('floor'),
    access: AED_ACCESS.find((one) => one === typed(form, 'access')) ?? 'unknown',
    openingHours: text('hours'),
    lastCheckedAt: isChecked ? new Date().toISOString() : (aed?.lastCheckedAt ?? null),
    ...(code === null ? {} : { cabinetCode: code }),
  };
}
