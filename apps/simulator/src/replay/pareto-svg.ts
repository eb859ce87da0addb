/** One rule in the chart. */
export interface ParetoPoint {
  readonly name: string;
  readonly alerts: number;
  /** Survival share. */
  readonly survival: number;
}

const WIDTH = 760;
const HEIGHT = 460;
const LEFT = 64;
const RIGHT = 150;
const TOP = 56;
const BOTTOM = 52;
const TICKS = 5;
const LABEL_HEIGHT = 13;
const OURS = '#0b6e4f';
const THEIRS = '#5b6770';
const BOUND = '#b3541e';

/**
 * A chart of survival against alerts an incident: up and to the left is better. The line joins the
 * rules that no other beats on both; bounds are left out of it.
 */
export function paretoSvg(
  points: readonly ParetoPoint[],
  about: { readonly title: string; readonly subtitle: string; readonly curve: string },
): string {
  const scale = scaleFor(points);
  const front = frontOf(points.filter(({ name }) => !isBound(name)));
  const path = front
    .map(
      (point, index) =>
        `${index === 0 ? 'M' : 'L'}${at(scale.x(point.alerts))} ${at(scale.y(point.survival))}`,
    )
    .join(' ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" ` +
      `font-family="system-ui, sans-serif" font-size="11" role="img">`,
    `<title>${escaped(about.title)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `<text x="${LEFT}" y="24" font-size="15" font-weight="600" fill="#1c2429">` +
      `${escaped(about.title)}</text>`,
    `<text x="${LEFT}" y="41" fill="${THEIRS}">${escaped(about.subtitle)}</text>`,
    ...axes(scale, about.curve),
    `<path d="${path}" fill="none" stroke="${OURS}" stroke-opacity="0.35" stroke-width="2"/>`,
    ...points.map((point) => dot(point, scale)),
    ...labels(points, scale),
    '</svg>',
    '',
  ].join('\n');
}

/** Rules that no other beats on both figures, by alerts. */
export function frontOf(points: readonly ParetoPoint[]): readonly ParetoPoint[] {
  const front: ParetoPoint[] = [];
  const inOrder = [...points].sort((a, b) => a.alerts - b.alerts || b.survival - a.survival);
  for (const point of inOrder) {
    const best = front.at(-1);
    if (best === undefined || point.survival > best.survival) front.push(point);
  }
  return front;
}

interface Scale {
  readonly alertsMax: number;
  readonly low: number;
  readonly high: number;
  x(alerts: number): number;
  y(survival: number): number;
}

function scaleFor(points: readonly ParetoPoint[]): Scale {
  const alertsMax = Math.max(5, Math.ceil(Math.max(...points.map(({ alerts }) => alerts)) / 5) * 5);
  const values = points.map(({ survival }) => survival);
  const margin = Math.max(0.001, 0.08 * (Math.max(...values) - Math.min(...values)));
  const [low, high] = [Math.min(...values) - margin, Math.max(...values) + margin];
  return {
    alertsMax,
    low,
    high,
    x: (alerts) => LEFT + (alerts / alertsMax) * (WIDTH - LEFT - RIGHT),
    y: (survival) => HEIGHT - BOTTOM - ((survival - low) / (high - low)) * (HEIGHT - TOP - BOTTOM),
  };
}

function axes(scale: Scale, curve: string): readonly string[] {
  const lines: string[] = [];
  for (let tick = 0; tick <= TICKS; tick += 1) {
    const alerts = (tick / TICKS) * scale.alertsMax;
    const survival = scale.low + (tick / TICKS) * (scale.high - scale.low);
    const [x, y] = [at(scale.x(alerts)), at(scale.y(survival))];
    lines.push(
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y}" y2="${y}" stroke="#e3e7ea"/>`,
      `<text x="${LEFT - 8}" y="${y}" dy="4" text-anchor="end" fill="${THEIRS}">` +
        `${(100 * survival).toFixed(1)} %</text>`,
      `<text x="${x}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle" fill="${THEIRS}">` +
        `${alerts.toFixed(0)}</text>`,
    );
  }
  const middle = LEFT + (WIDTH - LEFT - RIGHT) / 2;
  lines.push(
    `<text x="${middle}" y="${HEIGHT - 12}" text-anchor="middle" fill="#1c2429">` +
      'people alerted, mean of all incidents</text>',
    `<text transform="translate(16 ${TOP + (HEIGHT - TOP - BOTTOM) / 2}) rotate(-90)" ` +
      `text-anchor="middle" fill="#1c2429">expected survival, ${escaped(curve)}</text>`,
  );
  return lines;
}

function dot(point: ParetoPoint, scale: Scale): string {
  const [x, y] = [at(scale.x(point.alerts)), at(scale.y(point.survival))];
  return `<circle cx="${x}" cy="${y}" r="4.5" fill="${colour(point.name)}"/>`;
}

/** Names to the right of their dots, pushed apart where they would lie on each other. */
function labels(points: readonly ParetoPoint[], scale: Scale): readonly string[] {
  const placed: { x: number; y: number; width: number }[] = [];
  return [...points]
    .sort((a, b) => b.survival - a.survival)
    .map((point) => {
      const x = scale.x(point.alerts) + 8;
      const width = point.name.length * 6.2;
      let y = scale.y(point.survival) + 4;
      const lies = (one: (typeof placed)[number]): boolean =>
        Math.abs(one.y - y) < LABEL_HEIGHT && x < one.x + one.width && one.x < x + width;
      while (placed.some(lies)) y += 2;
      placed.push({ x, y, width });
      const weight = point.name.startsWith('closeby') ? ' font-weight="600"' : '';
      return (
        `<text x="${at(x)}" y="${at(y)}" fill="${colour(point.name)}"${weight}>` +
        `${escaped(point.name)}</text>`
      );
    });
}

function colour(name: string): string {
  if (isBound(name)) return BOUND;
  return name.startsWith('closeby') ? OURS : THEIRS;
}

function isBound(name: string): boolean {
  return name.startsWith('oracle') || name === 'none';
}

function at(value: number): string {
  return value.toFixed(1);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
