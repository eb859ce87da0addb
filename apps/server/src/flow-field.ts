import { CalloutMap } from '#flow/callout-map';
import type { Decide } from '#flow/decide';
import { FieldReports } from '#flow/field-reports';
import { FieldTasks } from '#flow/field-tasks';
import type { Notes } from '#flow/notes';
import { OwnTasks } from '#flow/own-tasks';
import { RisingWater } from '#flow/rising-water';
import { WarningsCovering } from '#flow/warnings-covering';
import { WatchPoints } from '#flow/watch-points';
import { WatchReadings } from '#flow/watch-readings';
import { WatchRounds } from '#flow/watch-rounds';
import type { World } from './parts';

/** Work given out on the day, what is reported from the field, and watch points. */
export function buildField(
  world: World,
  steps: {
    readonly decide: Decide;
    readonly notes: Notes;
    readonly onError: (error: unknown) => void;
  },
) {
  // One by one: whatever else the caller's object holds would take the place of a store.
  const { decide, notes, onError } = steps;
  const fieldTasks = new FieldTasks({ ...world, notes });
  const covering = new WarningsCovering({ ...world, storedAreas: world.areaStore });
  const rising = new RisingWater({ ...world, covering });
  return {
    fieldTasks,
    ownTasks: new OwnTasks({ ...world, tasks: fieldTasks }),
    fieldReports: new FieldReports(world),
    calloutMap: new CalloutMap(world),
    watchPoints: new WatchPoints({ ...world, rising }),
    watchReadings: new WatchReadings({ ...world, rising }),
    watchRounds: new WatchRounds({ ...world, decide, notes, onError, rising }),
  };
}
