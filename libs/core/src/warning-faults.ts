import { ok, refuse, type Result } from '#core/problem';
import type { RawInfo, RawWarning } from '#core/raw-warning';
import { geocodeKey, type Geocode } from '#core/stored-area';
import type { Instant } from '#core/units';
import {
  warningKeyText,
  WARNING_MESSAGE_TYPES,
  WARNING_SCOPES,
  WARNING_STATUSES,
  type WarningContent,
  type WarningInfo,
  type WarningKey,
  type WarningRemark,
} from '#core/warning';
import { readShapes } from '#core/warning-area';
import { readMoment } from '#core/warning-time';
import { cleanText } from '#core/warning-words';

const NAME_LENGTH_MAX = 500;
const TEXT_LENGTH_MAX = 20_000;
const REFERENCES_MAX = 500;
const INFOS_MAX = 50;
const GEOCODES_MAX = 5_000;
const AREA_NAMES_MAX = 100;

/**
 * Judges a warning as it was written: what CAP 1.2 §3.2 says in words and a schema cannot check.
 *
 * @returns the warning with what is odd about it; or `warning-invalid` with the field at fault
 */
export function judgeWarning(raw: RawWarning): Result<WarningContent> {
  const key = readKey(raw);
  if (!key.ok) return key;
  const kind = readKind(raw);
  if (!kind.ok) return kind;
  const references = readReferences(raw, key.value, kind.value.messageType);
  if (!references.ok) return references;
  const infos = readInfos(raw);
  if (!infos.ok) return infos;
  const areas = raw.infos.flatMap((info) => info.areas);
  const shapes = readShapes(areas);
  if ('fault' in shapes) return refuse('warning-invalid', shapes.fault, 'area');
  const geocodes = eachOnce(areas.flatMap((area) => area.geocodes));
  if (geocodes.length > GEOCODES_MAX) {
    return refuse('warning-invalid', `More than ${GEOCODES_MAX} geocodes.`, 'geocode');
  }
  const { sentAt } = key.value;
  const times = timesOf(infos.value.infos, sentAt);
  const names = areas.map(({ name }) => cleanText(name, TEXT_LENGTH_MAX)).filter(Boolean);
  return ok({
    ...{ ...key.value, ...kind.value, origin: raw.origin, ...times },
    ...{ references: references.value.references, follows: raw.follows },
    infos: infos.value.infos,
    areaNames: [...new Set(names)].slice(0, AREA_NAMES_MAX),
    ...{ area: shapes.area, geocodes },
    signature: raw.isSigned ? 'present-unverified' : 'absent',
    signedBy: raw.signedBy === null ? null : cleanText(raw.signedBy, NAME_LENGTH_MAX),
    remarks: [
      ...raw.remarks,
      ...references.value.remarks,
      ...infos.value.remarks,
      ...shapes.remarks,
      ...oddities(raw, times, sentAt),
    ],
  });
}

function readKey(raw: RawWarning): Result<WarningKey> {
  for (const field of ['identifier', 'sender'] as const) {
    const text = raw[field];
    // CAP 1.2 §3.2.1: they are parts of references, which are told apart by commas and blanks.
    if (text === '') return refuse('warning-invalid', `It has no ${field}.`, field);
    if (text.length > NAME_LENGTH_MAX || /[\s,<&]/u.test(text) || cleanText(text) !== text) {
      const says = `The ${field} may hold no blank, comma, < or &, and is short.`;
      return refuse('warning-invalid', says, field);
    }
  }
  const sent = readMoment(raw.sent, raw.origin !== 'cap');
  if ('fault' in sent) {
    return refuse('warning-invalid', `The moment it was sent ${sent.fault}.`, 'sent');
  }
  return ok({ sender: raw.sender, identifier: raw.identifier, sentAt: sent.at });
}

type Kind = Pick<WarningContent, 'status' | 'messageType' | 'scope'>;

function readKind(raw: RawWarning): Result<Kind> {
  const status = WARNING_STATUSES.find((one) => one === raw.status);
  if (status === undefined) return refuse('warning-invalid', 'The status is unknown.', 'status');
  if (raw.messageType === 'Ack' || raw.messageType === 'Error') {
    const says = `A message of type ${raw.messageType} answers another one and warns of nothing.`;
    return refuse('warning-invalid', says, 'msgType');
  }
  const messageType = WARNING_MESSAGE_TYPES.find((one) => one === raw.messageType);
  if (messageType === undefined) {
    return refuse('warning-invalid', 'The type of the message is unknown.', 'msgType');
  }
  const scope = WARNING_SCOPES.find((one) => one === raw.scope);
  if (scope === undefined) return refuse('warning-invalid', 'The scope is unknown.', 'scope');
  if (scope === 'Private' && raw.addresses.trim() === '') {
    const says = 'A private message has to say to whom it is addressed.';
    return refuse('warning-invalid', says, 'addresses');
  }
  return ok({ status, messageType, scope });
}

interface ReadReferences {
  readonly references: readonly WarningKey[];
  readonly remarks: readonly WarningRemark[];
}

/** Nobody updates or cancels what others sent: references to it are told, and do nothing. */
function readReferences(
  raw: RawWarning,
  own: WarningKey,
  messageType: WarningContent['messageType'],
): Result<ReadReferences> {
  const fault = (says: string) => refuse('warning-invalid', says, 'references');
  const written = raw.references.filter((text) => text.trim() !== '');
  const isFollowing = messageType !== 'Alert' && raw.follows === 'references';
  if (written.length > REFERENCES_MAX) return fault(`More than ${REFERENCES_MAX} references.`);
  if (isFollowing && written.length === 0) {
    return fault(`Of type ${messageType}, it has to say which message it follows.`);
  }
  const keys: WarningKey[] = [];
  for (const text of written) {
    const [sender = '', identifier = '', sent = '', ...more] = text.trim().split(',');
    const moment = readMoment(sent, true);
    const isNamed = sender !== '' && identifier !== '' && cleanText(text) === text.trim();
    if (more.length > 0 || !isNamed || 'fault' in moment) {
      return fault('A reference is sender, identifier and sent, with commas between.');
    }
    keys.push({ sender, identifier, sentAt: moment.at });
  }
  const ownText = warningKeyText(own);
  const isOwn = ({ sender }: WarningKey): boolean => sender === own.sender;
  const references = eachKeyOnce(keys.filter(isOwn)).filter(
    (key) => key.sentAt <= own.sentAt && warningKeyText(key) !== ownText,
  );
  if (isFollowing && messageType === 'Cancel' && references.length === 0) {
    return fault('It cancels no earlier message of its own sender.');
  }
  const remarks: WarningRemark[] = [];
  const foreign = keys.filter((key) => !isOwn(key)).length;
  if (foreign > 0) {
    const says = `${foreign} of its references are to messages of another sender and do nothing.`;
    remarks.push({ code: 'foreign-reference', says });
  }
  if (isFollowing && foreign === 0 && references.length < eachKeyOnce(keys).length) {
    const says = 'It refers to itself or to a message that was sent later.';
    remarks.push({ code: 'reference-not-earlier', says });
  }
  return ok({ references, remarks });
}

interface ReadInfos {
  readonly infos: readonly WarningInfo[];
  readonly remarks: readonly WarningRemark[];
}

function readInfos(raw: RawWarning): Result<ReadInfos> {
  if (raw.infos.length > INFOS_MAX) {
    return refuse('warning-invalid', `More than ${INFOS_MAX} parts.`, 'info');
  }
  const infos: WarningInfo[] = [];
  let withoutOffset = false;
  for (const info of raw.infos) {
    const times: Record<string, Instant | null> = {};
    for (const field of ['effective', 'onset', 'expires'] as const) {
      const text = info[field].trim();
      const moment = text === '' ? null : readMoment(text, raw.origin !== 'cap');
      if (moment !== null && 'fault' in moment) {
        return refuse('warning-invalid', `The moment of \`${field}\` ${moment.fault}.`, field);
      }
      withoutOffset ||= moment?.withoutOffset ?? false;
      times[field] = moment?.at ?? null;
    }
    const startsAt = times['onset'] ?? times['effective'] ?? null;
    infos.push({ ...wordsOf(info), startsAt, expiresAt: times['expires'] ?? null });
  }
  const says = 'Its moments do not say their offset; they are taken as UTC.';
  return ok({ infos, remarks: withoutOffset ? [{ code: 'no-offset', says }] : [] });
}

function wordsOf(info: RawInfo): Omit<WarningInfo, 'startsAt' | 'expiresAt'> {
  const words = (text: string): string | null => cleanText(text, TEXT_LENGTH_MAX) || null;
  return {
    // CAP 1.2 §3.2.2: without a language it is American English.
    language: cleanText(info.language, NAME_LENGTH_MAX) || 'en-US',
    event: cleanText(info.event, NAME_LENGTH_MAX) || 'Warning',
    ...{ urgency: words(info.urgency), severity: words(info.severity) },
    ...{ certainty: words(info.certainty), senderName: words(info.senderName) },
    ...{ headline: words(info.headline), description: words(info.description) },
    ...{ instruction: words(info.instruction), contact: words(info.contact), web: words(info.web) },
  };
}

/** From the first part's beginning to the last one's end. */
function timesOf(
  infos: readonly WarningInfo[],
  sentAt: Instant,
): { readonly startsAt: Instant; readonly expiresAt: Instant | null } {
  const starts = infos.map(({ startsAt }) => startsAt ?? sentAt);
  const ends = infos.map(({ expiresAt }) => expiresAt);
  const isOpenEnded = ends.length === 0 || ends.includes(null);
  const expiresAt = isOpenEnded ? null : Math.max(...ends.map((at) => at ?? 0));
  return { startsAt: starts.length === 0 ? sentAt : Math.min(...starts), expiresAt };
}

function oddities(
  raw: RawWarning,
  { expiresAt }: { readonly expiresAt: Instant | null },
  sentAt: Instant,
): readonly WarningRemark[] {
  const odd: WarningRemark[] = [];
  const remark = (code: string, says: string): number => odd.push({ code, says });
  if (raw.infos.length === 0) remark('no-info', 'It does not say what it warns of.');
  else if (expiresAt === null) remark('no-expiry', 'It does not say when it ends.');
  else if (expiresAt <= sentAt) remark('expired-when-sent', 'It ended before it was sent.');
  if (raw.messageType === 'Alert' && raw.references.some((text) => text.trim() !== '')) {
    remark('alert-with-references', 'It refers to earlier messages and still calls itself new.');
  }
  if (raw.scope === 'Restricted') {
    remark('restricted', 'Its words are for those its restriction names; pass none of them on.');
  }
  return odd;
}

function eachKeyOnce(keys: readonly WarningKey[]): readonly WarningKey[] {
  return [...new Map(keys.map((key) => [warningKeyText(key), key])).values()];
}

function eachOnce(geocodes: readonly Geocode[]): readonly Geocode[] {
  const named = geocodes
    .map(({ name, value }) => ({
      name: cleanText(name, NAME_LENGTH_MAX),
      value: cleanText(value, NAME_LENGTH_MAX),
    }))
    .filter(({ name, value }) => name !== '' && value !== '');
  return [...new Map(named.map((code) => [geocodeKey(code), code])).values()];
}
