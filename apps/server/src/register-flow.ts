import { linkHash } from '#adapters/shared/audit-text';
import { AedFeeds } from '#flow/aed-feeds';
import { AedRegisterPage } from '#flow/aed-register-page';
import { ChangeResponder } from '#flow/change-responder';
import { CheckAuditChain } from '#flow/check-audit-chain';
import { ImportAeds } from '#flow/import-aeds';
import { ImportPeople } from '#flow/import-people';
import { OrganisationProfile } from '#flow/organisation-profile';
import type { Organisations } from '#flow/organisations';
import type { Registry } from '#flow/registry';
import { ServiceReport } from '#flow/service-report';
import type { StandBy } from '#flow/stand-by';
import { SyncAedRegister } from '#flow/sync-aed-register';
import { TypedPlaces } from '#flow/typed-places';
import { readAedDocument } from './aed-document';
import type { World } from './parts';

/** How the registers are kept in order, and what the service has done. */
export function buildRegisters(
  world: World,
  steps: {
    readonly registry: Registry;
    readonly standBy: StandBy;
    readonly organisations: Organisations;
    readonly onError: (error: unknown) => void;
  },
) {
  const sync = new SyncAedRegister(world);
  const aedReader = { readAeds: readAedDocument };
  return {
    aedFeeds: new AedFeeds({ ...world, ...steps, sync, aedReader }),
    aedRegisterPage: new AedRegisterPage(world),
    changeResponder: new ChangeResponder({ ...world, ...steps }),
    importAeds: new ImportAeds({ ...world, sync }),
    importPeople: new ImportPeople({ ...world, ...steps }),
    organisationProfile: new OrganisationProfile({ ...world, ...steps }),
    serviceReport: new ServiceReport(world),
    typedPlaces: new TypedPlaces(world),
    checkAuditChain: new CheckAuditChain({ ...world, link: linkHash }),
  };
}
