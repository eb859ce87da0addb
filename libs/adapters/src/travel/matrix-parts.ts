import type { Matrix, Metres } from './ways';

/** A piece of a matrix that an engine takes in one request, and where in the matrix it belongs. */
export interface MatrixPart extends Matrix {
  readonly firstSource: number;
  readonly firstTarget: number;
}

export interface MatrixLimits {
  readonly waysMax: number;
  readonly placesMax: number;
  readonly targetsMax: number;
}

/** A matrix in as few parts as the limits allow; none where it has no ways. */
export function partsOf({ sources, targets }: Matrix, limits: MatrixLimits): readonly MatrixPart[] {
  const parts: MatrixPart[] = [];
  for (let firstTarget = 0; firstTarget < targets.length; firstTarget += limits.targetsMax) {
    const some = targets.slice(firstTarget, firstTarget + limits.targetsMax);
    const rows = Math.floor(limits.waysMax / some.length);
    const size = Math.max(1, Math.min(rows, limits.placesMax - some.length));
    for (let firstSource = 0; firstSource < sources.length; firstSource += size) {
      const from = sources.slice(firstSource, firstSource + size);
      parts.push({ sources: from, targets: some, firstSource, firstTarget });
    }
  }
  return parts;
}

/** The metres of a matrix out of those of its parts. */
export function joinParts(
  { sources, targets }: Matrix,
  answers: readonly { readonly part: MatrixPart; readonly metres: Metres }[],
): Metres {
  const joined = sources.map(() => targets.map((): number | null => null));
  for (const { part, metres } of answers) {
    metres.forEach((row, source) => {
      row.forEach((cell, target) => {
        const whole = joined[part.firstSource + source];
        if (whole !== undefined) whole[part.firstTarget + target] = cell;
      });
    });
  }
  return joined;
}
