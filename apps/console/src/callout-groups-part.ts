import { html, nothing, type TemplateResult } from 'lit';
import type { CalloutView } from '#contracts/callout-api';
import type { GroupAskView } from '#contracts/group-api';
import type { SharedCalloutView } from '#contracts/share-api';
import { piecesWords } from '#web/callout-words';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import { fromLocalField, momentWords } from '#web/moments';
import { pieceInputs, piecesIn } from '#web/piece-inputs';
import type { CalloutGroups } from './callout-groups';
import { modeWords } from './mode-strip';
import type { OpenedCallout } from './opened-callout';
import { outcome } from './page-parts';

const ASK_WORDS: Readonly<Record<GroupAskView['status'], string>> = {
  asked: t('Asked'),
  answered: t('Answered'),
  refused: t('Refused'),
  expired: t('No answer in time'),
  withdrawn: t('Taken back'),
};

const SHARED_WORDS: Readonly<Record<NonNullable<SharedCalloutView['callout']>['status'], string>> =
  {
    'awaiting-approval': t('waits for their second person'),
    open: t('open'),
    filled: t('filled'),
    closed: t('closed'),
    cancelled: t('cancelled'),
  };

/** Groups that fill a number with their own people, and partners who are asked to help. */
export function groupsPart(opened: OpenedCallout, callout: CalloutView): TemplateResult {
  const { groups } = opened;
  const may = opened.may('open-callout');
  return html`${outcome(groups)}
    <section aria-labelledby="group-asks">
      <h2 id="group-asks">${t('Groups')}</h2>
      ${groups.asks?.length === 0 ? html`<p class="soft">${t('No group was asked.')}</p>` : nothing}
      <ul class="rows" data-test="group-asks">
        ${groups.asks?.map((ask) => html`<li class="plan-row">${askRow(groups, ask, may)}</li>`)}
      </ul>
      ${may && groups.groups.length > 0 ? askForm(groups, callout) : nothing}
    </section>
    <section aria-labelledby="aid">
      <h2 id="aid">${t('Partners')}</h2>
      ${
        groups.shared?.length === 0
          ? html`<p class="soft">${t('Shared with nobody.')}</p>`
          : nothing
      }
      <ul class="rows">
        ${groups.shared?.map((one) => html`<li class="plan-row">${sharedRow(one)}</li>`)}
      </ul>
      ${may && groups.agreements.length > 0 ? shareForm(groups, callout) : nothing}
    </section>`;
}

function askRow(groups: CalloutGroups, ask: GroupAskView, may: boolean): TemplateResult {
  const pieces = piecesWords(ask.pieces);
  return html`<p class="row-head">
      <strong>${ask.group.name}</strong><span class="badge">${ASK_WORDS[ask.status]}</span>
    </p>
    <p class="row-counts small figures">
      <span
        >${t('{{filledCount}} of {{peopleCount}} people', {
          filledCount: ask.filledCount,
          peopleCount: ask.peopleCount,
        })}</span
      >
      ${pieces === '' ? nothing : html`<span>${t('asked for {{pieces}}', { pieces })}</span>`}
      <span class="soft"
        >${t('answer by {{answerBy}}', { answerBy: momentWords(ask.answerBy) })}</span
      >
    </p>
    ${
      may && ask.status === 'asked'
        ? html`<p>
            <button
              class="button"
              ?disabled=${groups.busy}
              @click=${() => void groups.withdraw(ask)}
            >
              ${t('Ask others instead')}
            </button>
          </p>`
        : nothing
    }`;
}

function askForm(groups: CalloutGroups, callout: CalloutView): TemplateResult {
  const send = (form: HTMLFormElement): void => {
    void groups.ask({
      groupRef: typed(form, 'group'),
      needKey: typed(form, 'need'),
      peopleCount: Number(typed(form, 'people')),
      pieces: piecesIn(form),
      answerBy: fromLocalField(typed(form, 'by')) ?? callout.window.until,
    });
  };
  return html`<details class="plan-row">
    <summary data-test="ask-group">${t('Ask a group')}</summary>
    <form class="form-grid" @submit=${submitting(send)}>
      <div class="field">
        <label for="ask-group">${t('Group')}</label>
        <select id="ask-group" name="group" required>
          ${groups.groups.map((one) => html`<option value=${one.groupRef}>${one.name}</option>`)}
        </select>
      </div>
      <div class="field">
        <label for="ask-need">${t('For')}</label>
        <select id="ask-need" name="need" required>
          ${callout.needs.map((one) => html`<option value=${one.needKey}>${one.label}</option>`)}
        </select>
      </div>
      <div class="field">
        <label for="ask-people">${t('People')}</label>
        <input id="ask-people" name="people" type="number" min="1" max="100000" required />
      </div>
      <div class="field">
        <label for="ask-by">${t('Answer by')}</label>
        <input id="ask-by" name="by" type="datetime-local" required />
      </div>
      ${pieceInputs('ask')}
      <button class="button primary" ?disabled=${groups.busy}>
        ${modeWords(callout.mode, t('Ask them'))}
      </button>
    </form>
  </details>`;
}

function sharedRow({ partner, callout, reason }: SharedCalloutView): TemplateResult {
  return html`<p><strong>${partner.name}</strong> <span class="soft">${reason}</span></p>
    <p class="row-counts small figures">
      ${
        callout === null
          ? html`<span>${t('The agreement has ended.')}</span>`
          : html`<span>${SHARED_WORDS[callout.status]}</span>
              <span
                >${t('{{acceptedCount}} of {{wantedCount}} said yes', {
                  acceptedCount: callout.acceptedCount,
                  wantedCount: callout.wantedCount,
                })}</span
              >
              <span
                >${t('{{checkedInCount}} there', { checkedInCount: callout.checkedInCount })}</span
              >`
      }
    </p>`;
}

function shareForm(groups: CalloutGroups, callout: CalloutView): TemplateResult {
  const send = (form: HTMLFormElement): void => {
    const asked = callout.needs.find(({ needKey }) => needKey === typed(form, 'need'));
    if (asked === undefined) return;
    const { needKey, label, credentialKinds, shiftKey } = asked;
    const wantedCount = Number(typed(form, 'people'));
    const need = { needKey, label, credentialKinds, shiftKey, wantedCount, minimumCount: 0 };
    void groups.share({
      agreementId: typed(form, 'agreement'),
      needs: [{ ...need, equipment: piecesIn(form) }],
      reason: typed(form, 'reason'),
    });
  };
  return html`<details class="plan-row">
    <summary data-test="share-callout">${t('Ask a partner')}</summary>
    <form class="form-grid" @submit=${submitting(send)}>
      <div class="field">
        <label for="aid-partner">${t('Partner')}</label>
        <select id="aid-partner" name="agreement" required>
          ${groups.agreements.map(
            (one) => html`<option value=${one.id}>${one.partner.name}</option>`,
          )}
        </select>
      </div>
      <div class="field">
        <label for="aid-need">${t('For')}</label>
        <select id="aid-need" name="need" required>
          ${callout.needs.map((one) => html`<option value=${one.needKey}>${one.label}</option>`)}
        </select>
      </div>
      <div class="field">
        <label for="aid-people">${t('People')}</label>
        <input id="aid-people" name="people" type="number" min="1" max="100000" required />
      </div>
      ${pieceInputs('aid')}
      <div class="field wide">
        <label for="aid-reason">${t('Why?')}</label>
        <input id="aid-reason" name="reason" required maxlength="200" autocomplete="off" />
      </div>
      <button class="button primary" ?disabled=${groups.busy}>
        ${modeWords(callout.mode, t('Ask the partner'))}
      </button>
    </form>
  </details>`;
}
