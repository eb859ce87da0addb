import type { ControlFormat, WarningSource } from '#flow/ports';
import { Part, withFaults } from './document-parts';
import { readEido } from './eido-read';
import { writeEido } from './eido-write';

/**
 * EIDO 1.0 of NENA in JSON (NENA-STA-021.1): one incident a document, its place as PIDF-LO by value
 * or by reference.
 */
export class EidoFormat implements ControlFormat {
  readonly format = 'eido';

  /** @param source where locations by reference are fetched from: the open internet alone */
  constructor(private readonly source: Pick<WarningSource, 'fetch'>) {}

  read: ControlFormat['read'] = (document) =>
    withFaults(async () => [await readEido(Part.rootOf(document), this.source)]);

  write: ControlFormat['write'] = writeEido;
}
