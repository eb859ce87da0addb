import type { KeptFieldStore, KeptMessage } from '#flow/ports';
import { refKey, settle } from './tables';

/** What was not understood, in memory. */
export class MemoryKeptFieldStore implements KeptFieldStore {
  private readonly kept = new Map<string, KeptMessage>();

  keepFields: KeptFieldStore['keepFields'] = (message) =>
    settle(() => {
      const { organisationId, controlRef, format, op, order } = message;
      const key = `${refKey(organisationId, controlRef)} ${format} ${op} ${order}`;
      if (!this.kept.has(key)) this.kept.set(key, message);
    });

  keptFields: KeptFieldStore['keptFields'] = (organisationId, controlRef, max) =>
    settle(() =>
      [...this.kept.values()]
        .filter((one) => one.organisationId === organisationId && one.controlRef === controlRef)
        .sort((a, b) => b.receivedAt - a.receivedAt || b.order - a.order)
        .slice(0, max)
        .map(({ format, documentId, fields, receivedAt }) => ({
          ...{ organisationId, controlRef, format, documentId, fields, receivedAt },
        })),
    );
}
