import type {
  AnswerGroupAskMessage,
  GroupAnswerView,
  OwnGroupsView,
  PutGroupMessage,
} from '#contracts/group-api';
import type { Pieces } from '#core/equipment';
import { count, t } from '#web/language';
import { OwnPart } from './own-part';

type Group = OwnGroupsView['items'][number];
export type GroupAsk = NonNullable<Group['asks']>[number];

/** The groups this person belongs to, and what those ask of whoever coordinates them. */
export class Groups extends OwnPart {
  groups: readonly Group[] | null = null;
  /** Of the last answer: who could not be put in, one sentence each. */
  notPutIn: readonly string[] = [];

  async load(): Promise<void> {
    await this.fetching(this.listener.ask<OwnGroupsView>('/v1/me/groups'), ({ items }) => {
      this.groups = items;
    });
  }

  answer(ask: GroupAsk, body: AnswerGroupAskMessage): Promise<boolean> {
    const path = `/v1/me/group-asks/${ask.id}/answer`;
    this.notPutIn = [];
    return this.doing<GroupAnswerView>(
      () => this.listener.ask(path, { method: 'POST', body }),
      t('They know who comes.'),
      async ({ people }) => {
        this.notPutIn = people
          .filter(({ problem }) => problem !== null)
          .map(({ displayName, problem }) => `${displayName ?? t('Somebody')}: ${problem ?? ''}`);
        const reserve = people.filter(({ status }) => status === 'reserve').length;
        if (reserve > 0) {
          this.notPutIn = [
            ...this.notPutIn,
            count(reserve, 'person waits in the reserve.', 'people wait in the reserve.'),
          ];
        }
        await this.load();
      },
    );
  }

  setEquipment({ id }: Group, equipment: Pieces): Promise<boolean> {
    const path = `/v1/me/groups/${id}/equipment`;
    return this.doing(
      () => this.listener.ask(path, { method: 'PUT', body: { equipment } }),
      t('The equipment is kept.'),
      () => this.load(),
    );
  }

  register(body: PutGroupMessage): Promise<boolean> {
    return this.doing(
      () => this.listener.ask('/v1/me/groups', { method: 'POST', body }),
      t('Your organisation has been asked; you coordinate it once it agrees.'),
      () => this.load(),
    );
  }

  forget(): void {
    this.groups = null;
    this.notPutIn = [];
    this.quieten();
  }
}
