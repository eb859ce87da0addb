import { html, nothing, type TemplateResult } from 'lit';
import type { CalloutTemplateView } from '#contracts/callout-template-api';
import { piecesWords } from '#web/callout-words';
import { momentWords } from '#web/moments';
import { confirmed } from '#web/confirm';
import { submitting, typed } from '#web/forms';
import { count, t } from '#web/language';
import type { CallingOut } from './calling-out';
import type { KeptThings } from './kept-things';
import { outcome, pageHead } from './page-parts';
import { refField } from './ref-field';
import { hashOf } from './route';

type Templates = KeptThings<CalloutTemplateView>;

/** Call-outs made ready for the day they are needed. */
export function calloutTemplatesPage(
  templates: Templates,
  calling: CallingOut,
  may: { readonly plan: boolean; readonly open: boolean },
): TemplateResult {
  return html`<article class="incident" data-test="callout-templates-page">
    ${pageHead(
      t('Templates of call-outs'),
      t('Needs, muster points and words, made ready before.'),
    )}
    ${outcome(templates)}
    ${templates.items?.length === 0 ? html`<p class="soft">${t('None yet.')}</p>` : nothing}
    <ul class="rows" data-test="callout-templates">
      ${templates.items?.map(
        (template) => html`<li class="plan-row">${row(templates, calling, { template, may })}</li>`,
      )}
    </ul>
    ${may.plan && may.open ? newOne(templates, calling) : nothing}
  </article>`;
}

function row(
  templates: Templates,
  calling: CallingOut,
  of: {
    readonly template: CalloutTemplateView;
    readonly may: { readonly plan: boolean; readonly open: boolean };
  },
): TemplateResult {
  const { template, may } = of;
  const { templateRef: ref, title, needs, validUntil } = template;
  const use = async (): Promise<void> => {
    await calling.load();
    calling.takeTemplate(ref);
    location.hash = hashOf({ page: 'call-out' });
  };
  return html`<p class="row-head"><strong>${title}</strong> <span class="soft">${ref}</span></p>
    <ul class="plain small">
      ${needs.map(
        (need) =>
          html`<li>
            ${need.label}:
            <span class="figures">${count(need.wantedCount, 'person', 'people')}</span>
            ${piecesWords(need.equipment)}
          </li>`,
      )}
    </ul>
    <p class="small soft">
      ${t('Changed {{changedAt}}', { changedAt: momentWords(template.changedAt) })}${
        validUntil === null
          ? ''
          : html`, ${t('good until {{validUntil}}', { validUntil: momentWords(validUntil) })}`
      }
    </p>
    ${templateDeeds(templates, ref, { may, use })}`;
}

function templateDeeds(
  templates: Templates,
  ref: string,
  of: {
    readonly may: { readonly plan: boolean; readonly open: boolean };
    readonly use: () => Promise<void>;
  },
): TemplateResult {
  const { may, use } = of;
  return html`<p class="deeds">
    ${
      may.open
        ? html`<button class="button" data-test="use-template" @click=${() => void use()}>
            ${t('Start a call-out from it')}
          </button>`
        : nothing
    }
    ${
      may.plan
        ? html`<button
            class="button danger"
            ?disabled=${templates.busy}
            data-test="remove-template"
            @click=${() => void remove(templates, ref)}
          >
            ${t('Remove it')}
          </button>`
        : nothing
    }
  </p>`;
}

async function remove(templates: Templates, ref: string): Promise<void> {
  const isSure = await confirmed({
    question: t('Remove the template {{ref}}?', { ref }),
    yes: t('Remove it'),
  });
  if (isSure) await templates.remove(ref);
}

/** A template is what stands in the form of a call-out, without its area and days. */
function newOne(templates: Templates, calling: CallingOut): TemplateResult {
  const keep = (form: HTMLFormElement): void => {
    const body = calling.asTemplate();
    if (body === null) return;
    void templates.put(typed(form, 'ref'), body).then((done) => (done ? form.reset() : undefined));
  };
  return html`<section aria-labelledby="new-template">
    <h2 id="new-template">${t('Keep one')}</h2>
    <p class="soft">
      ${t(
        'Fill in a call-out, come back, and keep what stands in it: without its area, its days and whether it is real.',
      )}
      <a href=${hashOf({ page: 'call-out' })}>${t('To the form of a call-out')}</a>
    </p>
    ${
      calling.problem === null
        ? nothing
        : html`<p class="refusal" role="alert">${calling.problem}</p>`
    }
    <form class="plan-row form-grid" data-test="template-form" @submit=${submitting(keep)}>
      ${refField('template', { isKey: true })}
      <p class="wide">
        ${t('In the form now:')} <strong>${calling.draft.title || 'nothing'}</strong>
      </p>
      <button class="button primary" data-test="keep-template" ?disabled=${templates.busy}>
        ${t('Keep it as a template')}
      </button>
    </form>
  </section>`;
}
