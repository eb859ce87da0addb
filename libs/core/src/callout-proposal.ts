import type {
  BriefingWords,
  CalloutNeed,
  CalloutPolicy,
  MusterPoint,
  Presence,
  Shift,
} from '#core/callout-needs';
import { missingPart, type CalloutTemplate } from '#core/callout-template';
import type { Area } from '#core/geometry';
import type { IncidentMode } from '#core/incident';
import { ok, refuse, type Result } from '#core/problem';
import { MINUTE_MS, type Instant } from '#core/units';
import { proposedMode, whyNoProposal, type Warning, type WarningInfo } from '#core/warning';
import { cutText, withoutMarkup } from '#core/warning-words';

/** A call-out that nobody has sent. */
export interface CalloutDraft {
  /** Names the warning, so that what comes of it is told when it changes. */
  readonly controlRef: string;
  readonly mode: IncidentMode;
  readonly title: string;
  readonly briefing: BriefingWords;
  readonly area: Area;
  readonly presence: Presence;
  readonly window: { readonly from: Instant; readonly until: Instant };
  readonly shifts: readonly Shift[];
  readonly needs: readonly CalloutNeed[];
  readonly musterPoints: readonly MusterPoint[];
  readonly policy: CalloutPolicy;
}

/** Work that is shorter than this is over before anybody is there. */
const WINDOW_MIN_MS = 15 * MINUTE_MS;

/** Under what reference a call-out of a warning is opened. */
export function proposalRef(warningId: string, templateRef: string): string {
  return `${proposalRefPrefix(warningId)}${templateRef}`;
}

/** With what the references of all call-outs of a warning begin. */
export function proposalRefPrefix(warningId: string): string {
  return `warning:${warningId}:`;
}

/**
 * Drafts the call-out that a warning suggests. What the template says is as it is now; a template
 * that changes later changes no draft.
 *
 * @param input.area the warning's own, or that of stored areas which carry its codes
 * @param input.language of the organisation's people: which part of the warning is quoted
 * @returns refusals `warning-invalid` (nothing may come of it), `area-invalid` (nobody knows
 *   where), `template-invalid` with the part of the briefing that is empty
 */
export function proposeCallout(input: {
  readonly warning: Warning;
  readonly template: CalloutTemplate;
  readonly area: Area | null;
  readonly language: string;
  readonly titleLengthMax: number;
  readonly textLengthMax: number;
  readonly now: Instant;
}): Result<CalloutDraft> {
  const { warning, template, area, now } = input;
  const mode = proposedMode(warning.status);
  const why = whyNoProposal(warning, now);
  if (why !== null || mode === null)
    return refuse('warning-invalid', why ?? 'It proposes nothing.');
  if (template.validUntil !== null && template.validUntil <= now) {
    return refuse('template-invalid', 'The template is out of date.', 'validUntil');
  }
  if (area === null) {
    const says = 'The warning draws no area, and no stored area carries its codes.';
    return refuse('area-invalid', says, 'geocodes');
  }
  const info = infoIn(warning.infos, input.language);
  const event = eventOf(warning, info, input.textLengthMax);
  const window = windowOf(warning, template, now);
  const part = missingPart(template, { event, lastsMs: window.until - window.from });
  if (part !== null) {
    const says = `The briefing would lack its part "${part}": neither template nor warning has it.`;
    return refuse('template-invalid', says, part);
  }
  const { briefing } = template;
  return ok({
    controlRef: proposalRef(warning.id, template.templateRef),
    ...{ mode, title: titleOf(template, info, input.titleLengthMax), area, window },
    briefing: {
      event: [briefing.event, event].filter(Boolean).join('\n').slice(0, input.textLengthMax),
      ...{ task: briefing.task ?? '', contact: briefing.contact ?? '' },
      ...{ bring: briefing.bring ?? '', risks: briefing.risks ?? '' },
    },
    shifts: template.shifts.map(({ shiftKey, startsAfterMs, lengthMs }) => ({
      shiftKey,
      from: window.from + startsAfterMs,
      until: window.from + startsAfterMs + lengthMs,
    })),
    ...{ needs: template.needs, musterPoints: template.musterPoints },
    ...{ policy: template.policy, presence: template.presence },
  });
}

/** The part in that language, else in its tongue, else the first. */
function infoIn(infos: readonly WarningInfo[], language: string): WarningInfo | null {
  const tongue = (text: string): string => text.toLowerCase().split('-')[0] ?? '';
  return (
    infos.find((info) => info.language.toLowerCase() === language.toLowerCase()) ??
    infos.find((info) => tongue(info.language) === tongue(language)) ??
    infos[0] ??
    null
  );
}

function titleOf(template: CalloutTemplate, info: WarningInfo | null, max: number): string {
  const event = withoutMarkup(info?.event ?? '').replace(/\s+/gu, ' ');
  return cutText(event === '' ? template.title : `${template.title}: ${event}`, max);
}

/** Of a restricted warning the kind of event alone: its words are not for everybody. */
function eventOf(warning: Warning, info: WarningInfo | null, max: number): string | null {
  if (info === null) return null;
  const { headline, description, instruction, event, senderName } = info;
  const first = headline ?? (senderName === null ? event : `${event} (${senderName})`);
  const said = warning.scope === 'Restricted' ? [event] : [first, description, instruction];
  const text = withoutMarkup(said.filter((part) => part !== null).join('\n'));
  return text === '' ? null : cutText(text, max);
}

/** From when it begins, but not before now, for as long as the template or the warning lasts. */
function windowOf(
  warning: Warning,
  { durationMs }: CalloutTemplate,
  now: Instant,
): CalloutDraft['window'] {
  const from = Math.max(warning.startsAt, now);
  if (durationMs !== null) return { from, until: from + durationMs };
  const { expiresAt } = warning;
  if (expiresAt === null) return { from, until: from };
  const until = Math.max(expiresAt, from + WINDOW_MIN_MS);
  return { from, until };
}
