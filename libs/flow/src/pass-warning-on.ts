import { ok, refuse, type Result } from '#core/problem';
import type { WarningForm } from '#core/warning';
import type { WarningStore, WarningWriter, WrittenDocument } from '#flow/ports';

/** Warnings go out as they came in, to those who read the same formats. */
export class PassWarningOn {
  constructor(
    private readonly ports: {
      readonly warnings: Pick<WarningStore, 'warning'>;
      readonly warningWriter: WarningWriter;
    },
  ) {}

  /**
   * One warning as a document; another organisation's is not found.
   *
   * @returns refusals `not-found`, `illegal-step` for one that is private to whom it is addressed
   */
  async as(
    organisationId: string,
    warningId: string,
    form: WarningForm,
  ): Promise<Result<WrittenDocument>> {
    const warning = await this.ports.warnings.warning(organisationId, warningId);
    if (warning === null) return refuse('not-found', 'There is no such warning.');
    if (warning.scope === 'Private') {
      return refuse('illegal-step', 'It is private to whom it is addressed, and not passed on.');
    }
    return ok(this.ports.warningWriter.write(warning, form));
  }
}
