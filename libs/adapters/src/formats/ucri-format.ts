import type { Result } from '#core/problem';
import type { Instant } from '#core/units';
import type { ControlFormat, ForeignMessage, OutgoingStatus, WrittenDocument } from '#flow/ports';
import { withFaults } from './document-parts';
import { Field } from './foreign-field';
import { readDocument } from './foreign-document';
import { withKept } from './foreign-step';
import { readUcri } from './ucri-read';
import { writeUcri } from './ucri-write';

/**
 * UCRI 2, by which German control rooms speak: incident transfer 1.0 with and without patients,
 * and the draft 0.1 of call-outs to mobile devices. Read from the published lists of fields.
 */
export class UcriFormat implements ControlFormat {
  readonly format = 'ucri';

  read(document: Uint8Array, now: Instant): Promise<Result<readonly ForeignMessage[]>> {
    return withFaults(() => {
      const root = Field.of(readDocument(document));
      return Promise.resolve(withKept(root, readUcri(root, now)));
    });
  }

  write(status: OutgoingStatus): WrittenDocument {
    return { mediaType: 'application/json', body: JSON.stringify(writeUcri(status)) };
  }
}
