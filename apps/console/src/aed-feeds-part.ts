import { html, nothing, type TemplateResult } from 'lit';
import type { AedFeedView } from '#contracts/aed-feed-api';
import { AED_FORMATS, type AedFormat } from '#core/aed-feed';
import { HOUR_MS } from '#core/units';
import { confirmed } from '#web/confirm';
import { submitting, typed } from '#web/forms';
import { count, t } from '#web/language';
import { momentWords } from '#web/moments';
import { plainChoice, plainField } from '#web/plain-fields';
import type { KeptThings } from './kept-things';
import { failingNote, lastReadWords } from './feed-words';
import { outcome } from './page-parts';
import { refField } from './ref-field';

const WEEK_HOURS = 168;

export const AED_FORMAT_WORDS: Readonly<Record<AedFormat, string>> = {
  osm: t('OpenStreetMap: GeoJSON or Overpass'),
  'osm-change': t('OpenStreetMap: changes (osmChange)'),
  csv: t('CSV with our columns'),
  table: t('A table with other columns'),
  geodae: 'GéoDAE',
};

/** Registers of AEDs that are read by themselves, and what came of it. */
export function aedFeedsPart(feeds: KeptThings<AedFeedView>): TemplateResult {
  return html`<section aria-labelledby="aed-feeds" data-test="aed-feeds">
    <h2 id="aed-feeds">${t('Registers that are read by themselves')}</h2>
    ${outcome(feeds)}
    ${feeds.items?.length === 0 ? html`<p class="soft">${t('None yet.')}</p>` : nothing}
    <ul class="rows">
      ${feeds.items?.map((feed) => html`<li class="plan-row">${row(feeds, feed)}</li>`)}
    </ul>
    <details>
      <summary>${t('Add one')}</summary>
      ${form(feeds)}
    </details>
  </section>`;
}

function row(feeds: KeptThings<AedFeedView>, feed: AedFeedView): TemplateResult {
  const { report } = feed;
  return html`<p class="row-head"><strong>${feed.title}</strong> ${standing(feed)}</p>
    <p class="small soft">${AED_FORMAT_WORDS[feed.format]} · ${feed.url}</p>
    <p class="small figures">${lastReadWords(feed)}</p>
    ${failingNote(feed)} ${report === null ? nothing : reported(report)}
    <p class="deeds">${deeds(feeds, feed)}</p>`;
}

function standing({ failing, paused, dryRun, report }: AedFeedView): TemplateResult {
  const badge = (kind: '' | 'good' | 'warn' | 'danger', words: string): TemplateResult =>
    html`<span class="badge ${kind}">${words}</span>`;
  if (paused) return badge('', t('Paused'));
  if (failing !== null) return badge('danger', t('Cannot be read'));
  if (report !== null && report.refusal !== null) return badge('danger', t('Not believed'));
  return dryRun ? badge('warn', t('Dry run')) : badge('good', t('Works'));
}

function reported(report: NonNullable<AedFeedView['report']>): TemplateResult {
  const { added, changed, moved, back, gone, unchanged, refused, refusal, applied } = report;
  const figures = { added, changed: changed + moved + back, gone, unchanged, refused };
  return html`<p class="small figures">
      ${momentWords(report.at)}:
      ${
        applied
          ? t(
              '{{added}} added, {{changed}} changed, {{gone}} gone, {{unchanged}} as it was',
              figures,
            )
          : t(
              'would be {{added}} added, {{changed}} changed, {{gone}} gone, {{unchanged}} as it was',
              figures,
            )
      }
    </p>
    ${
      refusal === null
        ? nothing
        : html`<p class="attention" role="alert">
            ${t('Nothing was changed: {{why}}', { why: refusal })}
          </p>`
    }
    ${refused === 0 ? nothing : refusedRows(report)}`;
}

function refusedRows({ refused, refusedRows: rows }: NonNullable<AedFeedView['report']>) {
  return html`<details>
    <summary>
      ${t('{{rows}} not taken; their AEDs stay as they are', {
        rows: count(refused, 'row', 'rows'),
      })}
    </summary>
    ${rows.map(({ where, why }) => html`<p class="small">${where}: ${why}</p>`)}
  </details>`;
}

function deeds(feeds: KeptThings<AedFeedView>, feed: AedFeedView): TemplateResult {
  const { feedRef, report } = feed;
  const readNow = (allowVanish: boolean): void => {
    const news = t('It is read within a minute.');
    void feeds.deed(feedRef, '/read', { body: { allowVanish }, news });
  };
  const doubted = report !== null && report.refusal !== null && report.gone > 0;
  return html`<button
      class="button"
      data-test="read-aed-feed"
      ?disabled=${feeds.busy}
      @click=${() => readNow(false)}
    >
      ${t('Read it now')}
    </button>
    ${
      doubted
        ? html`<button
            class="button danger"
            ?disabled=${feeds.busy}
            @click=${() => void allow(feed, () => readNow(true))}
          >
            ${t('Believe it this once')}
          </button>`
        : nothing
    }
    <button
      class="button"
      ?disabled=${feeds.busy}
      @click=${() => void feeds.put(feedRef, { ...bodyOf(feed), paused: !feed.paused })}
    >
      ${feed.paused ? t('Read it again') : t('Pause it')}
    </button>
    <button class="button danger" ?disabled=${feeds.busy} @click=${() => void remove(feeds, feed)}>
      ${t('Remove it')}
    </button>`;
}

async function allow({ title, report }: AedFeedView, done: () => void): Promise<void> {
  const isSure = await confirmed({
    question: t('Believe {{title}} this once?', { title }),
    says: t('About {{aeds}} leave the register and are sent for no longer.', {
      aeds: count(report?.gone ?? 0, 'AED', 'AEDs'),
    }),
    yes: t('Believe it this once'),
  });
  if (isSure) done();
}

async function remove(
  feeds: KeptThings<AedFeedView>,
  { feedRef, title }: AedFeedView,
): Promise<void> {
  const isSure = await confirmed({
    question: t('Remove the feed {{title}}?', { title }),
    says: t('It is read no longer; its AEDs stay.'),
    yes: t('Remove it'),
  });
  if (isSure) await feeds.remove(feedRef);
}

function bodyOf(feed: AedFeedView): object {
  const { title, url, format, region, everyMs, paused, dryRun } = feed;
  return { title, url, format, region, everyMs, paused, dryRun };
}

function form(feeds: KeptThings<AedFeedView>): TemplateResult {
  const send = (fields: HTMLFormElement): void => {
    const body = {
      ...{ title: typed(fields, 'title'), url: typed(fields, 'url') },
      ...{ format: typed(fields, 'format'), region: typed(fields, 'region') || null },
      everyMs: Number(typed(fields, 'every')) * HOUR_MS,
      dryRun: typed(fields, 'dry') === 'true',
    };
    void feeds.put(typed(fields, 'ref'), body).then((done) => (done ? fields.reset() : undefined));
  };
  const field = (name: string, label: string) => ({ prefix: 'aed-feed', name, label });
  return html`<form class="form-grid" data-test="aed-feed-form" @submit=${submitting(send)}>
    ${refField('aed-feed', { isKey: true })} ${plainField(field('title', t('What it is')))}
    ${plainField({
      ...field('url', t('Address')),
      ...{ type: 'url', wide: true, hint: t('https only') },
    })}
    ${plainChoice({
      ...field('format', t('Form')),
      choices: AED_FORMATS.map((format) => [format, AED_FORMAT_WORDS[format]] as const),
    })}
    ${plainField({
      ...field('every', t('Every so many hours')),
      ...{ type: 'number', min: 1, max: WEEK_HOURS, value: '6' },
    })}
    ${plainField({
      ...field('region', t('State')),
      ...{ required: false, hint: t('Whose public holidays the hours keep.') },
    })}
    ${plainChoice({
      ...field('dry', t('What it does')),
      choices: [
        ['false', t('Keeps the register in step')],
        ['true', t('Only says what it would do')],
      ],
    })}
    <button class="button primary" ?disabled=${feeds.busy}>${t('Keep it')}</button>
  </form>`;
}
