import type { ControlFormatName, KeptField } from '#core/control-format';
import type { Instant } from '#core/units';

/** What one message of a document said that was not understood. */
export interface KeptFields {
  readonly organisationId: string;
  readonly controlRef: string;
  readonly format: ControlFormatName;
  readonly documentId: string | null;
  readonly fields: readonly KeptField[];
  readonly receivedAt: Instant;
}

/** Which message it was: what asks for the same under the same order is the same message. */
export interface KeptMessage extends KeptFields {
  readonly op: 'raise' | 'update' | 'close' | 'cancel';
  readonly order: number;
}

/** Fields of foreign messages that mean nothing to us; sealed where they are kept. */
export interface KeptFieldStore {
  /** Once for each message, however often it comes: the first counts. */
  keepFields(kept: KeptMessage): Promise<void>;
  /** Of messages about one reference, the newest first. */
  keptFields(
    organisationId: string,
    controlRef: string,
    max: number,
  ): Promise<readonly KeptFields[]>;
}
