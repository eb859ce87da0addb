import { TurfAreas } from '#adapters/areas/turf-areas';
import { TurfOutlines } from '#adapters/areas/turf-outlines';
import { StraightLineTravel } from '#adapters/travel/straight-line';
import { ChangeArea } from '#flow/change-area';
import type { CalloutStore } from '#flow/ports';
import { AcceptanceVerdicts } from '#flow/check-acceptance';
import { Decide } from '#flow/decide';
import { Gather } from '#flow/gather';
import { HoldBack } from '#flow/hold-back';
import { Notes } from '#flow/notes';
import { PreviewCallout } from '#flow/preview-callout';
import { ResolveArea } from '#flow/resolve-area';
import { ResponsePlans } from '#flow/response-plans';
import { StoredAreas } from '#flow/stored-areas';
import { Words } from '#flow/words';
import type { MemoryService } from './memory-service';

/** The steps of areas over the record of a small service. */
export function makeAreaSteps(
  { store, clock, ids, live, locations, meter, steps }: MemoryService,
  calloutStore: Pick<CalloutStore, 'loadCallout' | 'countIn'> = store.callouts,
) {
  const { people, areaStore, aeds, filling } = store;
  const verdicts = new AcceptanceVerdicts({ checks: store.acceptanceChecks, clock });
  const gather = new Gather({ people, aeds, locations, meter, verdicts });
  const plans = new ResponsePlans({ planStore: store.responsePlans, clock });
  const travel = new StraightLineTravel();
  const decide = new Decide({ people, gather, travel, plans, clock, meter });
  const notes = new Notes({ notes: store.notes, reach: store.reach, clock, ids });
  const areas = new TurfAreas();
  const resolveArea = new ResolveArea({ areaStore, people, outlines: new TurfOutlines() });
  const onError = (error: unknown): never => {
    throw error;
  };
  const common = { areas, resolveArea, clock, ids, live, notes, onError };
  const calls = { calloutStore, callouts: steps.callouts, holds: store.holds };
  const holdBack = new HoldBack({ ...common, ...calls });
  return {
    notes,
    resolveArea,
    holdBack,
    storedAreas: new StoredAreas({ ...common, areaStore, breathe: () => Promise.resolve() }),
    changeArea: new ChangeArea({ ...common, ...calls, holdBack }),
    preview: new PreviewCallout({
      ...{ ...common, filling, areaStore, decide, calloutStore: store.callouts },
      words: new Words({ templates: store.templates, clock }),
    }),
  };
}
