import { ChangeArea } from '#flow/change-area';
import type { Callouts } from '#flow/callouts';
import type { Decide } from '#flow/decide';
import { HoldBack } from '#flow/hold-back';
import type { Notes } from '#flow/notes';
import { PreviewCallout } from '#flow/preview-callout';
import { ResolveArea } from '#flow/resolve-area';
import { StoredAreas } from '#flow/stored-areas';
import type { Words } from '#flow/words';
import type { World } from './parts';

/** The steps of areas: kept ones, previews, and danger that comes up while people are coming. */
export function buildAreas(
  world: World,
  parts: {
    readonly callouts: Callouts;
    readonly decide: Decide;
    readonly notes: Notes;
    readonly words: Words;
    readonly onError: (error: unknown) => void;
  },
) {
  const ports = { ...world, ...parts, calloutStore: world.callouts };
  const resolveArea = new ResolveArea(world);
  const holdBack = new HoldBack(ports);
  return {
    resolveArea,
    holdBack,
    changeArea: new ChangeArea({ ...ports, resolveArea, holdBack }),
    storedAreas: new StoredAreas({ ...world, resolveArea, breathe }),
    previewCallout: new PreviewCallout({ ...ports, resolveArea }),
  };
}

/** Lets whatever else waits have its turn. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
