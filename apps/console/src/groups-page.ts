import { html, nothing, type TemplateResult } from 'lit';
import type { GroupDetailView, GroupView } from '#contracts/group-api';
import { GROUP_KINDS, type GroupStatus } from '#core/group';
import { piecesWords } from '#web/callout-words';
import { count, t } from '#web/language';
import { confirmed } from '#web/confirm';
import { submitting, typed } from '#web/forms';
import { GROUP_KIND_WORDS } from '#web/group-words';
import { pieceInputs, piecesIn } from '#web/piece-inputs';
import { plainChoice, plainField } from '#web/plain-fields';
import type { KeptThings } from './kept-things';
import { outcome, pageHead } from './page-parts';
import { refField } from './ref-field';

type Groups = KeptThings<GroupView, GroupDetailView>;

const STATUS_WORDS: Readonly<Record<GroupStatus, string>> = {
  'asked-for': t('Asks to be one'),
  active: t('Active'),
  'turned-down': t('Turned down'),
  closed: t('Closed'),
};

/** Community groups, charities and companies, with their own coordinators and equipment. */
export function groupsPage(groups: Groups, mayKeep: boolean): TemplateResult {
  return html`<article class="incident" data-test="groups-page">
    ${pageHead(t('Groups'), t('They are asked for a number, and fill it with their own people.'))}
    ${outcome(groups)}
    ${groups.items?.length === 0 ? html`<p class="soft">${t('None yet.')}</p>` : nothing}
    <ul class="rows" data-test="groups">
      ${groups.items?.map(
        (group) => html`<li class="plan-row" data-test="group">${row(groups, group, mayKeep)}</li>`,
      )}
    </ul>
    ${mayKeep ? form(groups) : nothing}
  </article>`;
}

function row(groups: Groups, group: GroupView, mayKeep: boolean): TemplateResult {
  const pieces = piecesWords(group.equipment);
  const isOpen = groups.openRef === group.groupRef;
  return html`<p class="row-head">
      <strong>${group.name}</strong>
      <span class="badge ${group.status === 'asked-for' ? 'warn' : ''}"
        >${STATUS_WORDS[group.status]}</span
      >
    </p>
    <p class="row-counts small">
      <span>${GROUP_KIND_WORDS[group.kind]}</span>
      <span class="figures">${count(group.memberCount, 'member', 'members')}</span>
      ${pieces === '' ? nothing : html`<span>${t('owns {{pieces}}', { pieces })}</span>`}
      <span class="soft">${group.groupRef}</span>
    </p>
    ${group.note === null ? nothing : html`<p class="small">${group.note}</p>`}
    ${mayKeep && group.status === 'asked-for' ? decide(groups, group) : nothing}
    ${
      mayKeep
        ? html`<button
            class="link"
            aria-expanded=${isOpen ? 'true' : 'false'}
            @click=${() => void groups.open(isOpen ? null : group.groupRef)}
          >
            ${isOpen ? t('Shut') : t('Members')}<span class="hidden-visually">: ${group.name}</span>
          </button>`
        : nothing
    }
    ${isOpen && groups.opened !== null ? members(groups, groups.opened) : nothing}`;
}

function decide(groups: Groups, { groupRef }: GroupView): TemplateResult {
  const send = (form: HTMLFormElement): void => {
    const isApproved = typed(form, 'decision') === 'yes';
    const body = { isApproved, reason: typed(form, 'reason') };
    const news = isApproved ? t('The group is active.') : t('It is turned down.');
    void groups.deed(groupRef, '/decide', { body, news });
  };
  return html`<form class="form-grid" @submit=${submitting(send)}>
    ${plainChoice({
      ...{ prefix: groupRef, name: 'decision', label: t('Shall it be a group here?') },
      choices: [
        ['yes', t('Yes')],
        ['no', t('No')],
      ],
    })}
    ${plainField({ prefix: groupRef, name: 'reason', label: t('Why?') })}
    <button class="button" ?disabled=${groups.busy}>${t('Decide')}</button>
  </form>`;
}

function members(groups: Groups, group: GroupDetailView): TemplateResult {
  const add = (form: HTMLFormElement): void => {
    const rest = `/members/${encodeURIComponent(typed(form, 'person'))}`;
    const body = { coordinator: new FormData(form).has('coordinator') };
    void groups.deed(group.groupRef, rest, { method: 'PUT', body, news: t('They belong to it.') });
  };
  return html`<ul class="plain">
      ${group.members.map(
        ({ displayName, isCoordinator, externalRef }) =>
          html`<li>
            ${displayName}
            ${isCoordinator ? html`<span class="badge good">${t('Coordinator')}</span>` : nothing}
            <button
              class="link"
              data-test="remove-member"
              ?disabled=${groups.busy}
              @click=${() => void removeMember(groups, group, { displayName, externalRef })}
            >
              ${t('Remove')}<span class="hidden-visually"> ${displayName}</span>
            </button>
          </li>`,
      )}
    </ul>
    <form class="form-grid" @submit=${submitting(add)}>
      ${plainField({
        ...{ prefix: 'member', name: 'person', label: t('Person, by your reference') },
        hint: t('As it stands under People.'),
      })}
      <label class="tick-line">
        <input type="checkbox" name="coordinator" /><span>${t('Coordinates the group')}</span>
      </label>
      <button class="button" ?disabled=${groups.busy}>${t('Add or change them')}</button>
    </form>
    ${
      group.status === 'active'
        ? html`<button
            class="button danger"
            ?disabled=${groups.busy}
            data-test="close-group"
            @click=${() => void close(groups, group)}
          >
            ${t('Close the group')}
          </button>`
        : nothing
    }`;
}

async function removeMember(
  groups: Groups,
  { groupRef, name }: GroupView,
  member: { readonly displayName: string; readonly externalRef: string },
): Promise<void> {
  const { displayName, externalRef } = member;
  const isSure = await confirmed({
    question: t('Remove {{displayName}} from {{name}}?', { displayName, name }),
    says: t('What they have said yes to stays.'),
    yes: t('Remove them'),
  });
  if (!isSure) return;
  const rest = `/members/${encodeURIComponent(externalRef)}`;
  const news = t('{{displayName}} does not belong to it any more.', { displayName });
  await groups.deed(groupRef, rest, { method: 'DELETE', news });
}

async function close(groups: Groups, { groupRef, name }: GroupView): Promise<void> {
  const isSure = await confirmed({
    question: t('Close the group {{name}}?', { name }),
    says: t('What it holds of call-outs goes back to them.'),
    yes: t('Close the group'),
  });
  if (isSure) await groups.remove(groupRef);
}

function form(groups: Groups): TemplateResult {
  const send = (fields: HTMLFormElement): void => {
    const body = {
      name: typed(fields, 'name'),
      kind: typed(fields, 'kind'),
      note: typed(fields, 'note') || null,
      equipment: piecesIn(fields),
    };
    void groups.put(typed(fields, 'ref'), body).then((done) => (done ? fields.reset() : undefined));
  };
  const field = (name: string, label: string) => ({ prefix: 'group', name, label });
  return html`<section aria-labelledby="new-group">
    <h2 id="new-group">${t('Enter one')}</h2>
    <form class="plan-row form-grid" data-test="group-form" @submit=${submitting(send)}>
      ${refField('group')} ${plainField(field('name', t('Its name')))}
      ${plainChoice({
        ...field('kind', t('What it is')),
        choices: GROUP_KINDS.map((kind) => [kind, GROUP_KIND_WORDS[kind]] as const),
      })}
      ${plainField({ ...field('note', t('What it can do')), required: false })}
      ${pieceInputs('group', { legend: t('What it owns') })}
      <button class="button primary" ?disabled=${groups.busy}>${t('Keep it')}</button>
    </form>
  </section>`;
}
