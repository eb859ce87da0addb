import { proposeCallout, type CalloutDraft } from '#core/callout-proposal';
import { ok, refuse, type Result } from '#core/problem';
import type { WarningRemark } from '#core/warning';
import { openCalloutSchema } from '#contracts/callout-api';
import { fromMusterPoint, fromShift } from '#contracts/callout-parts';
import { fromArea, LONG_TEXT_LENGTH_MAX, SHORT_TEXT_LENGTH_MAX, toIso } from '#contracts/shapes';
import type { ProposalView } from '#contracts/warning-api';
import type { CalloutTemplateStore, Clock, WarningStore } from '#flow/ports';
import type { ResolveArea } from '#flow/resolve-area';
import { areaOfWarning, closedArea } from '#flow/warning-view';
import type { Warnings } from '#flow/warnings';

/** In which language a warning of several is quoted. */
const LANGUAGE = 'en';

/** Drafts call-outs from warnings. A draft is an answer and nothing else: a person sends it. */
export class ProposeCallout {
  constructor(
    private readonly ports: {
      readonly warnings: WarningStore;
      readonly calloutTemplates: CalloutTemplateStore;
      readonly warningsStep: Pick<Warnings, 'storedAreasOf'>;
      readonly resolveArea: Pick<ResolveArea, 'resolve'>;
      readonly clock: Pick<Clock, 'now'>;
    },
  ) {}

  /**
   * A complete call-out by a template, as it could be opened; its reference names the warning, and
   * so that the same draft opens one call-out however often it is sent.
   *
   * @returns refusals `not-found`, `warning-invalid`, `area-invalid`, and `template-invalid` with
   *   the part of the briefing that would be empty
   */
  async draft(
    organisationId: string,
    warningId: string,
    templateRef: string,
  ): Promise<Result<ProposalView>> {
    const { warnings, calloutTemplates, warningsStep, clock } = this.ports;
    const [warning, template] = await Promise.all([
      warnings.warning(organisationId, warningId),
      calloutTemplates.calloutTemplate(organisationId, templateRef),
    ]);
    if (warning === null) return refuse('not-found', 'There is no such warning.');
    if (template === null) return refuse('not-found', 'There is no such template.', 'template');
    const area = areaOfWarning(warning, await warningsStep.storedAreasOf(warning));
    const drafted = proposeCallout({
      ...{ warning, template, area, language: LANGUAGE, now: clock.now() },
      titleLengthMax: SHORT_TEXT_LENGTH_MAX,
      textLengthMax: LONG_TEXT_LENGTH_MAX,
    });
    if (!drafted.ok) return drafted;
    const resolved = await this.ports.resolveArea.resolve(
      organisationId,
      fromArea(closedArea(drafted.value.area)),
      'area',
    );
    if (!resolved.ok) return resolved;
    const draft = openCalloutSchema.safeParse(
      messageOf({ ...drafted.value, area: resolved.value.area }),
    );
    if (!draft.success) {
      const issue = draft.error.issues[0];
      const field = issue?.path.join('.') ?? '';
      const says = `The draft could not be opened: ${field} ${issue?.message ?? ''}.`;
      return refuse(field.startsWith('area') ? 'area-invalid' : 'template-invalid', says, field);
    }
    const callouts = await warnings.calloutsOf(organisationId, warningId);
    const remarks = [
      ...warning.remarks,
      ...resolved.value.repairs.map(({ kind, says }) => ({ code: kind, says })),
      ...callouts.map(openedBefore),
    ];
    return ok({ warningId, templateRef, draft: draft.data, remarks });
  }
}

function openedBefore({
  calloutId,
  status,
}: {
  readonly calloutId: string;
  readonly status: string;
}): WarningRemark {
  const says = `Call-out ${calloutId} came of this warning before, and is ${status}.`;
  return { code: 'callout-before', says };
}

function messageOf(draft: CalloutDraft): unknown {
  const { area, window, shifts, musterPoints, ...rest } = draft;
  return {
    ...rest,
    area: fromArea(area),
    window: { from: toIso(window.from), until: toIso(window.until) },
    shifts: shifts.map(fromShift),
    musterPoints: musterPoints.map(fromMusterPoint),
  };
}
