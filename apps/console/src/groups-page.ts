import { html, nothing, type TemplateResult } from 'lit';
import type { GroupDetailView, GroupView } from '#contracts/group-api';
import { GROUP_KINDS, type GroupStatus } from '#core/group';
import { piecesWords } from '#web/callout-words';
import { count } from '#web/format';
import { submitting, typed } from '#web/forms';
import { GROUP_KIND_WORDS } from '#web/group-words';
import { pieceInputs, piecesIn } from '#web/piece-inputs';
import { plainChoice, plainField } from '#web/plain-fields';
import type { KeptThings } from './kept-things';
import { outcome, pageHead } from './page-parts';

type Groups = KeptThings<GroupView, GroupDetailView>;

const STATUS_WORDS: Readonly<Record<GroupStatus, string>> = {
  'asked-for': 'Asks to be one',
  active: 'Active',
  'turned-down': 'Turned down',
  closed: 'Closed',
};

/** Community groups, charities and companies, with their own coordinators and equipment. */
export function groupsPage(groups: Groups, mayKeep: boolean): TemplateResult {
  return html`<article class="incident" data-test="groups-page">
    ${pageHead('Groups', 'They are asked for a number, and fill it with their own people.')}
    ${outcome(groups)} ${groups.items?.length === 0 ? html`<p class="soft">None yet.</p>` : nothing}
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
      ${pieces === '' ? nothing : html`<span>owns ${pieces}</span>`}
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
            ${isOpen ? 'Shut' : 'Members'}<span class="hidden-visually"> of ${group.name}</span>
          </button>`
        : nothing
    }
    ${isOpen && groups.opened !== null ? members(groups, groups.opened) : nothing}`;
}

function decide(groups: Groups, { groupRef }: GroupView): TemplateResult {
  const send = (form: HTMLFormElement): void => {
    const isApproved = typed(form, 'decision') === 'yes';
    const body = { isApproved, reason: typed(form, 'reason') };
    const news = isApproved ? 'The group is active.' : 'It is turned down.';
    void groups.deed(groupRef, '/decide', { body, news });
  };
  return html`<form class="form-grid" @submit=${submitting(send)}>
    ${plainChoice({
      ...{ prefix: groupRef, name: 'decision', label: 'Shall it be a group here?' },
      choices: [
        ['yes', 'Yes'],
        ['no', 'No'],
      ],
    })}
    ${plainField({ prefix: groupRef, name: 'reason', label: 'Why?' })}
    <button class="button" ?disabled=${groups.busy}>Decide</button>
  </form>`;
}

function members(groups: Groups, group: GroupDetailView): TemplateResult {
  const add = (form: HTMLFormElement): void => {
    const rest = `/members/${encodeURIComponent(typed(form, 'person'))}`;
    const body = { coordinator: new FormData(form).has('coordinator') };
    void groups.deed(group.groupRef, rest, { method: 'PUT', body, news: 'They belong to it.' });
  };
  return html`<ul class="plain">
      ${group.members.map(
        ({ displayName, isCoordinator }) =>
          html`<li>
            ${displayName}
            ${isCoordinator ? html`<span class="badge good">Coordinator</span>` : nothing}
          </li>`,
      )}
    </ul>
    <form class="form-grid" @submit=${submitting(add)}>
      ${plainField({
        ...{ prefix: 'member', name: 'person', label: 'Person, by your reference' },
        hint: 'As it stands under People.',
      })}
      <label class="tick-line">
        <input type="checkbox" name="coordinator" /><span>Coordinates the group</span>
      </label>
      <button class="button" ?disabled=${groups.busy}>Add or change them</button>
    </form>
    ${
      group.status === 'active'
        ? html`<button
            class="button danger"
            ?disabled=${groups.busy}
            @click=${() => void groups.remove(group.groupRef)}
          >
            Close the group
          </button>`
        : nothing
    }`;
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
    <h2 id="new-group">Enter one</h2>
    <form class="plan-row form-grid" data-test="group-form" @submit=${submitting(send)}>
      ${plainField(field('ref', 'Short name'))} ${plainField(field('name', 'Its name'))}
      ${plainChoice({
        ...field('kind', 'What it is'),
        choices: GROUP_KINDS.map((kind) => [kind, GROUP_KIND_WORDS[kind]] as const),
      })}
      ${plainField({ ...field('note', 'What it can do'), required: false })}
      ${pieceInputs('group', { legend: 'What it owns' })}
      <button class="button primary" ?disabled=${groups.busy}>Keep it</button>
    </form>
  </section>`;
}
