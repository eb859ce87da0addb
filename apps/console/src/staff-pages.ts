import { Accounts } from './accounts';
import { AfterCare } from './after-care';
import { Reports } from './reports';
import { CoverageState } from './coverage';
import { WeekHours } from './week-hours';
import { OrganisationPage } from './organisation-profile';
import { Imports } from './imports';
import { Aeds } from './aeds';
import { Approvals } from './approvals';
import { Asking } from './asking';
import type { PageListener } from './asker';
import { CalloutsState } from './callouts-state';
import { Audit } from './audit';
import { Evidence } from './evidence';
import { Exports } from './exports';
import { KeptFields } from './kept-fields';
import { Keys } from './keys';
import { MutualAid } from './mutual-aid';
import { OwnAccount } from './own-account';
import { People } from './people';
import { Retention } from './retention';
import { Reviews } from './reviews';
import { Webhooks } from './webhooks';

/** The pages by which an organisation keeps itself in order. */
export class StaffPages {
  readonly ownAccount: OwnAccount;
  readonly accounts: Accounts;
  readonly keys: Keys;
  readonly webhooks: Webhooks;
  readonly keptFields: KeptFields;
  readonly approvals: Approvals;
  readonly reviews: Reviews;
  readonly afterCare: AfterCare;
  readonly people: People;
  readonly audit: Audit;
  readonly asking: Asking;
  readonly callouts: CalloutsState;
  readonly mutualAid: MutualAid;
  readonly retention: Retention;
  readonly exports: Exports;
  readonly evidence: Evidence;
  readonly reports: Reports;
  readonly week: WeekHours;
  readonly coverage: CoverageState;
  readonly organisation: OrganisationPage;
  readonly imports: Imports;
  readonly aeds: Aeds;

  constructor(listener: PageListener) {
    this.ownAccount = new OwnAccount(listener);
    this.accounts = new Accounts(listener);
    this.keys = new Keys(listener);
    this.webhooks = new Webhooks(listener);
    this.keptFields = new KeptFields(listener);
    this.approvals = new Approvals(listener);
    this.reviews = new Reviews(listener);
    this.afterCare = new AfterCare(listener);
    this.people = new People(listener);
    this.audit = new Audit(listener);
    this.asking = new Asking(listener);
    this.callouts = new CalloutsState(listener, () => void this.approvals.load());
    this.mutualAid = new MutualAid(listener);
    this.retention = new Retention(listener);
    this.exports = new Exports(listener);
    this.evidence = new Evidence(listener);
    this.reports = new Reports(listener);
    this.week = new WeekHours(listener);
    this.coverage = new CoverageState(listener);
    this.organisation = new OrganisationPage(listener);
    this.imports = new Imports(listener);
    this.aeds = new Aeds(listener);
  }

  /** Another page is shown: what may be read once is gone. */
  hide(): void {
    this.accounts.hide();
    this.keys.hide();
    this.webhooks.hide();
    const { ownAccount, approvals, asking, callouts, mutualAid, exports, evidence } = this;
    const quiet = [ownAccount, approvals, asking, callouts, mutualAid, exports, evidence];
    for (const page of quiet) page.quieten();
  }

  /** The week and the map of it, each as it comes. */
  async readReadiness(): Promise<void> {
    await Promise.all([this.week.load(), this.coverage.load()]);
  }

  forget(): void {
    for (const page of Object.values(this) as { forget(): void }[]) page.forget();
  }
}
