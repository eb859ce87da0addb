import type { ControlMapping, MappedField } from '#core/control-mapping';
import type { Result } from '#core/problem';
import type { Instant } from '#core/units';
import type { ControlFormat, ForeignMessage } from '#flow/ports/control-format';

/** Foreign formats as the organisations describe them. */
export interface ControlMappingStore {
  /** All of an organisation, by name. */
  controlMappings(organisationId: string): Promise<readonly ControlMapping[]>;
  controlMapping(organisationId: string, name: string): Promise<ControlMapping | null>;
  putControlMapping(mapping: ControlMapping): Promise<void>;
  /** Whether there was one. */
  removeControlMapping(organisationId: string, name: string): Promise<boolean>;
}

/** A message as a mapping reads it, and which of the fields it names were not there. */
export interface TriedMessage extends ForeignMessage {
  readonly missing: readonly MappedField[];
}

/** One mapping at work; `write` throws where the mapping has no outgoing part. */
export interface MappedFormat extends ControlFormat {
  /** As `read`, with what was not found. */
  attempt(document: Uint8Array, now: Instant): Result<readonly TriedMessage[]>;
}

/** Makes a format of a mapping. */
export interface MappedFormats {
  of(mapping: ControlMapping): MappedFormat;
}
