import { html, nothing, type TemplateResult } from 'lit';
import type { WarningFeedView } from '#contracts/warning-feed-api';
import { WARNING_FEED_FORMATS } from '#core/warning-feed';
import { MINUTE_MS } from '#core/units';
import { confirmed } from '#web/confirm';
import { submitting, typed } from '#web/forms';
import { count, t } from '#web/language';
import { plainChoice, plainField } from '#web/plain-fields';
import type { KeptThings } from './kept-things';
import { failingNote, lastReadWords } from './feed-words';
import { outcome, pageHead } from './page-parts';
import { refField } from './ref-field';

const FORMAT_WORDS = { atom: t('Atom'), rss: 'RSS', json: 'JSON' } as const;

/** Where warnings are read from, and whether that works. */
export function feedsPage(feeds: KeptThings<WarningFeedView>): TemplateResult {
  return html`<article class="incident" data-test="feeds-page">
    ${pageHead(t('Feeds of warnings'), t('What they warn of stands under Warnings.'))}
    ${outcome(feeds)}
    ${feeds.items?.length === 0 ? html`<p class="soft">${t('None yet.')}</p>` : nothing}
    <ul class="rows" data-test="feeds">
      ${feeds.items?.map((feed) => html`<li class="plan-row">${row(feeds, feed)}</li>`)}
    </ul>
    ${form(feeds)}
  </article>`;
}

function row(feeds: KeptThings<WarningFeedView>, feed: WarningFeedView): TemplateResult {
  const { failing } = feed;
  return html`<p class="row-head">
      <strong>${feed.title}</strong>
      <span class="badge ${failing === null ? (feed.paused ? '' : 'good') : 'danger'}"
        >${failing === null ? (feed.paused ? t('Paused') : t('Works')) : t('Cannot be read')}</span
      >
    </p>
    <p class="small soft">${feed.url}</p>
    <p class="row-counts small figures">
      <span>${lastReadWords(feed)}</span>
      <span>${count(feed.entryCount, 'entry', 'entries')}</span>
    </p>
    ${failingNote(feed)}
    ${feed.refused.map(({ entry, says }) => html`<p class="small attention">${entry}: ${says}</p>`)}
    <p class="deeds">
      <button
        class="button"
        ?disabled=${feeds.busy}
        @click=${() => void feeds.put(feed.feedRef, { ...bodyOf(feed), paused: !feed.paused })}
      >
        ${feed.paused ? t('Read it again') : t('Pause it')}
      </button>
      <button
        class="button danger"
        ?disabled=${feeds.busy}
        data-test="remove-feed"
        @click=${() => void remove(feeds, feed)}
      >
        ${t('Remove it')}
      </button>
    </p>`;
}

async function remove(
  feeds: KeptThings<WarningFeedView>,
  { feedRef, title }: WarningFeedView,
): Promise<void> {
  const isSure = await confirmed({
    question: t('Remove the feed {{title}}?', { title }),
    says: t('Its warnings are read no longer; those that came stay.'),
    yes: t('Remove it'),
  });
  if (isSure) await feeds.remove(feedRef);
}

function bodyOf({ title, url, format, everyMs, paused }: WarningFeedView): object {
  return { title, url, format, everyMs, paused };
}

function form(feeds: KeptThings<WarningFeedView>): TemplateResult {
  const send = (fields: HTMLFormElement): void => {
    const body = {
      title: typed(fields, 'title'),
      url: typed(fields, 'url'),
      format: typed(fields, 'format'),
      everyMs: Number(typed(fields, 'every')) * MINUTE_MS,
    };
    void feeds.put(typed(fields, 'ref'), body).then((done) => (done ? fields.reset() : undefined));
  };
  const field = (name: string, label: string) => ({ prefix: 'feed', name, label });
  return html`<section aria-labelledby="new-feed">
    <h2 id="new-feed">${t('Add one')}</h2>
    <form class="plan-row form-grid" data-test="feed-form" @submit=${submitting(send)}>
      ${refField('feed', { isKey: true })} ${plainField(field('title', t('What it is')))}
      ${plainField({
        ...field('url', t('Address')),
        type: 'url',
        wide: true,
        hint: t('https only'),
      })}
      ${plainChoice({
        ...field('format', t('Form')),
        choices: WARNING_FEED_FORMATS.map((format) => [format, FORMAT_WORDS[format]] as const),
      })}
      ${plainField({
        ...field('every', t('Every so many minutes')),
        ...{ type: 'number', min: 1, max: 1_440, value: '5' },
      })}
      <button class="button primary" ?disabled=${feeds.busy}>${t('Keep it')}</button>
    </form>
  </section>`;
}
