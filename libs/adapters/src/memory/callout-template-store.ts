import type { CalloutTemplate } from '#core/callout-template';
import type { CalloutTemplateStore } from '#flow/ports';
import { refKey, settle } from './tables';

/** Templates of call-outs in memory. */
export class MemoryCalloutTemplateStore implements CalloutTemplateStore {
  private readonly templates = new Map<string, CalloutTemplate>();

  calloutTemplates: CalloutTemplateStore['calloutTemplates'] = (organisationId) =>
    settle(() =>
      [...this.templates.values()]
        .filter((template) => template.organisationId === organisationId)
        .sort((a, b) => (a.templateRef < b.templateRef ? -1 : 1)),
    );

  calloutTemplate: CalloutTemplateStore['calloutTemplate'] = (organisationId, templateRef) =>
    settle(() => this.templates.get(refKey(organisationId, templateRef)) ?? null);

  putCalloutTemplate: CalloutTemplateStore['putCalloutTemplate'] = (template) =>
    settle(() => {
      this.templates.set(refKey(template.organisationId, template.templateRef), template);
    });

  removeCalloutTemplate: CalloutTemplateStore['removeCalloutTemplate'] = (
    organisationId,
    templateRef,
  ) => settle(() => this.templates.delete(refKey(organisationId, templateRef)));
}
