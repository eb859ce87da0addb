import type { Result } from '#core/problem';
import { ok, refuse } from '#core/problem';
import type { IncidentView } from '#contracts/incident-api';
import type { AskedFormat, ForeignFormats } from '#flow/foreign-formats';
import type { Organisations } from '#flow/organisations';
import type { Clock, Ids, WrittenDocument } from '#flow/ports';

/** How an incident stands, in the words of a control system that asks for it. */
export class WriteForeignStatus {
  constructor(
    private readonly ports: {
      readonly formats: ForeignFormats;
      readonly organisations: Pick<Organisations, 'of'>;
      readonly clock: Clock;
      readonly ids: Ids;
    },
  ) {}

  /**
   * @param incident as the caller may see it
   * @returns refusals `not-found`, `invalid-field` for a mapping that cannot write
   */
  async write(
    asked: Omit<AskedFormat, 'writes'>,
    incident: IncidentView,
  ): Promise<Result<WrittenDocument>> {
    const format = await this.ports.formats.find({ ...asked, writes: true });
    if (!format.ok) return format;
    const organisation = await this.ports.organisations.of(asked.organisationId);
    if (organisation === null) return refuse('not-found', 'There is no such organisation.');
    const { id, name } = organisation;
    return ok(
      format.value.write({
        documentId: this.ports.ids.id(),
        writtenAt: this.ports.clock.now(),
        sender: { id, name },
        incident,
      }),
    );
  }
}
