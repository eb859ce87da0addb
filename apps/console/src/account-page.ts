import { html, nothing, type TemplateResult } from 'lit';
import type { SessionView } from '#contracts/account-api';
import type { Door } from './door';
import type { OwnAccount } from './own-account';
import { momentOf, outcome, pageHead } from './page-parts';
import { ROLE_NAMES } from './staff-words';

const ENDED_WORDS: Readonly<Record<NonNullable<SessionView['endedBecause']>, string>> = {
  'signed-out': 'Signed out there',
  ended: 'Ended from another browser',
  'token-reused': 'Ended by Closeby: somebody else may have had its token',
  'account-disabled': 'Ended: the account was switched off',
  'password-changed': 'Ended: the password was changed',
};

/** Whoever is signed in: who they are here, and where else they are signed in. */
export function accountPage(page: OwnAccount, door: Door): TemplateResult {
  const { account } = door;
  return html`<article class="incident" data-test="account-page">
    ${pageHead(
      account?.displayName ?? 'Your account',
      account === null
        ? ''
        : html`${account.email ?? 'A key'}, ${ROLE_NAMES[account.role]} at
          ${account.organisation.name}`,
    )}
    ${outcome(page)} ${door.isPerson() ? sessions(page) : nothing}
  </article>`;
}

function sessions(page: OwnAccount): TemplateResult {
  const live = page.live();
  return html`<section aria-labelledby="sessions">
      <h2 id="sessions">Where you are signed in</h2>
      <p class="soft">End what you do not know, then ask your supervisor for a new invitation.</p>
      ${page.sessions === null ? html`<p class="soft">Loading …</p>` : nothing}
      <ul class="rows" data-test="sessions">
        ${live.map((session) => html`<li class="plan-row">${liveSession(page, session)}</li>`)}
      </ul>
      ${
        live.length < 2
          ? nothing
          : html`<p class="deeds">
              <button
                class="button danger"
                data-test="end-others"
                ?disabled=${page.busy}
                @click=${() => void page.endOthers()}
              >
                Sign out everywhere else
              </button>
            </p>`
      }
    </section>
    ${ended(page)}`;
}

function liveSession(page: OwnAccount, session: SessionView): TemplateResult {
  return html`<div class="row-head">
      <strong>${session.client}</strong>
      ${
        session.current
          ? html`<span class="badge good">This browser</span>`
          : html`<button
              class="button"
              data-test="end-session"
              ?disabled=${page.busy}
              @click=${() => void page.end(session)}
            >
              End<span class="hidden-visually"> the session of ${session.client}</span>
            </button>`
      }
    </div>
    <p class="soft small figures">
      Signed in ${momentOf(session.createdAt)}
      ${session.signedInBy === 'oidc' ? 'by your provider' : 'by password'}, last used
      ${momentOf(session.lastUsedAt)}
    </p>`;
}

function ended(page: OwnAccount): TemplateResult | typeof nothing {
  const sessions = page.ended();
  if (sessions.length === 0) return nothing;
  return html`<details class="reason">
    <summary>Ended lately <span class="soft figures">${sessions.length}</span></summary>
    <ul class="plain">
      ${sessions.map(
        ({ client, endedAt, endedBecause }) =>
          html`<li class=${endedBecause === 'token-reused' ? 'attention' : ''}>
            <strong>${client}</strong>
            <span>${endedBecause === null ? 'Over' : ENDED_WORDS[endedBecause]}</span>
            <span class="soft figures">${momentOf(endedAt)}</span>
          </li>`,
      )}
    </ul>
  </details>`;
}
