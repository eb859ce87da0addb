import type { Json } from '#core/control-mapping';
import type { Place, Polygon } from '#core/geometry';
import type { Instant } from '#core/units';
import type { WarningContent, WarningInfo, WarningKey } from '#core/warning';
import { writeXml } from '#adapters/shared/xml-write';
import type { WarningWriter } from '#flow/ports';
import { CAP_1_2, EDXL_DE } from './namespaces';

/** Corners are told to about a tenth of a metre. */
const DIGITS = 6;
const UNKNOWN = 'Unknown';
/** What a message of restricted scope must say, and is not kept. */
const RESTRICTION = 'As its sender restricted it.';
/** The kind of event by the table of CAP is not kept. */
const CATEGORY = 'Other';
/** The first area has to have a name where it has shapes or codes. */
const NO_NAME = '-';

/**
 * Writes warnings as CAP 1.2, alone or in an envelope of EDXL-DE 1.0. Keys, times, words, codes and
 * shapes are those that were read; signatures, categories, resources and holes are not kept.
 */
export class CapWriter implements WarningWriter {
  write: WarningWriter['write'] = (warning, form) => {
    const alert = alertOf(warning);
    return form === 'cap'
      ? { mediaType: 'application/cap+xml', body: writeXml({ alert }) }
      : { mediaType: 'application/xml', body: writeXml(envelopeOf(warning, alert)) };
  };
}

function envelopeOf(warning: WarningContent, alert: Json): Json {
  const { sender, identifier, sentAt, status, messageType, scope, infos } = warning;
  return {
    EDXLDistribution: {
      '@xmlns': EDXL_DE,
      ...{ distributionID: identifier, senderID: sender, dateTimeSent: momentOf(sentAt) },
      // An envelope knows no drafts; what is not actual must stay so.
      distributionStatus: status === 'Draft' ? 'Test' : status,
      distributionType: messageType === 'Alert' ? 'Report' : messageType,
      combinedConfidentiality: scope === 'Public' ? 'UNCLASSIFIED' : scope,
      language: infos[0]?.language ?? null,
      contentObject: { xmlContent: { embeddedXMLContent: { alert } } },
    },
  };
}

function alertOf(warning: WarningContent): Json {
  const { sender, identifier, sentAt, status, messageType, scope } = warning;
  return {
    '@xmlns': CAP_1_2,
    ...{ identifier, sender, sent: momentOf(sentAt), status, msgType: messageType, scope },
    restriction: scope === 'Restricted' ? RESTRICTION : null,
    references: referencesOf(warning),
    info: warning.infos.map((info) => infoOf(info, warning)),
  };
}

/** Whatever follows has to name something; where nothing is known that it follows, itself. */
function referencesOf(warning: WarningContent): string | null {
  const { references, messageType } = warning;
  if (references.length > 0) return references.map(keyOf).join(' ');
  return messageType === 'Alert' ? null : keyOf(warning);
}

function keyOf({ sender, identifier, sentAt }: WarningKey): string {
  return `${sender},${identifier},${momentOf(sentAt)}`;
}

function infoOf(info: WarningInfo, warning: WarningContent): Json {
  const { language, event, startsAt, expiresAt } = info;
  return {
    ...{ language, category: CATEGORY, event },
    urgency: info.urgency ?? UNKNOWN,
    severity: info.severity ?? UNKNOWN,
    certainty: info.certainty ?? UNKNOWN,
    onset: startsAt === null ? null : momentOf(startsAt),
    expires: expiresAt === null ? null : momentOf(expiresAt),
    ...{ senderName: info.senderName, headline: info.headline },
    ...{ description: info.description, instruction: info.instruction },
    ...{ web: info.web, contact: info.contact },
    area: areasOf(warning),
  };
}

/** The first area has the shapes and codes of all of them: they are kept together. */
function areasOf({ areaNames, area, geocodes }: WarningContent): Json {
  const polygon = (area?.polygons ?? []).map(ringOf);
  const geocode = geocodes.map(({ name, value }) => ({ valueName: name, value }));
  const [first, ...others] = areaNames;
  const isEmpty = first === undefined && polygon.length + geocode.length === 0;
  if (isEmpty) return [];
  const named = others.map((areaDesc) => ({ areaDesc }));
  return [{ areaDesc: first ?? NO_NAME, polygon, geocode }, ...named];
}

function ringOf({ outer }: Polygon): string {
  const corner = ({ lat, lon }: Place): string => `${lat.toFixed(DIGITS)},${lon.toFixed(DIGITS)}`;
  return outer.map(corner).join(' ');
}

/** CAP 1.2 §3.3.2: whole seconds and an offset in figures, never `Z`. */
function momentOf(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19)}-00:00`;
}
