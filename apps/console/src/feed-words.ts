import { html, nothing, type TemplateResult } from 'lit';
import { t } from '#web/language';
import { momentWords } from '#web/moments';

/** When a feed was read, whatever it feeds. */
export function lastReadWords({ lastReadAt }: { readonly lastReadAt: string | null }): string {
  return lastReadAt === null
    ? t('never read')
    : t('last read {{time}}', { time: momentWords(lastReadAt) });
}

/** Since when, how often and why a feed cannot be read; nothing while it can. */
export function failingNote({
  failing,
}: {
  readonly failing: {
    readonly since: string;
    readonly times: number;
    readonly says: string;
  } | null;
}): TemplateResult | typeof nothing {
  if (failing === null) return nothing;
  const { since, times, says } = failing;
  return html`<p class="attention">
    ${t('Since {{since}}, {{times}} times: {{says}}', { since: momentWords(since), times, says })}
  </p>`;
}
