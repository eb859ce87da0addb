import type { ChangeIncident } from '#flow/change-incident';
import type { AuditTrail } from '#flow/audit-trail';
import { DropFolderWork } from '#flow/drop-folder-work';
import { ForeignFormats } from '#flow/foreign-formats';
import type { MutualAid } from '#flow/mutual-aid';
import type { Organisations } from '#flow/organisations';
import type { RaiseIncident } from '#flow/raise-incident';
import type { ReadIncident } from '#flow/read-incident';
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
    readonly readIncident: ReadIncident;
    readonly audit: AuditTrail;
    readonly onError: (error: unknown) => void;
  },
) {
  const formats = new ForeignFormats(world);
  const { raiseIncident: raise, ...others } = steps;
  const { dropFolder } = world;
  const takeForeign = new TakeForeignMessage({ ...world, ...others, formats, raise });
  return {
    takeForeignMessage: takeForeign,
    /** Null where control rooms leave no files. */
    droppedFiles:
      dropFolder === null
        ? null
        : new DropFolderWork({ ...world, ...others, dropFolder, takeForeign }),
    writeForeignStatus: new WriteForeignStatus({ ...world, ...others, formats }),
  };
}
