import { html, nothing, type TemplateResult } from 'lit';
import type { SessionView } from '#contracts/account-api';
import { t } from '#web/language';
import { languageChoice } from '#web/language-choice';
import type { Door } from './door';
import type { OwnAccount } from './own-account';
import { momentOf, outcome, pageHead } from './page-parts';
import { ROLE_NAMES } from './staff-words';

const ENDED_WORDS: Readonly<Record<NonNullable<SessionView['endedBecause']>, string>> = {
  'signed-out': t('Signed out there'),
  ended: t('Ended from another browser'),
  'token-reused': t('Ended by Closeby: somebody else may have had its token'),
  'account-disabled': t('Ended: the account was switched off'),
  'password-changed': t('Ended: the password was changed'),
};

/** Whoever is signed in: who they are here, and where else they are signed in. */
export function accountPage(page: OwnAccount, door: Door): TemplateResult {
  const { account } = door;
  return html`<article class="incident" data-test="account-page">
    ${pageHead(
      account?.displayName ?? t('Your account'),
      account === null
        ? ''
        : html`${account.email ?? t('A key')}, ${ROLE_NAMES[account.role]},
          ${account.organisation.name}`,
    )}
    ${outcome(page)} ${languageChoice()} ${door.isPerson() ? sessions(page) : nothing}
  </article>`;
}

function sessions(page: OwnAccount): TemplateResult {
  const live = page.live();
  return html`<section aria-labelledby="sessions">
      <h2 id="sessions">${t('Where you are signed in')}</h2>
      <p class="soft">
        ${t('End what you do not know, then ask your supervisor for a new invitation.')}
      </p>
      ${page.sessions === null ? html`<p class="soft">${t('Loading …')}</p>` : nothing}
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
                ${t('Sign out everywhere else')}
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
          ? html`<span class="badge good">${t('This browser')}</span>`
          : html`<button
              class="button"
              data-test="end-session"
              ?disabled=${page.busy}
              @click=${() => void page.end(session)}
            >
              ${t('End')}<span class="hidden-visually">: ${session.client}</span>
            </button>`
      }
    </div>
    <p class="soft small figures">
      ${t('Signed in {{createdAt}}', { createdAt: momentOf(session.createdAt) })}
      (${session.signedInBy === 'oidc' ? t('by your provider') : t('by password')}),
      ${t('last used {{lastUsedAt}}', { lastUsedAt: momentOf(session.lastUsedAt) })}
    </p>`;
}

function ended(page: OwnAccount): TemplateResult | typeof nothing {
  const sessions = page.ended();
  if (sessions.length === 0) return nothing;
  return html`<details class="reason">
    <summary>${t('Ended lately')} <span class="soft figures">${sessions.length}</span></summary>
    <ul class="plain">
      ${sessions.map(
        ({ client, endedAt, endedBecause }) =>
          html`<li class=${endedBecause === 'token-reused' ? 'attention' : ''}>
            <strong>${client}</strong>
            <span>${endedBecause === null ? t('Over') : ENDED_WORDS[endedBecause]}</span>
            <span class="soft figures">${momentOf(endedAt)}</span>
          </li>`,
      )}
    </ul>
  </details>`;
}
