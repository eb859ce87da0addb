import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ResponderView } from '#contracts/registry-api';
import { count, t } from '#web/language';
import { CREDENTIAL_WORDS } from '#web/words';
import { CHANNEL_WORDS } from './delivery-words';
import type { Door } from './door';
import { filterChoice, filterWords } from './filter-fields';
import { outcome, pageHead } from './page-parts';
import type { People, PeopleSearch } from './people';
import { newPersonForm } from './person-form';
import { hashOf } from './route';

/** Everyone who is kept, searched and narrowed down. */
export function peopleRegister(page: People, door: Door): TemplateResult {
  const { people } = page;
  const mayKeep = door.may('keep-people');
  return html`<article class="incident wide-page" data-test="people-page">
    ${pageHead(t('People'), t('Everyone who may be called, with what they are trained for.'))}
    ${
      mayKeep
        ? html`<p class="deeds">
            <button
              class="button"
              data-test="add-person"
              aria-expanded=${page.isAdding ? 'true' : 'false'}
              @click=${() => page.adding(!page.isAdding)}
            >
              ${t('Add a person')}
            </button>
            <a class="button" href=${hashOf({ page: 'imports' })}>${t('Import a file')}</a>
          </p>`
        : nothing
    }
    ${outcome(page)} ${mayKeep && page.isAdding ? newPersonForm(page) : nothing} ${filters(page)}
    ${people === null ? html`<p class="soft">${t('Loading …')}</p>` : table(people, page.more)}
    ${
      page.more
        ? html`<p class="deeds">
            <button class="button" data-test="more-people" @click=${() => void page.further()}>
              ${t('Show more')}
            </button>
          </p>`
        : nothing
    }
  </article>`;
}

/** What stands out about somebody. */
export function personMarks(one: ResponderView): TemplateResult {
  return html`${one.onDuty ? html`<span class="badge good">${t('On duty')}</span>` : nothing}
  ${one.testPhone ? html`<span class="badge">${t('Test phone')}</span>` : nothing}
  ${one.disabled ? html`<span class="badge warn">${t('Disabled')}</span>` : nothing}`;
}

function filters(page: People): TemplateResult {
  const { search } = page;
  const set = (name: keyof PeopleSearch) => (value: string) => {
    void page.look({ ...page.search, [name]: value });
  };
  return html`<div class="filters" role="search">
    ${filterWords({
      ...{ id: 'people-words', label: t('Name or reference'), value: search.words },
      set: (words) => page.lookSoon({ ...page.search, words }),
    })}
    ${filterChoice({
      ...{ id: 'people-duty', label: t('Duty'), value: search.duty, set: set('duty') },
      choices: [
        ['on', t('On duty')],
        ['off', t('Off duty')],
      ],
    })}
    ${filterChoice({
      ...{ id: 'people-credential', label: t('Credential'), value: search.credential },
      set: set('credential'),
      choices: [
        ['valid', t('Valid now')],
        ['pending', t('Waits for a review')],
        ['ended', t('Ended or refused')],
        ['none', t('None')],
      ],
    })}
    ${filterChoice({
      ...{ id: 'people-reach', label: t('Reachable'), value: search.reach, set: set('reach') },
      choices: [
        ['reached', t('Yes')],
        ['not-reached', t('Not by anything')],
      ],
    })}
    ${filterChoice({
      ...{ id: 'people-standing', label: t('Standing'), value: search.standing },
      set: set('standing'),
      choices: [
        ['enabled', t('Enabled')],
        ['disabled', t('Disabled')],
      ],
    })}
  </div>`;
}

function table(people: readonly ResponderView[], more: boolean): TemplateResult {
  if (people.length === 0) {
    return html`<p class="soft" role="status">${t('Nobody fits these words.')}</p>`;
  }
  const shown = count(people.length, 'person', 'people');
  return html`<p class="soft small" role="status">
      ${more ? t('{{shown}}, and there are more', { shown }) : shown}
    </p>
    <table class="people register" data-test="register">
      <thead>
        <tr>
          <th scope="col">${t('Person')}</th>
          <th scope="col">${t('Credentials')}</th>
          <th scope="col">${t('Reached by')}</th>
        </tr>
      </thead>
      <tbody>
        ${repeat(people, ({ id }) => id, line)}
      </tbody>
    </table>`;
}

function line(one: ResponderView): TemplateResult {
  const href = hashOf({ page: 'people', personId: one.id });
  return html`<tr class=${one.disabled ? 'gone' : ''}>
    <th scope="row">
      <a href=${href}>${one.displayName}</a> ${personMarks(one)}
      <span class="soft small block">${one.externalRef}</span>
    </th>
    <td data-label=${t('Credentials')}>${trained(one)}</td>
    <td data-label=${t('Reached by')}>
      ${
        one.channels.length === 0
          ? html`<span class="badge warn">${t('nothing yet')}</span>`
          : one.channels.map((channel) => CHANNEL_WORDS[channel]).join(', ')
      }
    </td>
  </tr>`;
}

function trained({ credentials, tierNow }: ResponderView): TemplateResult {
  const verified = credentials.filter(({ status }) => status === 'verified');
  const waits = credentials.some(({ status }) => status === 'pending');
  const words = verified.map(({ kind }) => CREDENTIAL_WORDS[kind]).join(', ');
  return html`${
    tierNow === null
      ? html`<span class="badge warn">${t('No verified credential: is not called')}</span>`
      : words
  }
  ${waits ? html`<span class="badge">${t('Waits for a review')}</span>` : nothing}`;
}
