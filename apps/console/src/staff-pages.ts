import { Accounts } from './accounts';
import { Approvals } from './approvals';
import { Asking } from './asking';
import type { PageListener } from './asker';
import { Audit } from './audit';
import { Keys } from './keys';
import { OwnAccount } from './own-account';
import { People } from './people';
import { Reviews } from './reviews';

/** The pages by which an organisation keeps itself in order. */
export class StaffPages {
  readonly ownAccount: OwnAccount;
  readonly accounts: Accounts;
  readonly keys: Keys;
  readonly approvals: Approvals;
  readonly reviews: Reviews;
  readonly people: People;
  readonly audit: Audit;
  readonly asking: Asking;

  constructor(listener: PageListener) {
    this.ownAccount = new OwnAccount(listener);
    this.accounts = new Accounts(listener);
    this.keys = new Keys(listener);
    this.approvals = new Approvals(listener);
    this.reviews = new Reviews(listener);
    this.people = new People(listener);
    this.audit = new Audit(listener);
    this.asking = new Asking(listener);
  }

  /** Another page is shown: what may be read once is gone. */
  hide(): void {
    this.accounts.hide();
    this.keys.hide();
    for (const page of [this.ownAccount, this.approvals, this.asking]) page.quieten();
  }

  forget(): void {
    for (const page of Object.values(this) as { forget(): void }[]) page.forget();
  }
}
