import { AED_ACCESS } from '#core/aed';
import { tableOf, type EvidenceTable } from '#core/evidence-table';
import type { EvidenceNetwork } from '#flow/ports';

const NOBODY: readonly string[] = [];
const HEAD = { rows: null } as const;

/** Who and what could be sent when the pack was made; there are no rows behind these numbers. */
export function networkTables(network: EvidenceNetwork): readonly EvidenceTable[] {
  const { people, onDuty, trained, credentials, aeds } = network;
  const statuses = [...new Set(aeds.map(({ status }) => status))].sort();
  const split = (name: string, title: string, some: number): EvidenceTable =>
    tableOf(
      { ...HEAD, name, title, counts: 'people' },
      [
        ['yes', 'yes'],
        ['no', 'no'],
      ],
      [
        { id: NOBODY, bar: 'yes', count: some },
        { id: NOBODY, bar: 'no', count: people - some },
      ],
    );
  return [
    split('on-duty', 'Responders on duty when this was made', onDuty),
    split('trained', 'Responders with a credential that is verified and valid', trained),
    ...credentials.map(({ kind, people: some }) =>
      split(`credential-${kind}`, `Responders with the credential ${kind}`, some),
    ),
    tableOf(
      { ...HEAD, name: 'aeds', title: 'AEDs in the registry', counts: 'AEDs', columns: AED_ACCESS },
      statuses.map((status) => [status, status.replaceAll('-', ' ')] as const),
      aeds.map(({ status, access, aeds: count }) => {
        return { id: NOBODY, bar: status, column: AED_ACCESS.indexOf(access), count };
      }),
    ),
  ];
}
