import type { Callout } from '#core/callout';
import type { CalloutNeed } from '#core/callout-needs';
import type { Equipment } from '#core/equipment';

/** People of one need who bring one piece of a kind, or people of it who need bring nothing. */
export interface CalloutTarget {
  readonly needKey: string;
  readonly equipment: Equipment | null;
  readonly wantedCount: number;
  readonly missingCount: number;
}

/**
 * What is still missing, the scarcest first: pieces before hands, trained people before anybody.
 * While pieces of a need are missing, as many of its places are kept for people who bring one.
 *
 * @param held people of each need whom groups find among their own
 */
export function missingTargets(
  { needs, fill }: Pick<Callout, 'needs' | 'fill'>,
  held: Readonly<Record<string, number>> = {},
): CalloutTarget[] {
  const ordered = [...needs].sort((a, b) => openness(a) - openness(b));
  const pieces = ordered.flatMap((need) => missingPieces(need, fill));
  const hands = ordered.map((need) => {
    const kept = pieces.filter((each) => each.needKey === need.needKey);
    const wanted = need.wantedCount - sumOf(Object.values(need.equipment));
    const found = (fill.peopleByNeed[need.needKey] ?? 0) + (held[need.needKey] ?? 0);
    const missing = need.wantedCount - found;
    return {
      needKey: need.needKey,
      equipment: null,
      wantedCount: Math.max(0, wanted),
      missingCount: Math.max(0, missing - sumOf(kept.map((each) => each.missingCount))),
    };
  });
  return [...pieces, ...hands].filter(({ missingCount }) => missingCount > 0);
}

/** Never more pieces than people are missing: whoever has come cannot bring them any more. */
function missingPieces(need: CalloutNeed, fill: Callout['fill']): CalloutTarget[] {
  const { needKey } = need;
  let room = Math.max(0, need.wantedCount - (fill.peopleByNeed[needKey] ?? 0));
  return (Object.entries(need.equipment) as [Equipment, number][]).map(([equipment, wanted]) => {
    const brought = fill.piecesByNeed[needKey]?.[equipment] ?? 0;
    const missingCount = Math.min(room, Math.max(0, wanted - brought));
    room -= missingCount;
    return { needKey, equipment, wantedCount: wanted, missingCount };
  });
}

/** How many kinds of people will do: a need without kinds takes anybody, and comes last. */
function openness({ credentialKinds }: CalloutNeed): number {
  return credentialKinds.length === 0 ? Number.MAX_SAFE_INTEGER : credentialKinds.length;
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, each) => sum + each, 0);
}
