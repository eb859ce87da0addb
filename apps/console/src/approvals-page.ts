import { html, nothing, type TemplateResult } from 'lit';
import type { ApprovalView } from '#contracts/approval-api';
import { wordsOf } from '#web/words';
import { typed } from '#web/forms';
import { count, t } from '#web/language';
import type { Approvals } from './approvals';
import { momentOf, outcome, pageHead } from './page-parts';
import { hashOf } from './route';
import { ROLE_NAMES } from './staff-words';

const STATUS_WORDS: Readonly<Record<string, string>> = {
  approved: t('Approved'),
  refused: t('Refused'),
  expired: t('Nobody decided in time'),
};

const KIND_WORDS: Readonly<Record<ApprovalView['kind'], string>> = {
  'open-callout': t('Call-out'),
  'change-needs': t('More people for a call-out'),
  'change-area': t('A larger area for a call-out'),
};

/** What waits for a second person, and what became of the rest. */
export function approvalsPage(page: Approvals, ownId: string | null): TemplateResult {
  const pending = page.pending();
  const past = page.past();
  return html`<article class="incident" data-test="approvals-page">
    ${pageHead(
      t('Approvals'),
      page.mayDecide()
        ? t('Large call-outs go out only once a second person has agreed.')
        : t('Large call-outs that you asked for, and what a second person decided.'),
    )}
    ${outcome(page)}
    ${
      page.approvals === null
        ? html`<p class="soft">${t('Loading …')}</p>`
        : pending.length === 0
          ? html`<p class="soft" data-test="nothing-waits">${t('Nothing waits.')}</p>`
          : nothing
    }
    <ul class="rows" data-test="approvals">
      ${pending.map(
        (approval) =>
          html`<li class="plan-row attention-row" data-test="approval">
            ${asked(approval)}
            ${
              approval.askedBy.id === ownId
                ? html`<p class="attention" data-test="own-approval">
                    ${t('You asked for this: somebody else has to decide.')}
                  </p>`
                : decision(page, approval)
            }
          </li>`,
      )}
    </ul>
    ${
      past.length === 0
        ? nothing
        : html`<section aria-labelledby="decided">
            <h2 id="decided">${t('Decided')}</h2>
            <ul class="rows" data-test="decided">
              ${past.map((approval) => html`<li class="plan-row">${decided(approval)}</li>`)}
            </ul>
          </section>`
    }
  </article>`;
}

function asked(approval: ApprovalView): TemplateResult {
  const { title, wantedCount, reachCount, reason, askedBy } = approval;
  return html`<div class="row-head">
      <h2>${title}</h2>
      <span class="badge warn" data-test="approval-kind">${KIND_WORDS[approval.kind]}</span>
    </div>
    <p class="figures">
      <strong>${t('{{wantedCount}} wanted', { wantedCount })}</strong>,
      ${count(reachCount, 'person in the area would be asked', 'people in the area would be asked')}
    </p>
    <blockquote>${reason}</blockquote>
    ${
      approval.calloutId === null
        ? nothing
        : html`<p>
            <a href=${hashOf({ page: 'callout', calloutId: approval.calloutId, part: null })}
              >${t('The call-out as it is now')}</a
            >
          </p>`
    }
    <p class="soft small figures">
      ${t('Asked by: {{role}}, account {{account}}, {{askedAt}}; lapses {{expiresAt}}', {
        role: wordsOf(ROLE_NAMES, askedBy.role, askedBy.role),
        account: askedBy.id.slice(0, 8),
        askedAt: momentOf(approval.askedAt),
        expiresAt: momentOf(approval.expiresAt),
      })}
    </p>`;
}

function decision(page: Approvals, approval: ApprovalView): TemplateResult {
  const decide = (event: SubmitEvent): void => {
    event.preventDefault();
    const approve = event.submitter?.getAttribute('value') === 'approve';
    void page.decide(approval, approve, typed(event.currentTarget as HTMLFormElement, 'reason'));
  };
  const id = `why-${approval.id}`;
  return html`<form class="sheet-form" @submit=${decide}>
    <div class="field">
      <label for=${id}>${t('A word with your decision, if you like')}</label>
      <input id=${id} name="reason" maxlength="200" autocomplete="off" />
    </div>
    <p class="deeds">
      <button class="button primary" value="approve" data-test="approve" ?disabled=${page.busy}>
        ${approval.kind === 'open-callout' ? t('Approve: send it out') : t('Approve: change it')}
      </button>
      <button class="button danger" value="refuse" data-test="refuse" ?disabled=${page.busy}>
        ${t('Refuse')}
      </button>
    </p>
  </form>`;
}

function decided(approval: ApprovalView): TemplateResult {
  const { title, status, decidedBy, decisionReason, reason } = approval;
  const over = status === 'expired' ? approval.expiresAt : approval.decidedAt;
  return html`<div class="row-head">
      <strong>${title}</strong>
      <span class="badge ${status === 'approved' ? 'good' : ''}"
        >${wordsOf(STATUS_WORDS, status, status)}</span
      >
    </div>
    <p>“${reason}”</p>
    <p class="soft small figures">
      ${
        decidedBy === null
          ? nothing
          : html`${t('account {{account}}', { account: decidedBy.id.slice(0, 8) })}, `
      }
      ${momentOf(over)}${decisionReason === null ? nothing : html`: “${decisionReason}”`}
    </p>`;
}
