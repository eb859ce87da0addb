import { html, nothing, type TemplateResult } from 'lit';
import type { PlanSummaryView } from '#contracts/response-plan-api';
import type { ResponsePlanStatus } from '#core/response-plan';
import { language, t } from '#web/language';
import { KIND_WORDS } from '#web/words';
import { planDiff } from './plan-diff';
import { planEditor } from './plan-editor';
import { policyInWords } from './policy-words';
import type { PendingMove, Preset, ResponsePlans } from './response-plans';
import { hashOf } from './route';

const STATUS_WORDS: Readonly<Record<ResponsePlanStatus, string>> = {
  draft: t('Draft'),
  active: t('Active'),
  retired: t('Retired'),
};

/** Response plans and presets: which decides what, and how to change it without surprise. */
export function plansPage(page: ResponsePlans): TemplateResult {
  return html`<article class="incident plans" data-test="plans-page">
    <a class="back" href=${hashOf({ page: 'incidents' })}>${t('← All incidents')}</a>
    <header>
      <h1 tabindex="-1" data-heading>${t('Response plans')}</h1>
      <p class="soft">
        ${t(
          'A plan says who is alerted to which incidents. A new version is drafted, tried on past incidents, and decides only when it is activated.',
        )}
      </p>
    </header>
    ${
      page.problem === null
        ? nothing
        : html`<p class="refusal" role="alert" data-test="plans-problem">${page.problem}</p>`
    }
    ${
      page.news === null
        ? nothing
        : html`<p class="done-news" role="status" data-test="plans-news">${page.news}</p>`
    }
    ${page.draft === null ? nothing : planEditor(page)} ${stored(page)} ${presets(page)}
  </article>`;
}

function stored(page: ResponsePlans): TemplateResult {
  const { plans } = page;
  return html`<section aria-labelledby="plans">
    <h2 id="plans">${t('Your plans')}</h2>
    ${plans === null ? html`<p class="soft">${t('Loading …')}</p>` : nothing}
    ${
      plans?.length === 0
        ? html`<p class="soft">
            ${t('None yet: your organisation’s preset decides. Start one from a preset below.')}
          </p>`
        : nothing
    }
    <ul class="rows" data-test="plans">
      ${plans?.map((plan) => html`<li class="plan-row">${planRow(page, plan)}</li>`)}
    </ul>
  </section>`;
}

function planRow(page: ResponsePlans, plan: PlanSummaryView): TemplateResult {
  const isPending =
    page.pending?.plan.name === plan.name && page.pending.plan.version === plan.version;
  return html`<div class="row-head">
      <p>
        <strong>${plan.title}</strong>
        <span class="soft"
          >${t('{{name}}, version {{version}}', { name: plan.name, version: plan.version })}</span
        >
      </p>
      <span class="badge ${plan.status === 'active' ? 'good' : ''}" data-test="plan-status"
        >${STATUS_WORDS[plan.status]}</span
      >
    </div>
    <p class="soft small">${meantFor(plan)}</p>
    ${differences(page, plan)}
    ${
      isPending && page.pending !== null
        ? confirmation(page, page.pending)
        : page.mayKeep
          ? html`<p class="deeds">${deeds(page, plan)}</p>`
          : nothing
    }`;
}

function differences(page: ResponsePlans, plan: PlanSummaryView): TemplateResult | typeof nothing {
  const { versions } = page.comparisons;
  const isShown = versions?.after.name === plan.name && versions.after.version === plan.version;
  return isShown ? planDiff(versions.before, versions.after) : nothing;
}

function meantFor(plan: PlanSummaryView): string {
  const kinds = plan.kinds.map((kind) => KIND_WORDS[kind]).join(', ');
  const codes =
    plan.determinants.length === 0
      ? ''
      : t('codes {{codes}}', { codes: plan.determinants.join(', ') });
  const both = [kinds, codes].filter((part) => part !== '').join('; ');
  return both === ''
    ? t('For no incident yet · drafted {{createdAt}}', { createdAt: dayOf(plan.createdAt) })
    : t('For: {{incidents}} · drafted {{createdAt}}', {
        incidents: both,
        createdAt: dayOf(plan.createdAt),
      });
}

function dayOf(iso: string): string {
  return new Date(iso).toLocaleDateString(language(), { dateStyle: 'medium' });
}

function deeds(page: ResponsePlans, plan: PlanSummaryView): TemplateResult {
  const move = (to: PendingMove['to']) => () => page.propose({ plan, to });
  return html`<button
      class="button"
      ?disabled=${page.busy !== null}
      @click=${() => void page.startFromVersion(plan)}
    >
      ${t('Edit as a new version')}
    </button>
    ${
      plan.version > 1
        ? html`<button
            class="button"
            data-test="compare-versions"
            @click=${() => void page.comparisons.show(plan)}
          >
            ${t('What is different')}
          </button>`
        : nothing
    }
    ${
      plan.status === 'draft'
        ? html`<button class="button" data-test="activate" @click=${move('activate')}>
            ${t('Activate …')}
          </button>`
        : nothing
    }
    ${
      plan.status === 'retired'
        ? nothing
        : html`<button class="button" data-test="retire" @click=${move('retire')}>
            ${t('Retire …')}
          </button>`
    }`;
}

function confirmation(page: ResponsePlans, { plan, to }: PendingMove): TemplateResult {
  const before = page.plans?.find(({ name, status }) => name === plan.name && status === 'active');
  return html`<div class="confirm" role="group" aria-label=${t('Confirm')} data-test="confirm">
    <p>
      ${
        to === 'activate'
          ? html`<strong
                >${t('Decide new incidents by version {{version}} from now on?', {
                  version: plan.version,
                })}</strong
              >
              ${
                before === undefined
                  ? nothing
                  : t('Version {{version}} is retired.', { version: before.version })
              }
              ${t('Incidents already running keep the plan they began with.')}`
          : html`<strong
                >${t('Decide no new incident by version {{version}} any more?', {
                  version: plan.version,
                })}</strong
              >
              ${t('Incidents already running keep it.')}`
      }
    </p>
    <p class="deeds">
      <button
        class="button primary"
        ?disabled=${page.busy !== null}
        data-test="confirm-yes"
        @click=${() => void page.confirm()}
      >
        ${
          to === 'activate'
            ? t('Activate version {{version}}', { version: plan.version })
            : t('Retire version {{version}}', { version: plan.version })
        }
      </button>
      <button class="button" @click=${() => page.propose(null)}>${t('Not now')}</button>
    </p>
  </div>`;
}

function presets(page: ResponsePlans): TemplateResult {
  return html`<section aria-labelledby="presets">
    <h2 id="presets">${t('Presets')}</h2>
    <p class="soft small">
      ${t(
        'Rules of known systems, and ours for each survival objective; every number carries its source.',
      )}
    </p>
    <ul class="rows" data-test="presets">
      ${page.presets?.map((preset) => html`<li class="plan-row">${presetRow(page, preset)}</li>`)}
    </ul>
  </section>`;
}

function presetRow(page: ResponsePlans, preset: Preset): TemplateResult {
  return html`<div class="row-head">
      <p>
        <strong>${preset.name}</strong>
        <span class="soft">${t('version {{version}}', { version: preset.version })}</span>
      </p>
    </div>
    <p>${policyInWords(preset.policy)}</p>
    <details class="sources">
      <summary class="soft small">${t('Sources')}</summary>
      <dl class="facts">
        ${Object.entries(preset.policy.sources).map(
          ([key, source]) =>
            html`<div>
              <dt>${key}</dt>
              <dd>${source}</dd>
            </div>`,
        )}
      </dl>
    </details>
    ${
      page.mayKeep
        ? html`<p class="deeds">
            <button
              class="button"
              data-test="start-from"
              @click=${() => page.startFromPreset(preset)}
            >
              ${t('Start a draft from this')}
            </button>
          </p>`
        : nothing
    }`;
}
