/** Formats in which control systems speak, beside our own: how each names what we call the same. */
export const CONTROL_FORMATS = ['eido', 'emsi', 'ucri', 'mapped'] as const;
export type ControlFormatName = (typeof CONTROL_FORMATS)[number];

/** A field of a foreign message that means nothing to us: it is kept as it came, and shown. */
export interface KeptField {
  /** Where it stood, as a path from the root of the document. */
  readonly path: string;
  /** As text; what is no text there is JSON here. */
  readonly value: string;
}
