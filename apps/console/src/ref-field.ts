import type { TemplateResult } from 'lit';
import { t } from '#web/language';
import { plainField } from '#web/plain-fields';

/** Letters, digits and signs between them, as the server takes references. */
const REF = '[A-Za-z0-9][A-Za-z0-9._:@\\/\\-]*';
const KEY = '[a-z0-9][a-z0-9\\-]*';

/** The short name under which something is kept; `isKey` where it is of small letters alone. */
export function refField(
  prefix: string,
  more: { readonly value?: string; readonly isKey?: boolean } = {},
): TemplateResult {
  const { value = '', isKey = false } = more;
  return plainField({
    ...{ prefix, name: 'ref', label: t('Short name'), value },
    pattern: isKey ? KEY : REF,
    hint: isKey ? t('Small letters, digits, hyphens.') : t('Letters and digits, no spaces.'),
  });
}
