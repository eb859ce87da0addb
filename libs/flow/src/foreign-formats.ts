import type { ControlFormatName } from '#core/control-format';
import { ok, refuse, type Result } from '#core/problem';
import type { ControlFormat, ControlMappingStore, MappedFormats } from '#flow/ports';

/** Which format is meant; of `mapped`, by which mapping. */
export interface AskedFormat {
  readonly organisationId: string;
  readonly format: ControlFormatName;
  readonly mapping: string | null;
  /** Whether something is to be written in it. */
  readonly writes: boolean;
}

/** Finds the format that a document is written in, or is to be written in. */
export class ForeignFormats {
  constructor(
    private readonly ports: {
      readonly controlFormats: readonly ControlFormat[];
      readonly controlMappings: ControlMappingStore;
      readonly mappedFormats: MappedFormats;
    },
  ) {}

  /** Refusals `not-found`, `invalid-field` where a mapping is missing or cannot do it. */
  async find(asked: AskedFormat): Promise<Result<ControlFormat>> {
    if (asked.format === 'mapped') return this.mapped(asked);
    if (asked.mapping !== null) {
      return refuse('invalid-field', 'Only the format `mapped` has mappings.', 'mapping');
    }
    const found = this.ports.controlFormats.find(({ format }) => format === asked.format);
    return found === undefined ? refuse('not-found', 'There is no such format here.') : ok(found);
  }

  private async mapped(asked: AskedFormat): Promise<Result<ControlFormat>> {
    if (asked.mapping === null) {
      return refuse('invalid-field', 'Name the mapping: ?mapping=NAME.', 'mapping');
    }
    const { organisationId, mapping: name } = asked;
    const mapping = await this.ports.controlMappings.controlMapping(organisationId, name);
    if (mapping === null) return refuse('not-found', 'There is no such mapping.', 'mapping');
    return asked.writes && mapping.outgoing === null
      ? refuse('invalid-field', 'This mapping does not say how to write.', 'mapping')
      : ok(this.ports.mappedFormats.of(mapping));
  }
}
