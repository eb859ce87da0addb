import { html, nothing, type TemplateResult } from 'lit';
import type { BoardDetailView, BoardEntryView } from '#contracts/board-api';
import { BOARD_STATUSES, LIVE_STATUSES } from '#core/board';
import { boardAskFields, boardAskIn } from '#web/board-ask';
import { BOARD_KIND_WORDS, BOARD_SIDE_WORDS, BOARD_STATUS_WORDS } from '#web/board-words';
import { confirmed } from '#web/confirm';
import { distanceOf } from '#web/format';
import { submitting, typed } from '#web/forms';
import { language, t } from '#web/language';
import { spanOf } from '#web/moments';
import { plainChoice, plainField } from '#web/plain-fields';
import type { BoardState } from './board-state';
import { outcome, pageHead } from './page-parts';

const SOURCE_WORDS = {
  responder: t('from a responder'),
  staff: t('taken down on the telephone'),
  public: t('from the public page'),
} as const;

/** Offers and needs: looked at before others see them, matched, closed. */
export function boardPage(board: BoardState, maySet: boolean): TemplateResult {
  return html`<article class="incident" data-test="board-page">
    ${pageHead(
      t('Offers and needs'),
      t('Looked at before others see them; matched by area and kind.'),
    )}
    ${outcome(board)} ${settings(board, maySet)}
    ${plainChoice({
      ...{ prefix: 'board', name: 'status', label: t('Show'), chosen: board.status },
      choices: BOARD_STATUSES.map((status) => [status, BOARD_STATUS_WORDS[status]] as const),
      set: (status) =>
        void board.choose(BOARD_STATUSES.find((one) => one === status) ?? 'pending-vetting'),
    })}
    ${board.items === null ? html`<p class="soft">${t('Loading …')}</p>` : nothing}
    ${board.items?.length === 0 ? html`<p class="soft">${t('None.')}</p>` : nothing}
    <ul class="rows" data-test="board">
      ${board.items?.map(
        (entry) =>
          html`<li class="plan-row" data-test="board-entry">
            ${row(entry)} ${board.opened?.id === entry.id ? detail(board, board.opened) : nothing}
            <button
              class="link"
              aria-expanded=${board.opened?.id === entry.id ? 'true' : 'false'}
              @click=${() =>
                board.opened?.id === entry.id ? board.shut() : void board.open(entry.id)}
            >
              ${board.opened?.id === entry.id ? t('Shut') : t('Look at it')}<span
                class="hidden-visually"
              >
                ${entry.title}</span
              >
            </button>
          </li>`,
      )}
    </ul>
    ${putUp(board)}
  </article>`;
}

/** Whether the public board is open, and the switch for whoever may turn it. */
function settings(board: BoardState, maySet: boolean): TemplateResult | typeof nothing {
  const { isPublic } = board;
  if (isPublic === null) return nothing;
  return html`<p class="row-head plan-row" data-test="board-settings">
    <span
      >${
        isPublic ? t('Open to people without an account') : t('Only for people with an account')
      }</span
    >
    ${
      maySet
        ? html`<button
            class="button"
            data-test="board-public"
            ?disabled=${board.busy}
            @click=${() => void setPublic(board, !isPublic)}
          >
            ${isPublic ? t('Shut it to the public') : t('Open it to the public')}
          </button>`
        : nothing
    }
  </p>`;
}

async function setPublic(board: BoardState, isPublic: boolean): Promise<void> {
  const isSure =
    !isPublic ||
    (await confirmed({
      question: t('Open the board to everybody?'),
      says: t('Anybody with its address may read it and put something up; you look at it first.'),
      yes: t('Open it'),
    }));
  if (isSure) await board.setPublic(isPublic);
}

function row(entry: BoardEntryView): TemplateResult {
  return html`<p class="row-head">
      <strong>${entry.title}</strong>
      <span class="badge">${BOARD_SIDE_WORDS[entry.side]}</span>
    </p>
    <p class="row-counts small">
      <span>${BOARD_KIND_WORDS[entry.kind]}</span>
      <span class="figures"
        >${t('{{leftCount}} of {{quantity}} left', {
          leftCount: entry.leftCount,
          quantity: entry.quantity,
        })}</span
      >
      <span class="soft">${SOURCE_WORDS[entry.source]}</span>
      <span class="soft">${spanOf(entry)}</span>
      ${
        entry.reportedCount === 0
          ? nothing
          : html`<span class="attention"
              >${t('{{reportedCount}} say it is wrong', {
                reportedCount: entry.reportedCount,
              })}</span
            >`
      }
    </p>
    ${entry.note === null ? nothing : html`<p class="small notes">${entry.note}</p>`}
    ${entry.reason === null ? nothing : html`<p class="small soft">${entry.reason}</p>`}`;
}

function detail(board: BoardState, entry: BoardDetailView): TemplateResult {
  const { contact } = entry;
  return html`<div class="part-row">
    <p><strong>${contact.displayName}</strong> ${contact.phone} ${contact.email}</p>
    ${entry.status === 'pending-vetting' ? vet(board, entry) : nothing} ${matches(board, entry)}
    ${LIVE_STATUSES.includes(entry.status) ? close(board, entry) : nothing}
  </div>`;
}

function vet(board: BoardState, entry: BoardDetailView): TemplateResult {
  const send = (form: HTMLFormElement): void => {
    void board.vet(entry, typed(form, 'shown') === 'yes', typed(form, 'reason'));
  };
  return html`<form class="form-grid" data-test="vet-form" @submit=${submitting(send)}>
    ${plainChoice({
      ...{ prefix: 'vet', name: 'shown', label: t('Shall others see it?') },
      choices: [
        ['yes', t('Yes')],
        ['no', t('No')],
      ],
    })}
    ${plainField({ prefix: 'vet', name: 'reason', label: t('Why?') })}
    <button class="button primary" data-test="vet" ?disabled=${board.busy}>${t('Decide')}</button>
  </form>`;
}

function matches(board: BoardState, entry: BoardDetailView): TemplateResult | typeof nothing {
  if (board.matches.length === 0)
    return html`<p class="soft small">${t('Nothing fits it yet.')}</p>`;
  return html`<h3>${t('What fits it')}</h3>
    <ul class="plain" data-test="matches">
      ${board.matches.map(
        (match) =>
          html`<li>
            <strong>${match.entry.title}</strong>
            <span class="figures"
              >${t('{{distance}} away', { distance: distanceOf(match.distanceM) })}</span
            >
            <span class="figures soft"
              >${t('fits {{percent}} %', { percent: Math.round(match.score * 100) })}</span
            >
            <button
              class="button"
              ?disabled=${board.busy}
              @click=${() => void board.claim(match.entry.id, entry.id, match.quantity)}
            >
              ${t('Bring them together')}<span class="hidden-visually">
                ${t('with {{title}}', { title: match.entry.title })}</span
              >
            </button>
          </li>`,
      )}
    </ul>`;
}

function close(board: BoardState, entry: BoardDetailView): TemplateResult {
  const send = (form: HTMLFormElement): void => {
    void board.close(entry, typed(form, 'outcome'), typed(form, 'reason'));
  };
  return html`<form class="form-grid" @submit=${submitting(send)}>
    ${plainChoice({
      ...{ prefix: 'close', name: 'outcome', label: t('Close it') },
      choices: [
        ['done', t('Done')],
        ['done-by-others', t('Closed, done by others')],
        ['closed', t('Closed')],
      ],
    })}
    ${plainField({ prefix: 'close', name: 'reason', label: t('Why?') })}
    <button class="button" ?disabled=${board.busy}>${t('Close it')}</button>
  </form>`;
}

function putUp(board: BoardState): TemplateResult {
  const send = (form: HTMLFormElement): void => {
    const asked = boardAskIn(form);
    if (asked === null) return;
    const phone = typed(form, 'phone').replace(/[\s()./-]/gu, '');
    const email = typed(form, 'email');
    const ways = { ...(phone === '' ? {} : { phone }), ...(email === '' ? {} : { email }) };
    const whole = {
      ...asked,
      ...ways,
      displayName: typed(form, 'name'),
      language: language(),
    } as const;
    void board.putUp(whole).then((done) => (done ? form.reset() : undefined));
  };
  const optional = { prefix: 'caller', required: false } as const;
  return html`<details class="plan-row">
    <summary data-test="put-up">${t('Enter one for somebody on the telephone')}</summary>
    <form class="form-grid" @submit=${submitting(send)}>
      ${boardAskFields()} ${plainField({ prefix: 'caller', name: 'name', label: t('Their name') })}
      ${plainField({ ...optional, name: 'phone', label: t('Their telephone'), type: 'tel' })}
      ${plainField({ ...optional, name: 'email', label: t('Their e-mail'), type: 'email' })}
      <button class="button primary" ?disabled=${board.busy}>${t('Put it up')}</button>
    </form>
  </details>`;
}
