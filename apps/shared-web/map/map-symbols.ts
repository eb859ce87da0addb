import { POINT_KINDS, type PointKind } from './map-kinds';
import type { MapLook } from './map-look';

/** Side of a symbol on the screen, CSS pixels. */
const SIDE_PX = 34;
/** Drawn so many times as large, sharp on dense screens. */
export const SYMBOL_RATIO = 2;
const HATCH_SIDE_PX = 12;

type Pen = CanvasRenderingContext2D;
type Draw = (pen: Pen, look: MapLook) => void;

/** Symbols are drawn about their middle, on a square of 34 pixels. */
const DRAWN: Readonly<Record<PointKind, Draw>> = {
  'incident-life-threatening': (pen, look) => {
    shape(pen, regular(8, 15), { fill: look.danger, rim: look.surface });
    word(pen, '!!', { colour: look.onDanger, sizePx: 18 });
  },
  'incident-urgent': (pen, look) => {
    shape(
      pen,
      corners([
        [0, -15],
        [15, 12],
        [-15, 12],
      ]),
      { fill: look.warn, rim: look.surface },
    );
    word(pen, '!', { colour: look.surface, sizePx: 16, y: 4 });
  },
  'incident-routine': (pen, look) => {
    shape(
      pen,
      corners([
        [0, -13],
        [13, 0],
        [0, 13],
        [-13, 0],
      ]),
      {
        fill: look.inkSoft,
        rim: look.surface,
      },
    );
  },
  'responder-available': (pen, look) => {
    shape(pen, circle(6), { fill: look.surface, rim: look.accent, rimPx: 3 });
  },
  'responder-alerted': (pen, look) => {
    shape(pen, circle(11), { fill: look.surface, rim: look.accent, rimPx: 2, dash: [4, 3] });
    shape(pen, circle(4), { fill: look.accent, rim: look.accent });
  },
  'responder-accepted': (pen, look) => {
    shape(pen, circle(12), { fill: look.accent, rim: look.surface });
    stroke(
      pen,
      corners(
        [
          [-4, -5],
          [2, 0],
          [-4, 5],
        ],
        false,
      ),
      { colour: look.onAccent },
    );
    stroke(
      pen,
      corners(
        [
          [1, -5],
          [7, 0],
          [1, 5],
        ],
        false,
      ),
      { colour: look.onAccent },
    );
  },
  'responder-on-scene': (pen, look) => {
    shape(pen, circle(12), { fill: look.good, rim: look.surface });
    stroke(
      pen,
      corners(
        [
          [-6, 0],
          [-2, 5],
          [6, -5],
        ],
        false,
      ),
      { colour: look.surface },
    );
  },
  'aed-open': (pen, look) => {
    shape(pen, square(11), { fill: look.good, rim: look.surface });
    shape(pen, bolt(), { fill: look.surface });
  },
  'aed-shut': (pen, look) => {
    shape(pen, square(11), { fill: look.surface, rim: look.danger });
    shape(pen, bolt(), { fill: look.danger });
    stroke(
      pen,
      corners(
        [
          [-13, 13],
          [13, -13],
        ],
        false,
      ),
      { colour: look.danger },
    );
  },
  'aed-unknown': (pen, look) => {
    shape(pen, square(11), { fill: look.surface, rim: look.warn, dash: [4, 3] });
    word(pen, '?', { colour: look.warn, sizePx: 16 });
  },
  'aed-reserved': (pen, look) => {
    shape(pen, square(11), { fill: look.accent, rim: look.surface });
    shape(pen, bolt(), { fill: look.onAccent });
    shape(pen, circle(5, [11, -11]), { fill: look.onAccent, rim: look.accent });
  },
  'muster-point': (pen, look) => {
    stroke(
      pen,
      corners(
        [
          [-8, 15],
          [-8, -14],
        ],
        false,
      ),
      { colour: look.ink, px: 3 },
    );
    shape(
      pen,
      corners([
        [-8, -14],
        [12, -8],
        [-8, -1],
      ]),
      { fill: look.accent, rim: look.ink },
    );
  },
  person: (pen, look) => {
    shape(pen, circle(5, [0, -7]), { fill: look.ink, rim: look.surface });
    shape(pen, shoulders(), { fill: look.ink, rim: look.surface });
  },
  report: (pen, look) => {
    const bubble: readonly Spot[] = [
      [-12, -12],
      [12, -12],
      [12, 5],
      [1, 5],
      [-5, 13],
      [-5, 5],
      [-12, 5],
    ];
    shape(pen, corners(bubble), { fill: look.surface, rim: look.warn });
    stroke(
      pen,
      corners(
        [
          [-6, -6],
          [6, -6],
        ],
        false,
      ),
      { colour: look.warn },
    );
    stroke(
      pen,
      corners(
        [
          [-6, -1],
          [3, -1],
        ],
        false,
      ),
      { colour: look.warn },
    );
  },
  here: (pen, look) => {
    stroke(pen, circle(14), { colour: look.accent, px: 2 });
    shape(pen, circle(7), { fill: look.accent, rim: look.surface });
  },
};

/** Every symbol by the name of its kind, and `hatch`, the pattern of areas to keep out of. */
export function symbolsOf(look: MapLook): ReadonlyMap<string, ImageData> {
  const symbols = new Map<string, ImageData>();
  for (const kind of POINT_KINDS) symbols.set(kind, drawn(SIDE_PX, look, DRAWN[kind]));
  symbols.set('hatch', drawn(HATCH_SIDE_PX, look, hatch));
  symbols.set('crowd-responders', drawn(SIDE_PX, look, crowd(circle(15))));
  symbols.set('crowd-aeds', drawn(SIDE_PX, look, crowd(square(13))));
  return symbols;
}

/** One symbol in an element of its own, for a legend or a list beside the map. */
export function drawSymbol(canvas: HTMLCanvasElement, kind: PointKind, look: MapLook): void {
  canvas.width = SIDE_PX * SYMBOL_RATIO;
  canvas.height = SIDE_PX * SYMBOL_RATIO;
  const pen = canvas.getContext('2d');
  if (pen !== null) drawIn(pen, SIDE_PX, (own) => DRAWN[kind](own, look));
}

function drawn(sidePx: number, look: MapLook, draw: Draw): ImageData {
  const canvas = document.createElement('canvas');
  canvas.width = sidePx * SYMBOL_RATIO;
  canvas.height = sidePx * SYMBOL_RATIO;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (pen === null) return new ImageData(canvas.width, canvas.height);
  drawIn(pen, sidePx, (own) => draw(own, look));
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

function drawIn(pen: Pen, sidePx: number, draw: (pen: Pen) => void): void {
  pen.scale(SYMBOL_RATIO, SYMBOL_RATIO);
  pen.translate(sidePx / 2, sidePx / 2);
  pen.lineJoin = 'round';
  pen.lineCap = 'round';
  draw(pen);
}

/** Pixels right of and below the middle. */
type Spot = readonly [number, number];

function shape(
  pen: Pen,
  path: Path2D,
  look: {
    readonly fill: string;
    readonly rim?: string;
    readonly rimPx?: number;
    readonly dash?: number[];
  },
): void {
  pen.fillStyle = look.fill;
  pen.fill(path);
  if (look.rim === undefined) return;
  pen.setLineDash(look.dash ?? []);
  pen.strokeStyle = look.rim;
  pen.lineWidth = look.rimPx ?? 2;
  pen.stroke(path);
  pen.setLineDash([]);
}

function stroke(
  pen: Pen,
  path: Path2D,
  { colour, px = 2.5 }: { readonly colour: string; readonly px?: number },
): void {
  pen.strokeStyle = colour;
  pen.lineWidth = px;
  pen.stroke(path);
}

function word(
  pen: Pen,
  text: string,
  {
    colour,
    sizePx,
    y = 0,
  }: { readonly colour: string; readonly sizePx: number; readonly y?: number },
): void {
  pen.fillStyle = colour;
  pen.font = `800 ${sizePx}px system-ui, sans-serif`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(text, 0, y + 1);
}

function corners(spots: readonly Spot[], closed = true): Path2D {
  const path = new Path2D();
  spots.forEach(([x, y], index) => {
    if (index === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  });
  if (closed) path.closePath();
  return path;
}

function regular(sides: number, radiusPx: number): Path2D {
  return corners(
    Array.from({ length: sides }, (_, side): Spot => {
      const angle = ((side + 0.5) / sides) * 2 * Math.PI;
      return [radiusPx * Math.cos(angle), radiusPx * Math.sin(angle)];
    }),
  );
}

function circle(radiusPx: number, [x, y]: Spot = [0, 0]): Path2D {
  const path = new Path2D();
  path.arc(x, y, radiusPx, 0, 2 * Math.PI);
  return path;
}

function square(halfPx: number): Path2D {
  const path = new Path2D();
  path.roundRect(-halfPx, -halfPx, 2 * halfPx, 2 * halfPx, 4);
  return path;
}

function bolt(): Path2D {
  return corners([
    [2, -9],
    [-6, 2],
    [-1, 2],
    [-2, 9],
    [6, -2],
    [1, -2],
  ]);
}

function shoulders(): Path2D {
  const path = new Path2D();
  path.arc(0, 11, 10, Math.PI, 0);
  path.closePath();
  return path;
}

function crowd(path: Path2D): Draw {
  return (pen, look) => shape(pen, path, { fill: look.surface, rim: look.accent });
}

function hatch(pen: Pen, look: MapLook): void {
  pen.globalAlpha = 0.55;
  const half = HATCH_SIDE_PX / 2;
  for (const shift of [-HATCH_SIDE_PX, 0, HATCH_SIDE_PX]) {
    const line = corners(
      [
        [-half + shift, half],
        [half + shift, -half],
      ],
      false,
    );
    stroke(pen, line, { colour: look.danger, px: 2 });
  }
}
