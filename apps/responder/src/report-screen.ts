import { html, nothing, type TemplateResult } from 'lit';
import type { SendReportMessage } from '#contracts/field-report-api';
import {
  FIELD_REPORT_KINDS,
  HELP_URGENCIES,
  MOBILITIES,
  NO_EMERGENCY_CALL,
  WATER_TRENDS,
  type FieldReportKind,
} from '#core/field-report';
import { FACT_PART_WORDS, REPORT_KIND_WORDS } from '#web/field-words';
import { submitting, typed } from '#web/forms';
import { sentenceOf } from '#web/problem-words';
import { t, toReader } from '#web/language';
import { plainChoice, plainField, plainText } from '#web/plain-fields';
import { partOutcome } from './own-parts';
import type { Phone } from './phone';
import { smallPhoto } from './small-photo';

const PREFIX = 'report';

/** What somebody of a call-out sees: kept on the phone until it got through. */
export function reportScreen(phone: Phone): TemplateResult {
  const { reporting, work } = phone.own;
  const callouts = work.bookings.map(({ calloutId, title }) => [calloutId, title] as const);
  return html`<main class="home" data-test="report-screen">
    <a class="back" href="#">${t('← Back')}</a>
    <h1 tabindex="-1" data-screen="report">${t('Report what I see here')}</h1>
    <p class="refusal">
      <strong
        >${toReader(
          NO_EMERGENCY_CALL,
          t('This is no emergency call. If anybody is in danger, call the emergency number now.'),
        )}</strong
      >
    </p>
    ${partOutcome(reporting)} ${waiting(phone)}
    ${
      callouts.length === 0
        ? html`<p class="soft">${t('Reports belong to a call-out you have said yes to.')}</p>`
        : html`<form
            class="card sheet-form"
            data-test="report-form"
            @submit=${submitting((form) => void send(phone, form))}
          >
            ${plainChoice({
              ...{ prefix: PREFIX, name: 'callout', label: t('Call-out'), choices: callouts },
            })}
            ${kindFields(phone)}
            ${plainText({
              ...{ prefix: PREFIX, name: 'text', label: t('In your words') },
              required: reporting.kind === 'other',
            })}
            ${photoField()}
            <p class="soft small">${t('Where you are now is sent with it.')}</p>
            <button class="button primary tall" data-test="send-report" ?disabled=${reporting.busy}>
              ${t('Send the report')}
            </button>
          </form>`
    }
  </main>`;
}

async function send({ own: { reporting } }: Phone, form: HTMLFormElement): Promise<void> {
  const photo = await photoIn(form);
  if (photo === undefined) return;
  const said = {
    calloutId: typed(form, 'callout'),
    facts: factsIn(form, reporting.kind),
    text: typed(form, 'text') || null,
  };
  // What was sent is not sent again by a second tap.
  if (await reporting.send({ ...said, photo })) emptied(form);
}

function photoField(): TemplateResult {
  return html`<div class="field">
    <label for="report-photo">${t('Photo')}</label>
    <input
      id="report-photo"
      name="photo"
      type="file"
      accept="image/*"
      capture="environment"
      @change=${(event: Event) => (event.currentTarget as HTMLInputElement).setCustomValidity('')}
    />
    <p class="soft small">${t('Where and when it was taken is removed from it.')}</p>
  </div>`;
}

function waiting({ own: { outbox } }: Phone): TemplateResult {
  return html`${
    outbox.waiting.length === 0
      ? nothing
      : html`<div class="card" role="status" data-test="outbox">
          <h2>${t('Kept on this phone until it got through')}</h2>
          <ul>
            ${outbox.waiting.map(({ what }) => html`<li>${what}</li>`)}
          </ul>
        </div>`
  }
  ${
    outbox.refused === null
      ? nothing
      : html`<p class="refusal" role="alert">
          ${outbox.refused.what}: ${sentenceOf(outbox.refused.problem)}
        </p>`
  }
  ${outbox.says === null ? nothing : html`<p class="refusal" role="alert">${outbox.says}</p>`}`;
}

function kindFields({ own: { reporting } }: Phone): TemplateResult {
  const field = (name: string, label: string) => ({ prefix: PREFIX, name, label });
  const parts = (codes: readonly (keyof typeof FACT_PART_WORDS)[]) =>
    codes.map((code) => [code, FACT_PART_WORDS[code]] as const);
  return html`${plainChoice({
    ...field('kind', t('What it is')),
    choices: FIELD_REPORT_KINDS.map((kind) => [kind, REPORT_KIND_WORDS[kind]] as const),
    chosen: reporting.kind,
    set: (kind) => reporting.choose(kind),
  })}
  ${
    reporting.kind === 'river-level'
      ? html`${plainField({ ...field('level', t('Level in metres')), type: 'number', ...LEVEL })}
        ${plainChoice({ ...field('trend', t('It is')), choices: parts(WATER_TRENDS) })}`
      : nothing
  }
  ${
    reporting.kind === 'flooded'
      ? plainField({
          ...field('depth', t('How deep, in metres (if you know)')),
          ...{ type: 'number', step: '0.01', required: false },
        })
      : nothing
  }
  ${
    reporting.kind === 'person-needs-help'
      ? html`${plainField({
          ...field('people', t('How many people')),
          ...{ type: 'number', min: 1, value: '1' },
        })}
        ${plainChoice({ ...field('urgency', t('How urgent')), choices: parts(HELP_URGENCIES) })}
        ${plainChoice({ ...field('mobility', t('They')), choices: parts(MOBILITIES) })}`
      : nothing
  }`;
}

const LEVEL = { step: '0.01', min: -100 };

function factsIn(form: HTMLFormElement, kind: FieldReportKind): SendReportMessage['facts'] {
  const chosen = <T extends string>(name: string, codes: readonly T[], otherwise: T): T =>
    codes.find((code) => code === typed(form, name)) ?? otherwise;
  switch (kind) {
    case 'river-level':
      return {
        ...{ kind, levelM: Number(typed(form, 'level')) },
        trend: chosen('trend', WATER_TRENDS, 'unknown'),
      };
    case 'person-needs-help':
      return {
        ...{ kind, peopleCount: Number(typed(form, 'people')) },
        urgency: chosen('urgency', HELP_URGENCIES, 'normal'),
        mobility: chosen('mobility', MOBILITIES, 'unknown'),
      };
    case 'flooded': {
      const depth = typed(form, 'depth');
      return { kind, depthM: depth === '' ? null : Number(depth) };
    }
    case 'road-closed':
    case 'defence-breached':
    case 'all-clear':
    case 'other':
      return { kind };
  }
}

/** The next report is of something else; what kind of thing it is stays chosen. */
function emptied(form: HTMLFormElement): void {
  for (const name of ['text', 'photo']) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value = '';
  }
}

/** Made small; undefined, and said at the field, where it is no picture that can be read. */
async function photoIn(form: HTMLFormElement): Promise<File | null | undefined> {
  const file = new FormData(form).get('photo');
  if (!(file instanceof File) || file.size === 0) return null;
  const small = await smallPhoto(file);
  if (small !== null) return small;
  const field = form.elements.namedItem('photo');
  if (field instanceof HTMLInputElement) {
    field.setCustomValidity(
      t('This picture cannot be read: take another one, or send it without.'),
    );
    field.reportValidity();
  }
  return undefined;
}
