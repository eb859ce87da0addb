import { svg, type SVGTemplateResult } from 'lit';
import { encode } from 'uqr';

/** White around the code without which a camera does not find it, in modules (ISO/IEC 18004). */
const QUIET_ZONE_MODULES = 4;

/**
 * A text as a QR code: an SVG of black on white whatever the page's colours, as cameras want it.
 *
 * @param label what a screen reader says in its place
 */
export function qrCode(text: string, label: string): SVGTemplateResult {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE_MODULES });
  return svg`<svg
    class="qr"
    role="img"
    aria-label=${label}
    viewBox="0 0 ${size} ${size}"
    shape-rendering="crispEdges"
    data-qr=${text}
  >
    <rect width=${size} height=${size} fill="#ffffff"></rect>
    <path d=${pathOf(data)} fill="#000000"></path>
  </svg>`;
}

/** Every run of dark modules of a row as one rectangle. */
function pathOf(rows: readonly (readonly boolean[])[]): string {
  return rows
    .flatMap((row, y) => {
      const runs: string[] = [];
      for (let x = 0; x < row.length; x += 1) {
        if (row[x] !== true) continue;
        const from = x;
        while (row[x + 1] === true) x += 1;
        runs.push(`M${from} ${y}h${x - from + 1}v1h-${x - from + 1}z`);
      }
      return runs;
    })
    .join('');
}
