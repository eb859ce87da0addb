import { verifyAudit } from '../support/audit-verify';
import { startCluster } from './support/cluster';
import { fault } from './support/fault';

const INCIDENTS = 10;
/** Past every rule of rows and tables, as somebody who owns the machine. */
const PAST_ALL_RULES = 'SET session_replication_role = replica';

/** Somebody with every right changes one line of the audit: the first bad one is named. */
fault('F54', async (run) => {
  const cluster = await startCluster({ apis: 1, workers: 1, phones: INCIDENTS * 5 });
  const { postgres } = cluster.services;
  try {
    await cluster.control.raise(INCIDENTS);
    await cluster.settle();
    const before = await verifyAudit(postgres.appUrl);
    run.figure('breaks_before', before.code === 0 ? 0 : 1, { max: 0 });
    const rows = await postgres.rows<{ seq: string }>(
      'SELECT seq FROM audit_entry WHERE organisation_id = $1 ORDER BY seq',
      [cluster.organisationId],
    );
    const { seq } = run.dice.pick(rows);
    run.figure('n', rows.length);
    await postgres.psql(`${PAST_ALL_RULES}; UPDATE audit_entry SET canonical = canonical || ' '
      WHERE organisation_id = '${cluster.organisationId}' AND seq = ${seq}`);
    const after = await verifyAudit(postgres.appUrl);
    run.figure('changed', seq);
    run.figure('first_bad', /first_bad=(\S+)/.exec(after.out)?.[1] ?? 'none');
    run.figure('detected', after.code === 0 ? 0 : 1, { min: 1 });
    const isNamed = new RegExp(`first_bad=\\S*\\b${seq}\\b`).test(after.out);
    run.figure('first_bad_wrong', isNamed ? 0 : 1, { max: 0 });
  } finally {
    await cluster.stop();
  }
});
