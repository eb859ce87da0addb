import type { AidAgreementView } from '#contracts/aid-api';
import type { AskGroupMessage, GroupAskView, GroupView } from '#contracts/group-api';
import type { ShareCalloutMessage, SharedCalloutView } from '#contracts/share-api';
import { t } from '#web/language';
import { CalloutPartState } from './callout-part';

interface ItemsOf<T> {
  readonly items: readonly T[];
}

/** Groups that were asked for people, and partners with whom the call-out is shared. */
export class CalloutGroups extends CalloutPartState {
  asks: readonly GroupAskView[] | null = null;
  groups: readonly GroupView[] = [];
  shared: readonly SharedCalloutView[] | null = null;
  agreements: readonly AidAgreementView[] = [];

  override async load(): Promise<void> {
    const { listener } = this;
    await Promise.all([
      this.taking(this.get<ItemsOf<GroupAskView>>('/group-asks'), ({ items }) => {
        this.asks = items;
      }),
      this.taking(this.get<ItemsOf<SharedCalloutView>>('/aid'), ({ items }) => {
        this.shared = items;
      }),
      this.taking(listener.ask<ItemsOf<GroupView>>('/v1/groups'), ({ items }) => {
        this.groups = items.filter(({ status }) => status === 'active');
      }),
      listener.may('ask-aid')
        ? this.taking(listener.ask<ItemsOf<AidAgreementView>>('/v1/aid-agreements'), (page) => {
            this.agreements = page.items.filter(({ status }) => status === 'in-force');
          })
        : null,
    ]);
  }

  ask(body: AskGroupMessage): Promise<boolean> {
    return this.deed('/group-asks', { body, news: t('The group’s coordinators are asked.') });
  }

  withdraw({ id, group }: GroupAskView): Promise<boolean> {
    const news = t('{{name}} is not asked any more; others are.', { name: group.name });
    return this.deed(`/group-asks/${id}/withdraw`, { news });
  }

  share(body: ShareCalloutMessage): Promise<boolean> {
    return this.deed('/aid', { body, news: t('The partner is asked.') });
  }

  protected override clear(): void {
    this.asks = null;
    this.shared = null;
  }
}
