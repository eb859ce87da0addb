import { escaped } from './muster-paper';

/** One series of a chart, by the place of its columns; null where a number is kept back. */
export interface Series {
  readonly says: string;
  readonly values: readonly (number | null)[];
}

const WIDTH = 680;
const HEIGHT = 210;
const LEFT = 40;
const TOP = 26;
const BOTTOM = 34;
const GAP_SHARE = 0.22;
const TICKS = 4;
/** Told apart in black and white as well: dark and light, and one with an outline. */
const COLOURS = ['#1b5e8a', '#e0a526'];
const LEGEND_STEP = 330;
const LABEL_LETTERS_MAX = 13;

/** Columns side by side for each label, with a scale and a legend; drawn without any script. */
export function columnChart(
  title: string,
  labels: readonly string[],
  series: readonly Series[],
): string {
  const top = scaleTop(Math.max(1, ...series.flatMap(({ values }) => values.map((v) => v ?? 0))));
  const step = (WIDTH - LEFT) / Math.max(1, labels.length);
  const y = (value: number): number => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top);
  const ticks = Array.from({ length: TICKS + 1 }, (_none, at) => (top / TICKS) * at)
    .filter((value) => Number.isInteger(value))
    .map((value) => tick(value, y(value)));
  const wide = (step * (1 - GAP_SHARE)) / series.length;
  const columns = series.flatMap(({ values }, which) =>
    values.map((value, at) => {
      const x = LEFT + step * (at + GAP_SHARE / 2) + wide * which;
      return column({ x, wide, value, y, which });
    }),
  );
  const words = labels.map((label, at) => {
    const x = LEFT + step * (at + 0.5);
    return textAt({ x, y: HEIGHT - BOTTOM + 14, says: shortened(label), anchor: 'middle' });
  });
  return `<figure><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img"
    aria-label="${escaped(title)}" font-family="system-ui, sans-serif" font-size="10">
${[...legend(series), ...ticks, ...columns, ...words].join('\n')}
</svg></figure>`;
}

/** One bar of a table's line, as a share of the largest; nothing where the number is kept back. */
export function lineBar(value: number | null, largest: number): string {
  if (value === null) return '';
  const width = largest === 0 ? 0 : (100 * value) / largest;
  return `<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
<rect x="0" y="1" width="${width.toFixed(2)}" height="8" fill="${COLOURS[0] ?? ''}"/></svg>`;
}

function legend(series: readonly Series[]): readonly string[] {
  return series.map(({ says }, at) => {
    const x = LEFT + at * LEGEND_STEP;
    const box = `<rect x="${x}" y="4" width="10" height="10" fill="${COLOURS[at] ?? '#777'}"
      stroke="#111" stroke-width="0.5"/>`;
    return box + textAt({ x: x + 15, y: 13, says, anchor: 'start' });
  });
}

function tick(value: number, y: number): string {
  const line = `<line x1="${LEFT}" x2="${WIDTH}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}"
    stroke="#ccc" stroke-width="0.6"/>`;
  return line + textAt({ x: LEFT - 6, y: y + 3.5, says: String(value), anchor: 'end' });
}

function column(of: {
  readonly x: number;
  readonly wide: number;
  readonly value: number | null;
  readonly y: (value: number) => number;
  readonly which: number;
}): string {
  const { x, wide, value, y, which } = of;
  if (value === null) return textAt({ x: x + wide / 2, y: y(0) - 3, says: '·', anchor: 'middle' });
  const height = y(0) - y(value);
  return `<rect x="${x.toFixed(1)}" y="${y(value).toFixed(1)}" width="${wide.toFixed(1)}"
    height="${height.toFixed(1)}" fill="${COLOURS[which] ?? '#777'}"/>`;
}

function textAt(of: {
  readonly x: number;
  readonly y: number;
  readonly says: string;
  readonly anchor: 'start' | 'middle' | 'end';
}): string {
  return `<text x="${of.x.toFixed(1)}" y="${of.y.toFixed(1)}" text-anchor="${of.anchor}"
    fill="#333">${escaped(of.says)}</text>`;
}

/** The next number above that is easy to read off and divides into whole steps where it can. */
function scaleTop(largest: number): number {
  const size = 10 ** Math.floor(Math.log10(largest));
  const steps = [1, 2, 4, 5, 8, 10].map((share) => share * size);
  const top = steps.find((value) => value >= largest) ?? largest;
  return Math.max(TICKS, Math.ceil(top / TICKS) * TICKS);
}

/** As it stands below a column: `4–6 min`, `15 min +`. */
function shortened(says: string): string {
  const label = says
    .replace(' to under ', '–')
    .replace(' or more', ' +')
    .replace(/^under /u, '< ');
  return label.length > LABEL_LETTERS_MAX ? `${label.slice(0, LABEL_LETTERS_MAX - 1)}…` : label;
}
