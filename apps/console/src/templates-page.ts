import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { TemplateView } from '#contracts/template-api';
import { DELIVERY_CHANNELS, LANGUAGES } from '#core/delivery';
import type { TemplateKind } from '#core/message-templates';
import { count, t } from '#web/language';
import { LANGUAGE_WORDS } from '#web/words';
import { CHANNEL_WORDS } from './delivery-words';
import { hashOf } from './route';
import { templateEditor } from './template-editor';
import type { Templates } from './templates';

export const TEMPLATE_WORDS: Readonly<Record<TemplateKind, string>> = {
  alert: t('Alert to an incident'),
  callout: t('Question of a call-out'),
  drill: t('Drill'),
  'stood-down': t('Stand-down'),
  changed: t('Change of an order or of facts'),
  'which-one': t('Which alert was meant?'),
  'drill-missed': t('A drill was missed'),
  invited: t('Invitation of a phone'),
  code: t('One-time code'),
  'registered-already': t('Somebody registered with a known address'),
  'phones-changed': t('Another phone signed in'),
  'push-proof': t('Check of a phone'),
  'credential-ending': t('A credential ends soon'),
};

/** The words of every message per channel and language, with what they look like when sent. */
export function templatesPage(page: Templates): TemplateResult {
  return html`<article class="incident" data-test="templates-page">
    <a class="back" href=${hashOf({ page: 'incidents' })}>${t('← All incidents')}</a>
    <header>
      <h1 tabindex="-1" data-heading>${t('Templates')}</h1>
      <p class="soft">
        ${t(
          'What people read and hear. No message says where it is or who the patient is; your own words should not either.',
        )}
      </p>
    </header>
    ${
      page.news === null
        ? nothing
        : html`<p class="done-news" role="status" data-test="template-news">${page.news}</p>`
    }
    ${
      page.problem === null || page.draft !== null
        ? nothing
        : html`<p class="refusal" role="alert">${page.problem}</p>`
    }
    ${filters(page)}
    ${page.templates === null ? html`<p class="soft">${t('Loading …')}</p>` : nothing}
    <ul class="rows" data-test="templates">
      ${repeat(
        page.shown(),
        (template) => template.kind,
        (template) =>
          html`<li class="plan-row" data-test="template-${template.kind}">
            ${row(page, template)}
          </li>`,
      )}
    </ul>
  </article>`;
}

function filters(page: Templates): TemplateResult {
  return html`<div class="template-filters">
    <div class="choices wrap" role="group" aria-label=${t('Channel')}>
      ${DELIVERY_CHANNELS.map(
        (channel) =>
          html`<button
            class="choice"
            aria-pressed=${page.channel === channel ? 'true' : 'false'}
            data-test="channel-${channel}"
            @click=${() => page.choose({ channel })}
          >
            ${CHANNEL_WORDS[channel]}
          </button>`,
      )}
    </div>
    <div class="choices wrap" role="group" aria-label=${t('Language')}>
      ${LANGUAGES.map(
        (language) =>
          html`<button
            class="choice"
            lang=${language}
            aria-pressed=${page.language === language ? 'true' : 'false'}
            data-test="in-${language}"
            @click=${() => page.choose({ language })}
          >
            ${LANGUAGE_WORDS[language]}
          </button>`,
      )}
    </div>
  </div>`;
}

function row(page: Templates, template: TemplateView): TemplateResult {
  const { draft } = page;
  const isOpen = draft?.key.kind === template.kind;
  return html`<div class="row-head">
      <p><strong>${TEMPLATE_WORDS[template.kind]}</strong></p>
      <span class="badge ${template.isOwn ? 'good' : ''}"
        >${template.isOwn ? t('Your own words') : t('Closeby’s words')}</span
      >
    </div>
    ${isOpen ? templateEditor(page, draft) : shown(template)}
    ${isOpen || !page.mayKeep ? nothing : deeds(page, template)}`;
}

function shown(template: TemplateView): TemplateResult {
  const { channel, language, preview } = template;
  const speech = preview.speech ?? null;
  return html`<blockquote lang=${language}>
      ${
        preview.title === null || channel === 'sms' || channel === 'voice'
          ? nothing
          : html`<p><strong>${preview.title}</strong></p>`
      }
      <p class="said">${speech ?? preview.body}</p>
    </blockquote>
    <p class="soft small figures">${sizeWords(preview)}</p>`;
}

function deeds(page: Templates, template: TemplateView): TemplateResult {
  const { kind, channel, language } = template;
  return html`<p class="deeds">
    <button class="button" data-test="edit" @click=${() => page.edit(template)}>
      ${template.isOwn ? t('Change') : t('Write your own')}
    </button>
    ${
      template.isOwn
        ? html`<button
            class="button"
            ?disabled=${page.busy}
            data-test="reset"
            @click=${() => void page.reset({ kind, channel, language })}
          >
            ${t('Back to Closeby’s words')}
          </button>`
        : nothing
    }
  </p>`;
}

function sizeWords({ characters, alphabet, segments }: TemplateView['preview']): string {
  const length = count(characters, 'character', 'characters');
  if (segments === null || alphabet === null)
    return t('{{length}}, with example values', { length });
  return t('{{length}}, {{segments}} in {{alphabet}}, with example values', {
    length,
    segments: count(segments, 'SMS', 'SMS'),
    alphabet,
  });
}
