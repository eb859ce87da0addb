import type { GroupKind } from '#core/group';
import { t } from './language';

export const GROUP_KIND_WORDS: Readonly<Record<GroupKind, string>> = {
  community: t('Community group'),
  charity: t('Charity'),
  company: t('Company'),
};
