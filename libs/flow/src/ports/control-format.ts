import type { ControlFormatName, KeptField } from '#core/control-format';
import type { Result } from '#core/problem';
import type { Instant } from '#core/units';
import type { ControlStep } from '#contracts/control-step';
import type { IncidentView } from '#contracts/incident-api';

export interface ForeignMessage {
  /** The document's own id of this message; null where it has none. */
  readonly documentId: string | null;
  /** What it asks for, in our own words. */
  readonly step: ControlStep;
  /** Everything in it that we have no place for. */
  readonly kept: readonly KeptField[];
}

/** How an incident stands, for a control system that reads its own format. */
export interface OutgoingStatus {
  readonly documentId: string;
  readonly writtenAt: Instant;
  /** Who says so: the organisation's id and name. */
  readonly sender: { readonly id: string; readonly name: string };
  readonly incident: IncidentView;
}

export interface WrittenDocument {
  readonly mediaType: string;
  readonly body: string;
}

/** One foreign format; whatever it is given to read is taken to be hostile. */
export interface ControlFormat {
  readonly format: ControlFormatName;
  /**
   * The messages of one document, in order: each passes the schema of our own message.
   *
   * @param now stands in for a moment of sending that the document lacks, and for no other
   * @returns `invalid-field` with the path of the fault; then nothing of the document is used
   */
  read(document: Uint8Array, now: Instant): Promise<Result<readonly ForeignMessage[]>>;
  /** The incident with its responders' statuses; what is read back names the same incident. */
  write(status: OutgoingStatus): WrittenDocument;
}
