import { html, nothing, type TemplateResult } from 'lit';
import type { OwnBoardEntryView, ShownBoardEntry } from '#contracts/board-api';
import { boardAskFields, boardAskIn } from '#web/board-ask';
import { BOARD_KIND_WORDS, BOARD_SIDE_WORDS, BOARD_STATUS_WORDS } from '#web/board-words';
import { codeField, submitting, typed } from '#web/forms';
import { language, t } from '#web/language';
import { spanOf } from '#web/moments';
import { plainChoice, plainField } from '#web/plain-fields';
import type { PublicBoard } from './public-board';

/** Offers and needs for anybody, and a form for one's own. */
export function boardPage(board: PublicBoard): TemplateResult {
  const { problem, news, shown, own } = board;
  return html`<main class="page" data-test="public-board">
    <h1 tabindex="-1" data-screen="board">${t('Offers and needs')}</h1>
    ${problem === null ? nothing : html`<p class="refusal" role="alert">${problem}</p>`}
    ${news === null ? nothing : html`<p class="done" role="status">${news}</p>`}
    ${own === null ? nothing : ownCard(board, own)}
    ${shown === null ? nothing : whole(board, shown)}
  </main>`;
}

/** A board that is not there takes nothing and shows nothing. */
function whole(board: PublicBoard, shown: readonly ShownBoardEntry[]): TemplateResult {
  return html`${board.toProve === null ? putUpCard(board) : proveCard(board)} ${openCard(board)}
    <h2>${t('What people offer and need')}</h2>
    ${shown.length === 0 ? html`<p class="soft">${t('Nothing now.')}</p>` : nothing}
    ${shown.map((entry) => shownCard(board, entry))}`;
}

function entryLines(entry: ShownBoardEntry | OwnBoardEntryView): TemplateResult {
  return html`<h3>${entry.title}</h3>
    <p>
      <span class="badge">${BOARD_SIDE_WORDS[entry.side]}</span>
      ${t('{{kind}}, {{leftCount}} of {{quantity}} left', {
        kind: BOARD_KIND_WORDS[entry.kind],
        leftCount: entry.leftCount,
        quantity: entry.quantity,
      })}
    </p>
    ${entry.note === null ? nothing : html`<p>${entry.note}</p>`}
    <p class="soft">${spanOf(entry)}</p>`;
}

function shownCard(board: PublicBoard, entry: ShownBoardEntry): TemplateResult {
  return html`<section class="card" data-test="shown-entry">
    ${entryLines(entry)}
    <button class="link" ?disabled=${board.busy} @click=${() => void board.report(entry)}>
      ${t('Something is wrong with this')}
    </button>
  </section>`;
}

function putUpCard(board: PublicBoard): TemplateResult {
  const send = (form: HTMLFormElement): void => {
    const asked = boardAskIn(form);
    if (asked === null) return;
    const address = typed(form, 'address').replace(/\s/gu, '');
    const way = typed(form, 'way') === 'email' ? { email: address } : { phone: address };
    void board.putUp({ ...asked, ...way, displayName: typed(form, 'name'), language: language() });
  };
  return html`<details class="card">
    <summary data-test="put-up">${t('Offer or ask for something')}</summary>
    <form class="sheet-form" @submit=${submitting(send)}>
      ${boardAskFields()} ${plainField({ prefix: 'own', name: 'name', label: t('Your name') })}
      ${plainChoice({
        ...{ prefix: 'own', name: 'way', label: t('You are reached by') },
        choices: [
          ['phone', 'telephone'],
          ['email', 'e-mail'],
        ],
      })}
      ${plainField({
        ...{
          prefix: 'own',
          name: 'address',
          label: t('Number with its country, or e-mail address'),
        },
        hint: t('A code is sent there. Only whoever takes it sees your name and address.'),
      })}
      <button class="button primary" ?disabled=${board.busy}>${t('Go on')}</button>
    </form>
  </details>`;
}

function proveCard(board: PublicBoard): TemplateResult {
  const send = (form: HTMLFormElement): void => void board.prove(typed(form, 'code'));
  return html`<section class="card" aria-labelledby="prove">
    <h2 id="prove">${t('A code was sent to you')}</h2>
    <form class="sheet-form" @submit=${submitting(send)}>
      ${codeField('board-code', t('Six digits'))}
      <button class="button primary" ?disabled=${board.busy}>${t('This is it')}</button>
    </form>
  </section>`;
}

function openCard(board: PublicBoard): TemplateResult | typeof nothing {
  if (board.own !== null) return nothing;
  const open = (form: HTMLFormElement): void => void board.openOwn(typed(form, 'badge'));
  return html`<details class="card">
    <summary>${t('Look at what I have put up')}</summary>
    <form class="sheet-form" @submit=${submitting(open)}>
      ${plainField({ prefix: 'mine', name: 'badge', label: t('The secret you were shown') })}
      <button class="button" ?disabled=${board.busy}>${t('Open it')}</button>
    </form>
  </details>`;
}

function ownCard(board: PublicBoard, own: OwnBoardEntryView): TemplateResult {
  const contacts = own.claims.flatMap(({ contact }) => (contact === null ? [] : [contact]));
  return html`<section class="card" data-test="own-entry">
    <p class="soft">
      ${t('You have put this up: {{status}}', { status: BOARD_STATUS_WORDS[own.status] })}
    </p>
    ${entryLines(own)}
    <p>${t('Keep this secret: it opens what you have put up.')}</p>
    <code class="secret" tabindex="0">${board.badge}</code>
    ${contacts.map(
      ({ displayName, phone, email }) =>
        html`<p>${t('Taken by')} <strong>${displayName}</strong>: ${phone ?? email}</p>`,
    )}
    <p class="deeds">
      <button class="button" ?disabled=${board.busy} @click=${() => void board.still(true)}>
        ${t('It is still so')}
      </button>
      <button class="button" ?disabled=${board.busy} @click=${() => void board.still(false)}>
        ${t('Closed, done by others')}
      </button>
    </p>
  </section>`;
}
