import { ok, refuse, type Result } from '#core/problem';
import type { SetAsideView } from '#contracts/quarantine-api';
import { toIso } from '#contracts/shapes';
import type { Clock, Page, PageRequest, QuarantineStore, SetAside } from '#flow/ports';

/** Where humans see what failed again and again, and have it tried once more. */
export class Quarantine {
  constructor(
    private readonly ports: { readonly quarantine: QuarantineStore; readonly clock: Clock },
  ) {}

  /** What an organisation has set aside, newest first. */
  async list(organisationId: string, page: PageRequest): Promise<Page<SetAsideView>> {
    const found = await this.ports.quarantine.setAside(organisationId, page);
    return { ...found, items: found.items.map(renderSetAside) };
  }

  /** Puts one back into the queue; refused with `not-found` where it is not there. */
  async putBack(organisationId: string, id: string): Promise<Result<SetAsideView>> {
    const now = this.ports.clock.now();
    const row = await this.ports.quarantine.putBack(organisationId, id, now);
    if (row === null) return refuse('not-found', 'Nothing of that id is set aside.');
    return ok(renderSetAside(row));
  }
}

function renderSetAside(row: SetAside): SetAsideView {
  const { id, about, aboutId, channel, failures, reason } = row;
  const what = channel === null ? 'review' : 'delivery';
  const setAsideAt = toIso(row.setAsideAt);
  return { id, what, about, aboutId, channel, failures, reason, setAsideAt };
}
