import type { RawWarning } from '#core/raw-warning';
import type { WarningRemark } from '#core/warning';
import { childrenOf, textOf, type XmlElement } from '#adapters/shared/xml-tree';
import { EDXL_DE } from './namespaces';

/** Whether an element is an envelope of EDXL Distribution Element 1.0. */
export function isEnvelope({ name, namespace }: XmlElement): boolean {
  return name === 'EDXLDistribution' && namespace === EDXL_DE;
}

/** The CAP messages in an envelope, in order. */
export function messagesIn(envelope: XmlElement): readonly XmlElement[] {
  return childrenOf(envelope, 'contentObject')
    .flatMap((content) => childrenOf(content, 'xmlContent'))
    .flatMap((content) => childrenOf(content, 'embeddedXMLContent'))
    .flatMap(({ children }) => children)
    .filter(({ name }) => name === 'alert');
}

/**
 * A message as its envelope lets it be: what is sent round as an exercise or test is one, whatever
 * it calls itself (EDXL-DE 1.0 `distributionStatus`).
 */
export function asEnveloped(raw: RawWarning, envelope: XmlElement): RawWarning {
  const status = textOf(envelope, 'distributionStatus');
  const secrecy = textOf(envelope, 'combinedConfidentiality');
  const remarks: WarningRemark[] = [];
  const isNarrowed = raw.status === 'Actual' && STRICTER.includes(status);
  if (isNarrowed) {
    const says = `Its envelope is marked ${status}, and so is it.`;
    remarks.push({ code: 'envelope-status', says });
  }
  if (secrecy !== '' && !/unclassified/i.test(secrecy)) {
    const says = `Its envelope is marked ${secrecy.slice(0, 100)}.`;
    remarks.push({ code: 'confidential', says });
  }
  return {
    ...raw,
    status: isNarrowed ? status : raw.status,
    remarks: [...raw.remarks, ...remarks],
  };
}

const STRICTER: readonly string[] = ['Exercise', 'System', 'Test'];
