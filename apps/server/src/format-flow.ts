import type { ChangeIncident } from '#flow/change-incident';
import { ForeignFormats } from '#flow/foreign-formats';
import type { MutualAid } from '#flow/mutual-aid';
import type { Organisations } from '#flow/organisations';
import type { RaiseIncident } from '#flow/raise-incident';
import { TakeForeignMessage } from '#flow/take-foreign-message';
import { WriteForeignStatus } from '#flow/write-foreign-status';
import type { World } from './parts';

/** How incidents come in and go out in formats of other systems. */
export function buildFormats(
  world: World,
  steps: {
    readonly organisations: Organisations;
    readonly raiseIncident: RaiseIncident;
    readonly changeIncident: ChangeIncident;
    readonly mutualAid: MutualAid;
  },
) {
  const formats = new ForeignFormats(world);
  const { raiseIncident: raise, ...others } = steps;
  return {
    takeForeignMessage: new TakeForeignMessage({ ...world, ...others, formats, raise }),
    writeForeignStatus: new WriteForeignStatus({ ...world, ...others, formats }),
  };
}
