import { createHash } from 'node:crypto';
import type { Result } from '#core/problem';
import type { Instant } from '#core/units';
import type { ControlFormat, ForeignMessage, OutgoingStatus, WrittenDocument } from '#flow/ports';
import { openEnvelope } from './edxl-de';
import { readEmsi, SPREAD_MAX_MS } from './emsi-read';
import { writeEmsi } from './emsi-write';
import { withFaults } from './document-parts';
import { Field } from './foreign-field';
import { readDocument } from './foreign-document';
import { withKept } from './foreign-step';

/**
 * EMSI (CWA 15931-2, ISO/TR 22351) in EDXL-DE envelopes, as the French hub of health services uses
 * it: JSON or XML in, JSON out. Read from the hub's published models.
 */
export class EmsiFormat implements ControlFormat {
  readonly format = 'emsi';

  read(document: Uint8Array, now: Instant): Promise<Result<readonly ForeignMessage[]>> {
    return withFaults(() => {
      const root = Field.of(readDocument(document));
      const moment = { now, spreadMs: spreadOf(document) };
      const steps = openEnvelope(root, now).flatMap((one) => readEmsi(one, moment));
      return Promise.resolve(withKept(root, steps));
    });
  }

  write(status: OutgoingStatus): WrittenDocument {
    return { mediaType: 'application/json', body: JSON.stringify(writeEmsi(status)) };
  }
}

/** Fewer milliseconds than half a second; the same for the same document. */
function spreadOf(document: Uint8Array): number {
  return createHash('sha256').update(document).digest().readUInt16BE(0) % SPREAD_MAX_MS;
}
