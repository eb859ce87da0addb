import type { CalloutTemplateView } from '#contracts/callout-template-api';
import type { Instant } from '#core/units';
import { toLocalField } from '#web/moments';
import type { CalloutDraft } from './callout-draft';
import { draftOf } from './draft-of-message';

/** A draft that begins now, with everything the template says; its area is still to be given. */
export function draftOfTemplate(template: CalloutTemplateView, now: Instant): CalloutDraft {
  const { title, presence, needs, musterPoints, policy, briefing, durationMs } = template;
  const at = (instant: Instant): string => new Date(instant).toISOString();
  const draft = draftOf({
    ...{ title, presence, needs, musterPoints, policy },
    shifts: template.shifts.map(({ shiftKey, startsAfterMs, lengthMs }) => ({
      shiftKey,
      from: at(now + startsAfterMs),
      until: at(now + startsAfterMs + lengthMs),
    })),
  });
  draft.briefing = {
    event: briefing.event ?? '',
    task: briefing.task ?? '',
    contact: briefing.contact ?? '',
    bring: briefing.bring ?? '',
    risks: briefing.risks ?? '',
  };
  draft.from = toLocalField(at(now));
  if (durationMs !== null) draft.until = toLocalField(at(now + durationMs));
  return draft;
}
