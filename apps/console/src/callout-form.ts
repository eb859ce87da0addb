import { html, nothing, type TemplateResult } from 'lit';
import { INCIDENT_MODES } from '#core/incident';
import { submitting } from '#web/forms';
import { t } from '#web/language';
import { areaFields } from './callout-area-fields';
import type { CalloutDraft } from './callout-draft';
import { musterFields, needFields } from './callout-list-fields';
import { policyFields } from './callout-policy-fields';
import { previewOf } from './callout-preview';
import type { CallingOut } from './calling-out';
import { longField, momentField, textField } from './form-fields';
import { modeNotice, modePage } from './mode-strip';
import { outcome, pageHead } from './page-parts';
import { hashOf } from './route';
import { shiftsEditor } from './shifts-editor';

const MODE_CHOICES: Readonly<Record<(typeof INCIDENT_MODES)[number], readonly [string, string]>> = {
  actual: [t('Real'), t('Asks real people, and no test phone.')],
  exercise: [t('Exercise'), t('Asks test phones alone; nobody real is called.')],
  test: [t('Test'), t('Tries the machinery: test phones alone; nobody real is called.')],
};

/** A call-out by hand: all that people must know, then who would be asked, then it is sent. */
export function calloutForm(page: CallingOut): TemplateResult {
  const { draft } = page;
  return html`<article class="incident ${modePage(draft.mode)}" data-test="callout-page">
    ${pageHead(
      t('Open a call-out'),
      t('Fill in what people must know. Before anything is sent you see who would be asked.'),
    )}
    ${modeNotice(draft.mode)} ${outcome(page)} ${follow(page)}
    ${page.preview === null ? form(page) : previewOf(page, page.preview)}
  </article>`;
}

function form(page: CallingOut): TemplateResult {
  const { draft } = page;
  const typed = (change: Partial<CalloutDraft>): void => page.type(change);
  return html`${startFrom(page)}
    <form data-test="callout-form" class="long-form" @submit=${submitting(() => void page.look())}>
      ${modeField(page)}
      <fieldset class="plan-row form-grid">
        <legend>${t('What people are told')}</legend>
        ${textField({
          ...{ id: 'callout-title', label: t('What it is, in a few words'), wide: true },
          value: draft.title,
          set: (title) => typed({ title }),
        })}
        ${briefingFields(page)}
      </fieldset>
      <fieldset class="plan-row form-grid">
        <legend>${t('When')}</legend>
        ${momentField({
          ...{ id: 'callout-from', label: t('The work begins'), value: draft.from },
          set: (from) => typed({ from }),
        })}
        ${momentField({
          ...{ id: 'callout-until', label: t('It ends'), value: draft.until },
          set: (until) => typed({ until }),
        })}
        ${shiftsEditor(page)}
      </fieldset>
      ${needFields(page)} ${musterFields(page)} ${areaFields(page)} ${policyFields(page)}
      ${reasonField(page)}
      <p class="deeds">
        <button class="button primary" data-test="preview-callout" ?disabled=${page.busy}>
          ${t('Next: see who would be asked')}
        </button>
        <button
          type="button"
          class="button"
          data-test="clear-draft"
          @click=${() => page.startAnew()}
        >
          ${t('Empty the form')}
        </button>
      </p>
      <p class="soft small">${t('Nothing is sent by this.')}</p>
    </form>`;
}

function modeField(page: CallingOut): TemplateResult {
  return html`<fieldset class="plan-row">
    <legend>${t('Real or exercise?')}</legend>
    ${INCIDENT_MODES.map((mode) => {
      const [words, means] = MODE_CHOICES[mode];
      return html`<label class="tick-line">
        <input
          type="radio"
          name="mode"
          data-test="mode-${mode}"
          .checked=${page.draft.mode === mode}
          @change=${() => page.type({ mode })}
        />
        <span><strong>${words}</strong> <span class="soft">${means}</span></span>
      </label>`;
    })}
  </fieldset>`;
}

const BRIEFING_FIELDS = [
  ['event', t('What has happened'), t('Seen before yes: what people are coming to.')],
  ['task', t('What people would do'), t('The work itself, in plain words.')],
  ['contact', t('Whom they ask'), t('A name and a number that is answered.')],
  ['bring', t('What to bring'), t('Clothes, food, tools. “Nothing” if it is nothing.')],
  ['risks', t('What is dangerous'), t('From your risk assessment, and what keeps people safe.')],
] as const;

function briefingFields(page: CallingOut): TemplateResult[] {
  const { briefing } = page.draft;
  return BRIEFING_FIELDS.map(([part, label, hint]) => {
    const set = (words: string): void => page.type({ briefing: { ...briefing, [part]: words } });
    const field = { id: `callout-${part}`, label, hint, value: briefing[part], set, wide: true };
    return part === 'contact' ? textField(field) : longField(field);
  });
}

function reasonField(page: CallingOut): TemplateResult {
  return html`<div class="plan-row">
    ${textField({
      ...{ id: 'callout-reason', label: t('Why is it opened?'), required: false },
      hint: t('A large call-out needs it: it waits for a second person. It goes into the audit.'),
      value: page.draft.reason,
      set: (reason) => page.type({ reason }),
    })}
  </div>`;
}

function startFrom(page: CallingOut): TemplateResult | typeof nothing {
  if (page.templates.length === 0) return nothing;
  return html`<div class="plan-row field">
    <label for="callout-template">${t('Start from a template')}</label>
    <select
      id="callout-template"
      data-test="from-template"
      @change=${(event: Event) =>
        page.takeTemplate((event.currentTarget as HTMLSelectElement).value)}
    >
      <option value="">${t('None')}</option>
      ${page.templates.map(({ ref, name }) => html`<option value=${ref}>${name}</option>`)}
    </select>
    <p class="soft small">${t('It replaces what stands in the form.')}</p>
  </div>`;
}

function follow({ waiting, opened }: CallingOut): TemplateResult | typeof nothing {
  if (waiting !== null) {
    return html`<p>
      <a href=${hashOf({ page: 'approvals' })} data-test="to-asked"
        >${t('See what becomes of it')}</a
      >
    </p>`;
  }
  if (opened === null) return nothing;
  return html`<p>
    <a
      class="button primary"
      href=${hashOf({ page: 'callout', calloutId: opened.id, part: null })}
      data-test="to-opened"
      >${t('Go to the call-out')}</a
    >
  </p>`;
}
