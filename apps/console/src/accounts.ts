import type {
  AccountView,
  AddAccount,
  ChangeAccount,
  InvitationView,
} from '#contracts/account-api';
import type { OrganisationView } from '#contracts/registration-api';
import { t } from '#web/language';
import { PageState } from './page-state';

const PATH = '/v1/accounts';
const ORGANISATION = '/v1/organisation';
const PAGE_MAX = 200;

/** The members of staff who sign in here, and the way in that is shown once. */
export class Accounts extends PageState {
  accounts: readonly AccountView[] | null = null;
  more = false;
  organisation: OrganisationView | null = null;
  /** The invitation that was just made; gone when the page is left. */
  invited: { readonly account: AccountView; readonly invitation: InvitationView } | null = null;
  /** The account whose editor is open. */
  editedId: string | null = null;

  async load(): Promise<void> {
    const page = this.fetching(
      this.listener.ask<{ items: AccountView[]; nextCursor: string | null }>(
        `${PATH}?limit=${PAGE_MAX}`,
      ),
      ({ items, nextCursor }) => {
        this.accounts = items;
        this.more = nextCursor !== null;
      },
    );
    const settings = this.fetching(
      this.listener.ask<OrganisationView>(ORGANISATION),
      (organisation) => {
        this.organisation = organisation;
      },
    );
    await Promise.all([page, settings]);
  }

  /** Adds somebody and makes their invitation at once. */
  async add(body: AddAccount): Promise<boolean> {
    const added: AccountView[] = [];
    await this.doing<AccountView>(
      () => this.listener.ask(PATH, { method: 'POST', body }),
      null,
      async (account) => {
        added.push(account);
        await this.load();
      },
    );
    for (const account of added) await this.invite(account);
    return added.length > 0;
  }

  async change(account: AccountView, body: ChangeAccount): Promise<void> {
    const path = `${PATH}/${encodeURIComponent(account.id)}`;
    await this.doing(
      () => this.listener.ask(path, { method: 'PUT', body }),
      body.disabled
        ? t('{{displayName}} may not sign in any more.', { displayName: body.displayName })
        : t('{{displayName}} is changed.', { displayName: body.displayName }),
      () => {
        this.editedId = null;
        return this.load();
      },
    );
  }

  async invite(account: AccountView): Promise<void> {
    this.invited = null;
    await this.doing<InvitationView>(
      () =>
        this.listener.ask(`${PATH}/${encodeURIComponent(account.id)}/invite`, { method: 'POST' }),
      null,
      (invitation) => {
        this.invited = { account, invitation };
      },
    );
  }

  async endSessions(account: AccountView): Promise<void> {
    const path = `${PATH}/${encodeURIComponent(account.id)}/end-sessions`;
    const news = t('{{displayName}} is signed out everywhere.', {
      displayName: account.displayName,
    });
    await this.doing(() => this.listener.ask(path, { method: 'POST' }), news);
  }

  async allowRegistration(selfRegistration: boolean): Promise<void> {
    await this.doing<OrganisationView>(
      () => this.listener.ask(ORGANISATION, { method: 'PUT', body: { selfRegistration } }),
      selfRegistration
        ? t('People may register themselves from now on.')
        : t('Nobody registers themselves any more.'),
      (organisation) => {
        this.organisation = organisation;
      },
    );
  }

  /** Opens the editor of one account, or shuts it. */
  edit(accountId: string | null): void {
    this.editedId = accountId;
    this.quieten();
    this.listener.onChange();
  }

  hide(): void {
    this.invited = null;
    this.editedId = null;
    this.quieten();
  }

  forget(): void {
    this.hide();
    this.accounts = null;
    this.organisation = null;
  }
}
