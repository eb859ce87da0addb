import type { MessageTemplates, StoredTemplate } from '#flow/ports';
import { listOf, settle } from './tables';

/** Organisations' own words in memory. */
export class MemoryMessageTemplates implements MessageTemplates {
  private readonly rows = new Map<string, StoredTemplate[]>();

  templates: MessageTemplates['templates'] = (organisationId) =>
    settle(() => [...(this.rows.get(organisationId) ?? [])].sort(byKey));

  putTemplate: MessageTemplates['putTemplate'] = (organisationId, template) =>
    settle(() => {
      this.remove(organisationId, template);
      listOf(this.rows, organisationId).push(template);
    });

  removeTemplate: MessageTemplates['removeTemplate'] = (organisationId, key) =>
    settle(() => this.remove(organisationId, key));

  private remove(
    organisationId: string,
    key: Pick<StoredTemplate, 'kind' | 'channel' | 'language'>,
  ): boolean {
    const rows = this.rows.get(organisationId) ?? [];
    const left = rows.filter((row) => keyOf(row) !== keyOf(key));
    this.rows.set(organisationId, left);
    return left.length < rows.length;
  }
}

function keyOf(key: Pick<StoredTemplate, 'kind' | 'channel' | 'language'>): string {
  return `${key.kind} ${key.channel} ${key.language}`;
}

function byKey(a: StoredTemplate, b: StoredTemplate): number {
  return keyOf(a) < keyOf(b) ? -1 : 1;
}
