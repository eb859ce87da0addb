import { html, nothing, type TemplateResult } from 'lit';
import type {
  BoardContactView,
  OwnBoardEntryView,
  OwnClaimView,
  ShownBoardEntry,
} from '#contracts/board-api';
import { BOARD_KIND_WORDS, BOARD_SIDE_WORDS, BOARD_STATUS_WORDS } from '#web/board-words';
import { boardAskFields, boardAskIn } from '#web/board-ask';
import { distanceOf } from '#web/format';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import { spanOf } from '#web/moments';
import { plainField } from '#web/plain-fields';
import type { Board } from './board';
import { partOutcome } from './own-parts';
import type { Phone } from './phone';

/** What people offer and need, near and far. */
export function boardScreen({ own: { board } }: Phone): TemplateResult {
  const { view } = board;
  return html`<main class="home" data-test="board-screen">
    <a class="back" href="#">${t('← Back')}</a>
    <h1 tabindex="-1" data-screen="board">${t('Offers and needs')}</h1>
    ${partOutcome(board)}
    ${
      view === null
        ? html`<p class="soft">${t('Loading …')}</p>`
        : html`${view.claims.map((claim) => claimCard(board, claim))}
            ${view.entries.map((entry) => ownCard(board, entry))} ${putUpCard(board)}
            <h2>${t('What others have put up')}</h2>
            ${
              view.shown.items.length === 0
                ? html`<p class="soft">${t('Nothing now.')}</p>`
                : nothing
            }
            ${view.shown.items.map((entry) => shownCard(board, entry))}`
    }
  </main>`;
}

function head(entry: ShownBoardEntry | OwnBoardEntryView): TemplateResult {
  return html`<h3>${entry.title}</h3>
    <p>
      <span class="badge">${BOARD_SIDE_WORDS[entry.side]}</span>
      ${t('{{kind}}, {{leftCount}} of {{quantity}} left', {
        kind: BOARD_KIND_WORDS[entry.kind],
        leftCount: entry.leftCount,
        quantity: entry.quantity,
      })}
    </p>
    ${entry.note === null ? nothing : html`<p class="message-text">${entry.note}</p>`}
    <p class="soft">
      ${spanOf(entry)}.
      ${
        entry.travelMaxM === 0
          ? entry.side === 'offer'
            ? t('To be fetched.')
            : t('To be brought.')
          : t('They come up to {{distance}}.', { distance: distanceOf(entry.travelMaxM) })
      }
    </p>`;
}

function contactLines(contact: BoardContactView | null): TemplateResult | typeof nothing {
  if (contact === null) return nothing;
  const { displayName, phone, email } = contact;
  return html`<p>
    <strong>${displayName}</strong>
    ${phone === null ? nothing : html`<a href="tel:${phone}">${phone}</a>`}
    ${email === null ? nothing : html`<a href="mailto:${email}">${email}</a>`}
  </p>`;
}

function claimCard(board: Board, claim: OwnClaimView): TemplateResult {
  const isHeld = claim.status === 'held';
  return html`<section class="card" data-test="own-claim">
    <p class="soft">${t('You have taken this')}</p>
    ${head(claim.entry)} ${contactLines(claim.contact)}
    ${
      isHeld
        ? html`<p class="deeds">
            <button
              class="button primary"
              ?disabled=${board.busy}
              @click=${() => void board.done(claim)}
            >
              ${t('It is done')}
            </button>
            <button
              class="button"
              ?disabled=${board.busy}
              @click=${() => void board.release(claim)}
            >
              ${t('Give it back')}
            </button>
          </p>`
        : nothing
    }
  </section>`;
}

function ownCard(board: Board, entry: OwnBoardEntryView): TemplateResult {
  const held = entry.claims.filter(({ status }) => status === 'held');
  return html`<section
    class="card ${entry.isAskedAgain ? 'light amber' : ''}"
    data-test="own-entry"
  >
    <p class="soft">
      ${t('You have put this up: {{status}}', { status: BOARD_STATUS_WORDS[entry.status] })}
    </p>
    ${head(entry)} ${entry.reason === null ? nothing : html`<p>${entry.reason}</p>`}
    ${held.map(
      (claim) =>
        html`<p>${t('Taken by:')}</p>
          ${contactLines(claim.contact)}
          <button class="button" ?disabled=${board.busy} @click=${() => void board.done(claim)}>
            ${t('It is done')}
          </button>`,
    )}
    ${
      entry.isAskedAgain
        ? html`<p><strong>${t('Is it still so? Otherwise it runs out.')}</strong></p>`
        : nothing
    }
    <p class="deeds">
      <button
        class="button"
        ?disabled=${board.busy}
        @click=${() => void board.still(entry, { isStillSo: true, outcome: 'closed' })}
      >
        ${t('It is still so')}
      </button>
      <button
        class="button"
        ?disabled=${board.busy}
        @click=${() => void board.still(entry, { isStillSo: false, outcome: 'done-by-others' })}
      >
        ${t('Closed, done by others')}
      </button>
    </p>
  </section>`;
}

function shownCard(board: Board, entry: ShownBoardEntry): TemplateResult {
  const claim = (form: HTMLFormElement): void => {
    void board.claim(entry, Number(typed(form, 'quantity')));
  };
  return html`<section class="card" data-test="shown-entry">
    ${head(entry)}
    ${
      entry.leftCount === 0
        ? nothing
        : html`<form class="sheet-form" @submit=${submitting(claim)}>
            ${plainField({
              ...{ prefix: entry.id, name: 'quantity', label: t('How many') },
              ...{ type: 'number', min: 1, max: entry.leftCount, value: '1' },
            })}
            <button class="button" data-test="claim" ?disabled=${board.busy}>
              ${entry.side === 'offer' ? t('I take it') : t('I can give it')}
            </button>
          </form>`
    }
  </section>`;
}

function putUpCard(board: Board): TemplateResult {
  const send = (form: HTMLFormElement): void => {
    const asked = boardAskIn(form);
    if (asked === null) return;
    void board.putUp(asked).then((done) => (done ? form.reset() : undefined));
  };
  return html`<details class="card">
    <summary data-test="put-up">${t('Offer or ask for something')}</summary>
    <form class="sheet-form" @submit=${submitting(send)}>
      ${boardAskFields()}
      <button class="button primary" ?disabled=${board.busy}>${t('Put it up')}</button>
    </form>
  </details>`;
}
