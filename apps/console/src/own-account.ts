import type { SessionList, SessionView } from '#contracts/account-api';
import type { Reply } from '#web/http';
import { t } from '#web/language';
import { PageState } from './page-state';

const PATH = '/v1/account/sessions';

/** The browsers somebody is signed in with. */
export class OwnAccount extends PageState {
  sessions: readonly SessionView[] | null = null;

  async load(): Promise<void> {
    await this.fetching(this.listener.ask<SessionList>(PATH), ({ sessions }) => {
      this.sessions = sessions;
    });
  }

  /** Those that are not over, the one in hand first. */
  live(): readonly SessionView[] {
    return (this.sessions ?? [])
      .filter(({ endedAt }) => endedAt === null)
      .sort((a, b) => Number(b.current) - Number(a.current));
  }

  ended(): readonly SessionView[] {
    return (this.sessions ?? []).filter(({ endedAt }) => endedAt !== null);
  }

  async end(session: SessionView): Promise<void> {
    await this.doing(
      () => this.ending(session),
      t('That browser is signed out.'),
      () => this.load(),
    );
  }

  /** Every browser but this one. */
  async endOthers(): Promise<void> {
    const others = this.live().filter(({ current }) => !current);
    const deed = async (): Promise<Reply<unknown>> => {
      const replies = await Promise.all(others.map((session) => this.ending(session)));
      return replies.find(({ ok }) => !ok) ?? { ok: true, value: null };
    };
    await this.doing(deed, t('Every other browser is signed out.'), () => this.load());
  }

  forget(): void {
    this.sessions = null;
    this.quieten();
  }

  private ending({ id }: SessionView): Promise<Reply<unknown>> {
    return this.listener.ask(`${PATH}/${encodeURIComponent(id)}/end`, { method: 'POST' });
  }
}
