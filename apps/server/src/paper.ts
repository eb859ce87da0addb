import { createHash } from 'node:crypto';
import { escaped } from './muster-paper';

const STYLE = `
@page { size: A4; margin: 14mm 14mm 16mm; }
* { box-sizing: border-box; }
body { font: 10pt/1.4 system-ui, sans-serif; color: #111; background: #fff;
  margin: 1.5em auto; max-width: 182mm; padding: 0 1em; }
h1 { font-size: 19pt; line-height: 1.2; margin: 0 0 .2em; }
h2 { font-size: 13pt; margin: 1.6em 0 .4em; break-after: avoid; }
h3 { font-size: 10.5pt; margin: 1.2em 0 .3em; break-after: avoid; }
p { margin: .4em 0; }
.soft { color: #555; }
.notice { border: 1pt solid #111; padding: .5em .8em; margin: .8em 0; }
.keys { display: grid; grid-template-columns: repeat(3, 1fr); gap: .6em; margin: 1em 0; }
.keys div { border-top: 2pt solid #1b5e8a; padding: .3em 0; break-inside: avoid; }
.keys b { display: block; font-size: 17pt; line-height: 1.2; font-variant-numeric: tabular-nums; }
section { break-inside: avoid; }
.lead { break-after: avoid; }
table { border-collapse: collapse; width: 100%; margin: .3em 0 .8em; }
th, td { border-bottom: .5pt solid #bbb; padding: .2em .5em .2em 0; text-align: left;
  vertical-align: top; font-weight: normal; }
thead { display: table-header-group; }
thead th { border-bottom: 1pt solid #111; color: #555; font-size: 8.5pt; }
tr { break-inside: avoid; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums;
  white-space: nowrap; }
td.bar { width: 34%; }
td.bar svg { display: block; width: 100%; height: 1em; margin-top: .2em; }
.many table { font-size: 8pt; line-height: 1.25; }
.many td, .many th { padding-top: .1em; padding-bottom: .1em; }
tr.total td, tr.total th { font-weight: bold; }
svg { max-width: 100%; }
figure { margin: .6em 0; break-inside: avoid; }
.appendix { break-before: page; font-size: 8.5pt; }
.appendix td { overflow-wrap: anywhere; }
.records { font-size: 7pt; font-variant-numeric: tabular-nums; }
.records th, .records td { padding-right: .3em; }
.records td:nth-child(3) { white-space: nowrap; }
.items th { width: 40%; }
a { color: #1b5e8a; }
.moment { white-space: nowrap; font-variant-numeric: tabular-nums; }
.scrolls { overflow-x: auto; }
@media print {
  body { margin: 0; max-width: none; padding: 0; }
  a { color: inherit; text-decoration: none; }
  .screen { display: none; }
}
@media screen { .print { display: none; } }
`;

/** What such a page may load: its own style, known by its digest, and nothing else. */
export const REPORT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A page that needs no network: its parts in order below a heading. */
export function paper(title: string, parts: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title><style>${STYLE}</style></head>
<body>
${parts.join('\n')}
</body></html>
`;
}

/** Day and minute somewhere, with seconds where they are wanted; empty for no moment. */
export function momentIn(
  timeZone: string,
  shown: { readonly seconds?: boolean; readonly day?: boolean; readonly year?: boolean } = {},
): (iso: string | null) => string {
  const { seconds = false, day = true, year = true } = shown;
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hour: '2-digit', minute: '2-digit' },
    ...(day ? { day: '2-digit', month: 'short' } : {}),
    ...(day && year ? { year: 'numeric' } : {}),
    ...(seconds ? { second: '2-digit' } : {}),
  });
  return (iso) => (iso === null ? '' : format.format(new Date(iso)));
}

/** Minutes and seconds, such as `7:05`; a dash where they are not known. */
export function clockWords(seconds: number | null): string {
  if (seconds === null) return '–';
  return `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`;
}
