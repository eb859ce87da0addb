import type { Area } from '#core/geometry';
import type { StoredArea } from '#core/stored-area';
import type { Instant } from '#core/units';
import {
  proposedMode,
  warningKeyText,
  warningStateAt,
  whyNoProposal,
  type Warning,
} from '#core/warning';
import { isCodeOf } from '#core/warning-geocodes';
import type { WarningSummaryView, WarningView } from '#contracts/warning-api';
import { fromArea, toIso } from '#contracts/shapes';
import type { WarnedCallout, WarningOutline } from '#flow/ports';

/** What a view of a warning shows beside the warning itself. */
export interface WarningKnown {
  readonly stored: readonly StoredArea[];
  /** Messages it refers to that are there, by their key. */
  readonly ids: ReadonlyMap<string, string>;
  readonly callouts: readonly WarnedCallout[];
}

/** A warning as a list shows it. */
export function warningSummary(warning: WarningOutline, now: Instant): WarningSummaryView {
  const [info] = warning.infos;
  const why = whyNoProposal(warning, now);
  return {
    ...{ id: warning.id, origin: warning.origin, feedRef: warning.feedRef },
    ...{ sender: warning.sender, identifier: warning.identifier, sentAt: toIso(warning.sentAt) },
    receivedAt: toIso(warning.receivedAt),
    state: warningStateAt(warning, now),
    ...{ status: warning.status, messageType: warning.messageType, scope: warning.scope },
    proposes: why === null ? proposedMode(warning.status) : null,
    whyNoProposal: why,
    event: info?.event ?? 'Not stated',
    headline: info?.headline ?? null,
    urgency: info?.urgency ?? null,
    severity: info?.severity ?? null,
    certainty: info?.certainty ?? null,
    senderName: info?.senderName ?? null,
    areaNames: [...warning.areaNames],
    ...{ startsAt: toIso(warning.startsAt), expiresAt: toIso(warning.expiresAt) },
  };
}

/** A warning with its area, its words and what came of it. */
export function warningView(warning: Warning, known: WarningKnown, now: Instant): WarningView {
  const area = areaOfWarning(warning, known.stored);
  return {
    ...warningSummary(warning, now),
    infos: warning.infos.map((info) => ({
      ...{ language: info.language, event: info.event, headline: info.headline },
      ...{ description: info.description, instruction: info.instruction },
      ...{ contact: info.contact, web: info.web },
      ...{ startsAt: toIso(info.startsAt), expiresAt: toIso(info.expiresAt) },
    })),
    area: area === null ? null : fromArea(closedArea(area)),
    geocodes: warning.geocodes.map((code) => ({
      ...code,
      areaRef: known.stored.find(({ geocodes }) => isCodeOf(code, geocodes))?.areaRef ?? null,
    })),
    references: warning.references.map((key) => ({
      ...{ sender: key.sender, identifier: key.identifier, sentAt: toIso(key.sentAt) },
      warningId: known.ids.get(warningKeyText(key)) ?? null,
    })),
    replacedById: warning.replacedById,
    ...{ signature: warning.signature, signedBy: warning.signedBy },
    remarks: [...warning.remarks],
    dismissedReason: warning.dismissedReason,
    callouts: [...known.callouts],
  };
}

/** What a warning draws itself, or else the stored areas that carry its codes, taken together. */
export function areaOfWarning(warning: Warning, stored: readonly StoredArea[]): Area | null {
  if (warning.area !== null) return warning.area;
  const polygons = stored.flatMap(({ area }) => area.polygons);
  return polygons.length === 0 ? null : { polygons };
}

/** The same area with rings that end where they began, as GeoJSON wants them. */
export function closedArea({ polygons }: Area): Area {
  const close = <P>(ring: readonly P[]): readonly P[] => {
    const [first] = ring;
    const last = ring.at(-1);
    const isClosed = JSON.stringify(first) === JSON.stringify(last);
    return first === undefined || isClosed ? ring : [...ring, first];
  };
  return {
    polygons: polygons.map(({ outer, holes }) => ({
      outer: close(outer),
      holes: holes.map(close),
    })),
  };
}
