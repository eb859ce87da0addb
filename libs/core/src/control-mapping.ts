import type { Instant } from '#core/units';

/** Fields of our own messages that a mapping can fill; each has one source. */
export const MAPPED_FIELDS = [
  'documentId',
  'op',
  'controlRef',
  'version',
  'sentAt',
  'kind',
  'priority',
  'mode',
  'lat',
  'lon',
  'point',
  'grid',
  'placeAccuracyM',
  'address',
  'notesForResponders',
  'calledAt',
  'ambulanceEtaAt',
  'determinantCode',
  'hazards',
  'patientAgeYears',
  'setting',
  'reason',
] as const;
export type MappedField = (typeof MAPPED_FIELDS)[number];

/** What a foreign message wants done. */
export const MAPPED_OPS = ['raise', 'update', 'close', 'cancel'] as const;
export type MappedOp = (typeof MAPPED_OPS)[number];

/** A code that means nothing to us: it is kept and shown like a field that nothing reads. */
export const KEPT_CODE = 'keep';
/** What becomes of codes that no table names, unless the mapping says otherwise. */
export const REFUSED_CODE = 'refuse';

/** Letters of a format of moments; everything else in it stands for itself. */
export const MOMENT_LETTERS = ['YYYY', 'MM', 'DD', 'hh', 'mm', 'ss', 'SSS'] as const;
/** Formats of moments that are not written in letters. */
export const NAMED_MOMENTS = ['iso', 'epoch-s', 'epoch-ms'] as const;

/** Where one field of ours is found in a foreign message, and how it is read. */
export interface FieldSource {
  /**
   * The first that is there counts; of texts all that are there, joined, and of hazards all.
   * Beginning at the message, or with `/` at the root of the document.
   */
  readonly paths: readonly string[];
  /** Taken where no path leads to anything. */
  readonly value: string | null;
  /** Their code → our word, or `keep`; null: what stands there is taken as it is. */
  readonly codes: Readonly<Record<string, string>> | null;
  /** What a code means that the table does not name: one of our words, `keep` or `refuse`. */
  readonly otherwise: string;
  /** Whether a message without it is refused. */
  readonly required: boolean;
  /** Of a moment: `iso`, `epoch-s`, `epoch-ms`, or letters such as `DD/MM/YYYY hh:mm:ss`. */
  readonly format: string;
  /** Of a moment without offset: the time zone of its clock; null: then it is refused. */
  readonly timeZone: string | null;
  /** Numbers are multiplied by it: 1000 for kilometres where we take metres. */
  readonly factor: number;
  /** Of a point in one text: which coordinate comes first. */
  readonly order: 'lat-lon' | 'lon-lat';
  /** What stands between texts of several paths. */
  readonly join: string;
}

/** JSON as it is parsed. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Words of ours that a written document may say in theirs. */
export const OUTGOING_CODES = [
  'status',
  'progress',
  'kind',
  'priority',
  'mode',
  'responderStatus',
] as const;
export type OutgoingCode = (typeof OUTGOING_CODES)[number];

/** How the state of an incident is written for them. */
export interface OutgoingMapping {
  readonly mediaType: string;
  /** The document with `{{names}}` in it where values go; in XML `@key` is an attribute. */
  readonly skeleton: Json;
  /** Our word → theirs; what is not named is written in ours. */
  readonly codes: Readonly<Partial<Record<OutgoingCode, Readonly<Record<string, string>>>>>;
}

/** A foreign format as data: what it is made of, where our fields are, how it is answered. */
export interface ControlMapping {
  readonly organisationId: string;
  readonly name: string;
  readonly title: string;
  readonly form: 'json' | 'xml';
  /** Path to each message of a document; null: the document is one message. */
  readonly messages: string | null;
  readonly fields: Readonly<Partial<Record<MappedField, FieldSource>>>;
  readonly outgoing: OutgoingMapping | null;
  readonly changedAt: Instant;
}
