import type { Language } from '#core/delivery';
import type { ServiceFigures, ServiceTime } from '#core/service-figures';
import { REPORT_CARD_WORDS, type ReportCardWords } from '#core/report-card-words';

/** A week in figures beside the one before it. */
export interface WeekInFigures {
  readonly organisationName: string;
  /** First and last day, as `2026-03-02`. */
  readonly firstDay: string;
  readonly lastDay: string;
  readonly week: ServiceFigures;
  readonly before: ServiceFigures;
}

/** What is sent to those who read it. */
export interface ReportCardText {
  readonly title: string;
  /** Plain text, a line for each figure. */
  readonly body: string;
  /** The same as a table, without anything that is fetched from elsewhere. */
  readonly html: string;
}

type Line = readonly [label: string, week: string, before: string];

/**
 * Writes the card of a week. Small numbers are shown as they are: it goes to the organisation
 * itself. Only actual incidents are in the figures.
 */
export function writeReportCard(card: WeekInFigures, language: Language): ReportCardText {
  const words = REPORT_CARD_WORDS[language];
  const title = words.title
    .replace('{name}', oneLine(card.organisationName))
    .replace('{from}', card.firstDay)
    .replace('{to}', card.lastDay);
  const lines = linesOf(card, words);
  const body = [
    title,
    '',
    ...lines.map(([label, week, before]) => `${label}: ${week} (${words.before}: ${before})`),
    '',
    words.foot,
    '',
  ].join('\n');
  return { title, body, html: htmlOf({ title, lines, words, language }) };
}

function linesOf({ week, before }: WeekInFigures, words: ReportCardWords): readonly Line[] {
  const line = (label: string, of: (figures: ServiceFigures) => string): Line => {
    return [label, of(week), of(before)];
  };
  const count = (label: string, of: (figures: ServiceFigures) => number): Line =>
    line(label, (figures) => String(of(figures)));
  const time = (label: string, of: (figures: ServiceFigures) => ServiceTime): Line =>
    line(label, (figures) => timeOf(of(figures), words));
  return [
    count(words.incidents, (figures) => figures.incidents),
    count(words.alerted, (figures) => figures.alertedIncidents),
    count(words.accepted, (figures) => figures.acceptedIncidents),
    count(words.onScene, (figures) => figures.onSceneIncidents),
    count(words.withAed, (figures) => figures.aedIncidents),
    line(words.beforeAmbulance, ({ beforeAmbulance, ambulanceKnown }) =>
      words.of.replace('{part}', String(beforeAmbulance)).replace('{all}', String(ambulanceKnown)),
    ),
    time(words.callToAlert, (figures) => figures.callToAlert),
    time(words.alertToAccept, (figures) => figures.alertToAccept),
    time(words.callToOnScene, (figures) => figures.callToOnScene),
    count(words.alerts, (figures) => figures.alerts),
    count(words.notReached, (figures) => figures.notReached),
  ];
}

function timeOf({ count, p50S, p90S }: ServiceTime, words: ReportCardWords): string {
  if (p50S === null || p90S === null) return words.none;
  return words.times
    .replace('{p50}', String(p50S))
    .replace('{p90}', String(p90S))
    .replace('{count}', String(count));
}

function htmlOf(card: {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly words: ReportCardWords;
  readonly language: Language;
}): string {
  const { title, lines, words, language } = card;
  const rows = lines.map(
    ([label, week, before]) =>
      `<tr><th scope="row" align="left">${escaped(label)}</th>` +
      `<td>${escaped(week)}</td><td>${escaped(before)}</td></tr>`,
  );
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    `<title>${escaped(title)}</title></head><body><h1>${escaped(title)}</h1>`,
    '<table cellpadding="6"><thead><tr><td></td>',
    `<th scope="col">${escaped(words.week)}</th><th scope="col">${escaped(words.before)}</th>`,
    `</tr></thead><tbody>${rows.join('')}</tbody></table>`,
    `<p>${escaped(words.foot)}</p></body></html>`,
  ].join('\n');
}

/** A subject of an e-mail is one line. */
function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
