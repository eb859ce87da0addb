import { Controller, Inject } from '@nestjs/common';
import type { AccountView, InvitationView, SessionList } from '#contracts/account-api';
import type { OwnAccountView } from '#contracts/sign-in-api';
import type { Page } from '#flow/ports';
import { Call, pageOf, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW } from './parts';
import { unwrap } from './problem.filter';

/** Accounts of staff, and each one's own sessions. */
@Controller()
export class AccountController {
  constructor(@Inject(FLOW) private readonly flow: Pick<Flow, 'accounts' | 'sessions'>) {}

  @Serves('readOwnAccount')
  async own(@Call('readOwnAccount') call: CallOf<'readOwnAccount'>): Promise<OwnAccountView> {
    return unwrap(await this.flow.accounts.own(call.caller));
  }

  @Serves('listOwnSessions')
  async sessions(@Call('listOwnSessions') call: CallOf<'listOwnSessions'>): Promise<SessionList> {
    return { sessions: [...unwrap(await this.flow.sessions.own(call.caller))] };
  }

  @Serves('endOwnSession')
  async endOwn(@Call('endOwnSession') call: CallOf<'endOwnSession'>): Promise<void> {
    unwrap(await this.flow.sessions.endOwn(call.caller, call.params.sessionId));
  }

  @Serves('listAccounts')
  list(@Call('listAccounts') call: CallOf<'listAccounts'>): Promise<Page<AccountView>> {
    return this.flow.accounts.list(call.caller.organisationId, pageOf(call.query));
  }

  @Serves('addAccount')
  async add(@Call('addAccount') call: CallOf<'addAccount'>): Promise<AccountView> {
    return unwrap(await this.flow.accounts.add(call.caller.organisationId, call.body));
  }

  @Serves('changeAccount')
  async change(@Call('changeAccount') call: CallOf<'changeAccount'>): Promise<AccountView> {
    const { organisationId } = call.caller;
    const { accountId } = call.params;
    return unwrap(await this.flow.accounts.change(organisationId, accountId, call.body));
  }

  @Serves('inviteAccount')
  async invite(@Call('inviteAccount') call: CallOf<'inviteAccount'>): Promise<InvitationView> {
    const { organisationId } = call.caller;
    return unwrap(await this.flow.accounts.invite(organisationId, call.params.accountId));
  }

  @Serves('endAccountSessions')
  async endSessions(@Call('endAccountSessions') call: CallOf<'endAccountSessions'>): Promise<void> {
    const { organisationId } = call.caller;
    unwrap(await this.flow.accounts.endSessions(organisationId, call.params.accountId));
  }
}
