import type { GroupKind } from '#core/group';

export const GROUP_KIND_WORDS: Readonly<Record<GroupKind, string>> = {
  community: 'Community group',
  charity: 'Charity',
  company: 'Company',
};
