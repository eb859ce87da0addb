import { html, nothing, type TemplateResult } from 'lit';
import type { AnswerGroupAskMessage, OwnGroupsView } from '#contracts/group-api';
import { GROUP_KINDS, type GroupStatus } from '#core/group';
import { piecesWords } from '#web/callout-words';
import { submitting, typed } from '#web/forms';
import { GROUP_KIND_WORDS } from '#web/group-words';
import { t } from '#web/language';
import { momentWords, spanOf } from '#web/moments';
import { pieceInputs, piecesIn } from '#web/piece-inputs';
import { plainChoice, plainField, plainText } from '#web/plain-fields';
import { groupAnswer } from './group-answer';
import type { GroupAsk } from './groups';
import { partOutcome } from './own-parts';
import type { Phone } from './phone';

type Group = OwnGroupsView['items'][number];

const STATUS_WORDS: Readonly<Record<GroupStatus, string>> = {
  'asked-for': t('Waiting for your organisation'),
  active: t('Active'),
  'turned-down': t('Turned down'),
  closed: t('Closed'),
};

/** The groups I belong to; whoever coordinates one fills what it is asked for. */
export function groupScreen(phone: Phone): TemplateResult {
  const { groups } = phone.own;
  return html`<main class="home" data-test="group-screen">
    <a class="back" href="#">${t('← Back')}</a>
    <h1 tabindex="-1" data-screen="groups">${t('My groups')}</h1>
    ${partOutcome(groups)}
    ${
      groups.notPutIn.length === 0
        ? nothing
        : html`<ul class="refusal" role="alert">
            ${groups.notPutIn.map((sentence) => html`<li>${sentence}</li>`)}
          </ul>`
    }
    ${groups.groups === null ? html`<p class="soft">${t('Loading …')}</p>` : nothing}
    ${groups.groups?.length === 0 ? html`<p class="soft">${t('You belong to none.')}</p>` : nothing}
    ${groups.groups?.map((group) => groupCard(phone, group))} ${registerCard(phone)}
  </main>`;
}

function groupCard(phone: Phone, group: Group): TemplateResult {
  const { groups } = phone.own;
  const open = (group.asks ?? []).filter(({ status }) => status === 'asked');
  return html`<section class="card" data-test="group">
    <h2>${group.name}</h2>
    <p>
      <span class="badge">${STATUS_WORDS[group.status]}</span>
      ${
        group.isCoordinator
          ? html`<span class="badge good">${t('You coordinate it')}</span>`
          : nothing
      }
    </p>
    ${open.map((ask) => askPart(phone, group, ask))}
    ${
      group.isCoordinator && group.status === 'active'
        ? html`<form
            class="sheet-form"
            @submit=${submitting((form) => void groups.setEquipment(group, piecesIn(form)))}
          >
            ${pieceInputs(`own-${group.id}`, {
              ...{ legend: t('What the group owns'), pieces: group.equipment },
            })}
            <button class="button" ?disabled=${groups.busy}>${t('Keep this equipment')}</button>
          </form>`
        : nothing
    }
  </section>`;
}

function askPart({ own: { groups } }: Phone, group: Group, ask: GroupAsk): TemplateResult {
  const pieces = piecesWords(ask.pieces);
  const send = (form: HTMLFormElement): void => void groups.answer(ask, answerIn(form));
  return html`<form class="group-ask sheet-form" data-test="group-ask" @submit=${submitting(send)}>
    <h3>${ask.title}: ${ask.needLabel}</h3>
    <p>
      <strong
        >${t('{{filledCount}} of {{peopleCount}} people', {
          filledCount: ask.filledCount,
          peopleCount: ask.peopleCount,
        })}</strong
      >${pieces === '' ? nothing : html`, ${t('with {{pieces}}', { pieces })}`}. ${spanOf(ask)}.
      ${t('Answer by {{answerBy}}.', { answerBy: momentWords(ask.answerBy) })}
    </p>
    <fieldset class="ticks">
      <legend>${t('Members who come')}</legend>
      ${group.members?.map(
        (member) =>
          html`<label class="tick">
            <input type="checkbox" name="member" value=${member.responderId} />
            <span>${member.displayName}</span>
          </label>`,
      )}
    </fieldset>
    ${plainText({
      ...{ prefix: `ask-${ask.id}`, name: 'others', label: t('Others, one name a line') },
      required: false,
    })}
    ${pieceInputs(`ask-${ask.id}`, { legend: t('What the first of them brings for all') })}
    <label class="tick">
      <input type="checkbox" name="last" />
      <span>${t('This is all: nobody more comes of us')}</span>
    </label>
    <button class="button primary" data-test="answer-ask" ?disabled=${groups.busy}>
      ${t('Put these people in')}
    </button>
  </form>`;
}

function answerIn(form: HTMLFormElement): AnswerGroupAskMessage {
  const fields = new FormData(form);
  return groupAnswer({
    memberIds: fields.getAll('member').map(String),
    names: typed(form, 'others'),
    pieces: piecesIn(form),
    isLast: fields.has('last'),
  });
}

function registerCard({ own: { groups } }: Phone): TemplateResult {
  const send = (form: HTMLFormElement): void => {
    const kind = GROUP_KINDS.find((one) => one === typed(form, 'kind')) ?? 'community';
    const note = typed(form, 'note') || null;
    const asked = { name: typed(form, 'name'), kind, note, equipment: piecesIn(form) };
    void groups.register(asked).then((done) => (done ? form.reset() : undefined));
  };
  const field = (name: string, label: string) => ({ prefix: 'group', name, label });
  return html`<details class="card">
    <summary>${t('Register a group of my own')}</summary>
    <form class="sheet-form" @submit=${submitting(send)}>
      ${plainField(field('name', t('Its name')))}
      ${plainChoice({
        ...field('kind', t('What it is')),
        choices: GROUP_KINDS.map((kind) => [kind, GROUP_KIND_WORDS[kind]] as const),
      })}
      ${plainField({ ...field('note', t('What it can do')), required: false })}
      ${pieceInputs('group', { legend: t('What it owns') })}
      <button class="button" ?disabled=${groups.busy}>${t('Ask my organisation')}</button>
    </form>
  </details>`;
}
