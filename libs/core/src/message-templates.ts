import type { DeliveryChannel, Language } from '#core/delivery';
import { GERMAN_WORDS } from '#core/message-templates-de';
import { ENGLISH_WORDS } from '#core/message-templates-en';
import { FRENCH_WORDS } from '#core/message-templates-fr';
import type { Problem } from '#core/problem';
import { smsSize } from '#core/sms-segments';

/** What is said about somebody's phones, addresses and credentials, and not about an alert. */
export const PHONE_TEMPLATE_KINDS = [
  'code',
  'registered-already',
  'invited',
  'phones-changed',
  'push-proof',
  'credential-ending',
] as const;
export type PhoneTemplateKind = (typeof PHONE_TEMPLATE_KINDS)[number];

/** What is said to a responder: the question, its end, and what goes with them. */
export const TEMPLATE_KINDS = [
  'alert',
  'callout',
  'drill',
  'stood-down',
  'changed',
  'which-one',
  'drill-missed',
  ...PHONE_TEMPLATE_KINDS,
] as const;
export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

/** Placeholders that a text may have; `{codes}` names the codes of several alerts. */
export const PLACEHOLDERS = ['code', 'codes', 'link'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** Which text is meant: of a kind of message, by a channel, in a language. */
export interface TemplateKey {
  readonly kind: TemplateKind;
  readonly channel: DeliveryChannel;
  readonly language: Language;
}

/** A text with its title, both with placeholders or both filled in. */
export interface TemplateText {
  readonly title: string;
  readonly body: string;
}

/** Words of one kind: in the app and its pushes, as an SMS, as spoken in a call, as a letter. */
export interface KindWords {
  readonly app: TemplateText;
  readonly sms: string;
  readonly voice: string;
  readonly email: TemplateText;
}

/** All that Closeby says in one language. */
export interface LanguageWords {
  readonly kinds: Readonly<Record<TemplateKind, KindWords>>;
  /** How a call is answered, said after a question. */
  readonly keys: string;
  /** Between the two times that a call says its text. */
  readonly again: string;
  /** Before what is no real incident. */
  readonly exercise: string;
}

/** What is filled in. */
export interface TemplateFill {
  readonly code: string;
  readonly codes: readonly string[];
  /** Where the alert can be opened without the app; null where there is no such place. */
  readonly link: string | null;
  /** Not a real incident: the text begins by saying so. */
  readonly isExercise: boolean;
}

/** A text costs and may arrive in pieces: an organisation's own words fit into so many. */
export const SMS_SEGMENTS_MAX = 2;
/** What a phone shows without being opened, and far below the 4 KB of a push. */
export const APP_CHARACTERS_MAX = 240;
/** About half a minute of speech; it is said twice. */
export const VOICE_CHARACTERS_MAX = 400;

const EXAMPLE: TemplateFill = {
  code: '471',
  codes: ['471', '806'],
  link: 'https://closeby.example/471',
  isExercise: false,
};

const WORDS: Readonly<Record<Language, LanguageWords>> = {
  en: ENGLISH_WORDS,
  fr: FRENCH_WORDS,
  de: GERMAN_WORDS,
};

/** Kinds that are answered with yes or no. */
const QUESTIONS: ReadonlySet<TemplateKind> = new Set(['alert', 'callout', 'drill']);
const WITHOUT_CODE: ReadonlySet<TemplateKind> = new Set([
  ...(['drill-missed', 'registered-already', 'phones-changed', 'push-proof'] as const),
  'credential-ending',
]);
/** Kinds that are worth nothing without their code. */
const CODES: ReadonlySet<TemplateKind> = new Set(['code', 'invited']);

/** Closeby's own words, with placeholders. */
export function closebyWords(key: TemplateKey): TemplateText {
  const words = WORDS[key.language].kinds[key.kind];
  switch (key.channel) {
    case 'sms':
    case 'voice':
      return { title: words.app.title, body: words[key.channel] };
    case 'email':
      return words.email;
    case 'live':
    case 'push':
    case 'web-push':
      return words.app;
  }
}

/**
 * The text as it is sent. Where there is no link its placeholder goes without a trace. A call
 * speaks numbers digit by digit, says after a question which key means what, and says it all twice.
 */
export function fillTemplate(
  template: TemplateText,
  use: TemplateKey,
  fill: TemplateFill,
): TemplateText {
  const words = WORDS[use.language];
  const before = fill.isExercise ? `${words.exercise} ` : '';
  const title = before + filled(template.title, fill);
  const body = before + filled(template.body, fill);
  if (use.channel !== 'voice') return { title, body };
  const spoken = spelled(QUESTIONS.has(use.kind) ? `${body} ${words.keys}` : body);
  return { title, body: `${spoken} ${words.again} ${spoken}` };
}

/**
 * What is wrong with an organisation's own words; null when they can be used. Placeholders that
 * mean nothing for the kind, a question by SMS without its code, and what is too long are refused.
 *
 * @returns problem `template-invalid`
 */
export function templateFault(
  kind: TemplateKind,
  channel: DeliveryChannel,
  body: string,
): Problem | null {
  const known = placeholdersOf(kind);
  const used = [...body.matchAll(/\{([^{}]*)\}/gu)].map((match) => match[1] ?? '');
  const unknown = used.find((name) => !known.some((placeholder) => placeholder === name));
  if (unknown !== undefined) {
    const allowed = known.map((name) => `{${name}}`).join(' and ');
    return fault(`{${unknown}} means nothing here; what is filled in is ${allowed}.`);
  }
  const missing = compulsoryOf(kind, channel);
  if (missing !== null && !used.includes(missing)) {
    return fault(`The text must have {${missing}}, or nobody could answer it.`);
  }
  return lengthFault(channel, filled(body, EXAMPLE));
}

/** What may be filled into the words of a kind. */
export function placeholdersOf(kind: TemplateKind): readonly Placeholder[] {
  if (kind === 'which-one') return ['codes'];
  if (WITHOUT_CODE.has(kind)) return ['link'];
  return ['code', 'link'];
}

/** An example of what is filled in, for previews and length checks. */
export function exampleFill(): TemplateFill {
  return EXAMPLE;
}

function compulsoryOf(kind: TemplateKind, channel: DeliveryChannel): Placeholder | null {
  if (CODES.has(kind) && (channel === 'sms' || channel === 'email')) return 'code';
  if (channel !== 'sms') return null;
  if (kind === 'which-one') return 'codes';
  return QUESTIONS.has(kind) ? 'code' : null;
}

function lengthFault(channel: DeliveryChannel, body: string): Problem | null {
  const { alphabet, characters, segments } = smsSize(body);
  switch (channel) {
    case 'sms':
      return segments <= SMS_SEGMENTS_MAX
        ? null
        : fault(
            `The text takes ${segments} messages in ${alphabet}; at most ${SMS_SEGMENTS_MAX} ` +
              'are allowed. Characters outside GSM-7 halve the room.',
          );
    case 'voice':
      return tooLong(characters, VOICE_CHARACTERS_MAX);
    case 'live':
    case 'push':
    case 'web-push':
      return tooLong(characters, APP_CHARACTERS_MAX);
    case 'email':
      return null;
  }
}

function tooLong(characters: number, max: number): Problem | null {
  if (characters <= max) return null;
  return fault(`The text has ${characters} characters; this channel takes at most ${max}.`);
}

function fault(detail: string): Problem {
  return { code: 'template-invalid', detail, field: 'body' };
}

/** In one pass, so that what is filled in is never taken for a placeholder. */
function filled(text: string, fill: TemplateFill): string {
  const { code, codes, link } = fill;
  const told = link === null ? text.replace(/\s*\{link\}/gu, '') : text;
  const values = { code, codes: codes.join(', '), link: link ?? '' };
  return told.replace(/\{(code|codes|link)\}/gu, (_, name: Placeholder) => values[name]);
}

/** Digits one by one: nobody finds their alert by "four hundred and seventy-one". */
function spelled(text: string): string {
  return text.replace(/\d{2,}/gu, (digits) => Array.from(digits).join(' '));
}
