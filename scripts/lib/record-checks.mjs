/**
 * What must never be in a record, as statements that each answer with the rows that break it. The
 * restore asks them of what came back. The watchdog's own organisation is left out: what it leaves
 * is deleted as it goes.
 */
const SYNTHETIC = `'00000000-0000-4000-8000-00000000d09e'`;
const BOUND = `('accepted', 'en-route', 'on-scene', 'with-patient', 'cleared')`;

export const CHECKS = {
  /** More people hold a place of an incident than it has. */
  over_accept: `SELECT i.id FROM incident i WHERE i.accepted_count > i.wanted_count
    OR i.wanted_count < (SELECT count(*) FROM assignment a
      WHERE a.incident_id = i.id AND a.status IN ${BOUND})`,
  /** One AED is fetched by two people at once. */
  aed_twice: `SELECT a.aed_id FROM assignment a WHERE a.aed_id IS NOT NULL
    AND a.status IN ('accepted', 'en-route') GROUP BY a.incident_id, a.aed_id HAVING count(*) > 1`,
  /** Somebody is bound to two incidents. */
  bound_twice: `SELECT a.responder_id FROM assignment a
    WHERE a.status IN ('accepted', 'en-route', 'on-scene', 'with-patient')
    GROUP BY a.responder_id HAVING count(*) > 1`,
  /** An incident without a decision, or with alerts that nothing was to carry. */
  unaccounted: `SELECT i.id FROM incident i
    WHERE NOT EXISTS (SELECT FROM decision d WHERE d.incident_id = i.id)
    UNION SELECT a.incident_id FROM alert a WHERE a.incident_id IS NOT NULL
      AND a.status = 'sent' AND NOT EXISTS (SELECT FROM delivery d WHERE d.alert_id = a.id)`,
  /** A yes without a place, or a place without a yes. */
  lost_accepts: `SELECT s.id FROM assignment s JOIN alert a ON a.id = s.alert_id
    WHERE a.status = 'sent'`,
  /** Somebody's feed lacks a number. */
  feed_gaps: `SELECT r.id FROM responder r WHERE r.organisation_id <> ${SYNTHETIC}
    AND r.last_seq <> (SELECT count(*) FROM responder_feed f WHERE f.responder_id = r.id)`,
  /** A timeline lacks a fact. */
  fact_gaps: `SELECT i.id FROM incident i
    WHERE i.fact_count <> (SELECT count(*) FROM fact f WHERE f.incident_id = i.id)`,
  /** A row hangs below another organisation's. */
  cross_tenant: `SELECT d.id FROM delivery d JOIN alert a ON a.id = d.alert_id
    WHERE d.organisation_id <> a.organisation_id
    UNION ALL SELECT a.id FROM alert a JOIN responder r ON r.id = a.responder_id
      WHERE r.organisation_id <> a.organisation_id`,
  /** An entry of the audit that does not follow from the one before, or a head that is not last. */
  audit_breaks: `SELECT e.seq FROM (SELECT organisation_id, seq, hash, canonical,
      lag(hash, 1, decode(repeat('00', 32), 'hex')) OVER w AS before,
      lag(seq, 1, 0::bigint) OVER w AS seq_before
    FROM audit_entry WINDOW w AS (PARTITION BY organisation_id ORDER BY seq)) e
    WHERE e.seq <> e.seq_before + 1
      OR e.hash <> sha256(e.before || convert_to(e.canonical, 'UTF8'))
    UNION ALL SELECT h.seq FROM audit_head h WHERE h.seq > 0 AND NOT EXISTS (SELECT
      FROM audit_entry e WHERE e.organisation_id = h.organisation_id AND e.seq = h.seq
        AND e.hash = h.hash AND NOT EXISTS (SELECT FROM audit_entry later
          WHERE later.organisation_id = h.organisation_id AND later.seq > h.seq))`,
};
