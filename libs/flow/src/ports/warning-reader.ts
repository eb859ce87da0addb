import type { Result } from '#core/problem';
import type { WarningContent, WarningForm } from '#core/warning';
import type { WarningFeedFormat } from '#core/warning-feed';
import type { WrittenDocument } from '#flow/ports/control-format';

/** One message of a document: a warning, or why it is none. */
export interface ReadMessage {
  readonly identifier: string;
  readonly read: Result<WarningContent>;
}

/** One entry of a feed. */
export interface FeedEntryRead {
  /** Its name in the feed with the moment of its last change; the same again is not looked at. */
  readonly entry: string;
  readonly leadsTo:
    | { readonly kind: 'messages'; readonly messages: readonly ReadMessage[] }
    | { readonly kind: 'link'; readonly url: string }
    | { readonly kind: 'nothing'; readonly says: string };
}

/** Reads warnings of every format; whatever it is given is taken to be hostile. */
export interface WarningReader {
  /**
   * The warnings of one document: CAP, an EDXL-DE envelope, GeoJSON alerts or flood warnings.
   *
   * @returns `warning-invalid` where the document as a whole cannot be read; else one or more
   *   messages, each read or refused
   */
  read(document: Uint8Array): Promise<Result<readonly ReadMessage[]>>;
  /** The entries of a feed; none is no fault. */
  readFeed(
    document: Uint8Array,
    format: WarningFeedFormat,
  ): Promise<Result<readonly FeedEntryRead[]>>;
}

/** Writes a warning so that others can read it: what is read back has the same key. */
export interface WarningWriter {
  write(warning: WarningContent, form: WarningForm): WrittenDocument;
}

/** What came of asking for a document. */
export type Fetched =
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'failed'; readonly says: string }
  | {
      readonly outcome: 'document';
      readonly document: Uint8Array;
      readonly etag: string | null;
      readonly lastModified: string | null;
    };

/** Fetches documents from addresses that people of an organisation have written down. */
export interface WarningSource {
  /**
   * Asks for a document, unless it is the same as before; never rejects. Only addresses of the
   * open internet are asked, no redirect is followed, and size and time are bounded.
   */
  fetch(asked: {
    readonly url: string;
    readonly etag: string | null;
    readonly lastModified: string | null;
  }): Promise<Fetched>;
}
