import type { CalloutTemplate } from '#core/callout-template';
import { ok, refuse, type Result } from '#core/problem';
import { fromMusterPoint, toMusterPoint, toNeed } from '#contracts/callout-parts';
import type {
  CalloutTemplateView,
  PutCalloutTemplateMessage,
} from '#contracts/callout-template-api';
import { toInstant, toIso } from '#contracts/shapes';
import type { CalloutTemplateStore, Clock } from '#flow/ports';

/** Templates of call-outs, as an organisation keeps them. */
export class CalloutTemplates {
  constructor(
    private readonly ports: {
      readonly calloutTemplates: CalloutTemplateStore;
      readonly clock: Pick<Clock, 'now'>;
    },
  ) {}

  /** All of them, by reference. */
  async list(organisationId: string): Promise<{ readonly items: CalloutTemplateView[] }> {
    const found = await this.ports.calloutTemplates.calloutTemplates(organisationId);
    return { items: found.map(view) };
  }

  /** One; `not-found` also for another organisation's. */
  async byRef(organisationId: string, templateRef: string): Promise<Result<CalloutTemplateView>> {
    const found = await this.ports.calloutTemplates.calloutTemplate(organisationId, templateRef);
    return found === null ? noTemplate() : ok(view(found));
  }

  /** Puts or replaces one. What was opened from it before stays as it was opened. */
  async put(
    organisationId: string,
    templateRef: string,
    message: PutCalloutTemplateMessage,
  ): Promise<CalloutTemplateView> {
    const { validUntil, needs, musterPoints, ...rest } = message;
    const template: CalloutTemplate = {
      ...{ ...rest, organisationId, templateRef, changedAt: this.ports.clock.now() },
      needs: needs.map(toNeed),
      musterPoints: musterPoints.map(toMusterPoint),
      validUntil: validUntil === null ? null : toInstant(validUntil),
    };
    await this.ports.calloutTemplates.putCalloutTemplate(template);
    return view(template);
  }

  /** Takes one away; `not-found` where there is none. */
  async remove(organisationId: string, templateRef: string): Promise<Result<null>> {
    const { calloutTemplates } = this.ports;
    const gone = await calloutTemplates.removeCalloutTemplate(organisationId, templateRef);
    return gone ? ok(null) : noTemplate();
  }
}

function view(template: CalloutTemplate): CalloutTemplateView {
  const { templateRef, title, briefing, presence, durationMs } = template;
  return {
    ...{ templateRef, title, briefing, presence, durationMs },
    needs: template.needs.map((need) => ({
      ...need,
      credentialKinds: [...need.credentialKinds],
    })),
    musterPoints: template.musterPoints.map(fromMusterPoint),
    policy: {
      ...template.policy,
      waves: template.policy.waves.map((wave) => ({
        ...wave,
        credentialKinds: [...wave.credentialKinds],
        equipment: [...wave.equipment],
        groupIds: [...wave.groupIds],
      })),
    },
    shifts: [...template.shifts],
    validUntil: toIso(template.validUntil),
    changedAt: toIso(template.changedAt),
  };
}

function noTemplate(): Result<never> {
  return refuse('not-found', 'There is no such template.');
}
