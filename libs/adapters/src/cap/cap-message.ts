import { X509Certificate } from 'node:crypto';
import { ok, refuse, type Result } from '#core/problem';
import type { RawArea, RawInfo, RawWarning } from '#core/raw-warning';
import { childrenOf, textOf, type XmlElement } from '#adapters/shared/xml-tree';
import { CAP_1_1, CAP_1_2, XML_SIGNATURE } from './namespaces';

const CERTIFICATE_CHARS_MAX = 20_000;

/** Whether an element is a CAP message of a version that is read. */
export function isCapMessage({ name, namespace }: XmlElement): boolean {
  return name === 'alert' && (namespace === CAP_1_1 || namespace === CAP_1_2);
}

/** A CAP message as it is written; refused where its version is not one that is read. */
export function rawCapMessage(alert: XmlElement): Result<RawWarning> {
  if (!isCapMessage(alert)) {
    const of = alert.namespace === '' ? 'no namespace' : `the namespace ${alert.namespace}`;
    return refuse('warning-invalid', `It is <${alert.name}> of ${of.slice(0, 100)}, not CAP.`);
  }
  const signature = alert.children.find(
    ({ name, namespace }) => name === 'Signature' && namespace === XML_SIGNATURE,
  );
  return ok({
    origin: 'cap',
    identifier: textOf(alert, 'identifier'),
    sender: textOf(alert, 'sender'),
    sent: textOf(alert, 'sent'),
    status: textOf(alert, 'status'),
    messageType: textOf(alert, 'msgType'),
    scope: textOf(alert, 'scope'),
    restriction: textOf(alert, 'restriction'),
    addresses: textOf(alert, 'addresses'),
    references: textOf(alert, 'references').split(/\s+/),
    follows: 'references',
    infos: childrenOf(alert, 'info').map(rawInfo),
    isSigned: signature !== undefined,
    signedBy: signature === undefined ? null : signerOf(signature),
    remarks: [],
  });
}

function rawInfo(info: XmlElement): RawInfo {
  const words = (name: string): string => textOf(info, name);
  return {
    language: words('language'),
    ...{ event: words('event'), urgency: words('urgency'), severity: words('severity') },
    ...{ certainty: words('certainty'), senderName: words('senderName') },
    ...{ headline: words('headline'), description: words('description') },
    ...{ instruction: words('instruction'), contact: words('contact'), web: words('web') },
    ...{ effective: words('effective'), onset: words('onset'), expires: words('expires') },
    areas: childrenOf(info, 'area').map(rawArea),
  };
}

function rawArea(area: XmlElement): RawArea {
  const texts = (name: string): readonly string[] =>
    childrenOf(area, name).map(({ text }) => text.trim());
  return {
    name: textOf(area, 'areaDesc'),
    polygons: texts('polygon'),
    circles: texts('circle'),
    drawn: null,
    geocodes: childrenOf(area, 'geocode').flatMap((code) =>
      // Several codes in one value, as some senders write them.
      textOf(code, 'value')
        .split(/[\s;,]+/)
        .map((value) => ({ name: textOf(code, 'valueName'), value })),
    ),
  };
}

/** Whom a signature names as its signer; whether it is theirs is not looked at. */
function signerOf(signature: XmlElement): string | null {
  const inside = (element: XmlElement): readonly XmlElement[] => [
    element,
    ...element.children.flatMap(inside),
  ];
  const named = (name: string): string =>
    inside(signature)
      .find((one) => one.name === name)
      ?.text.trim() ?? '';
  const certificate = named('X509Certificate').replace(/\s+/g, '');
  if (certificate !== '' && certificate.length <= CERTIFICATE_CHARS_MAX) {
    try {
      const { subject } = new X509Certificate(Buffer.from(certificate, 'base64'));
      return subject.split('\n').join(', ');
    } catch {
      // What is no certificate names nobody.
    }
  }
  return named('X509SubjectName') || named('KeyName') || null;
}
