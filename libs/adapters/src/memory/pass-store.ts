import type { Pass, PassStore } from '#flow/ports';
import { settle, type MemoryTables } from './tables';

/** Passes in memory. */
export class MemoryPassStore implements PassStore {
  constructor(private readonly tables: MemoryTables) {}

  addPass: PassStore['addPass'] = (pass, code) =>
    settle(() => {
      this.tables.passes.set(pass.id, { pass, code });
    });

  passes: PassStore['passes'] = (organisationId, calloutId) =>
    settle(() =>
      [...this.tables.passes.values()]
        .map(({ pass }) => pass)
        .filter((pass) => pass.organisationId === organisationId && pass.calloutId === calloutId)
        .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1)),
    );

  revokePass: PassStore['revokePass'] = ({ organisationId, calloutId, passId, now }) =>
    settle(() => {
      const row = this.tables.passes.get(passId);
      const isTheirs = row?.pass.organisationId === organisationId;
      if (!isTheirs || row.pass.calloutId !== calloutId) return null;
      const pass: Pass = { ...row.pass, revokedAt: row.pass.revokedAt ?? now };
      this.tables.passes.set(passId, { ...row, pass });
      return pass;
    });

  passByCode: PassStore['passByCode'] = (code) =>
    settle(() => [...this.tables.passes.values()].find((row) => row.code === code)?.pass ?? null);
}
