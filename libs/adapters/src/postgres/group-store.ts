import type { Pool } from 'pg';
import { heldPeople, type Group, type GroupAsk } from '#core/group';
import type { CountedGroup, GroupStore, NamedMember } from '#flow/ports';
import { SEALED_COLUMNS, type PersonKeys, type SealedPerson } from './person-keys';
import { acrossOrganisations, inOrganisation, type Tx } from './transaction';

const SELECT_GROUP = `SELECT g.id, g.organisation_id AS "organisationId",
  g.group_ref AS "groupRef", g.name, g.kind, g.status, g.equipment, g.asked_by AS "askedBy",
  g.note, g.created_at AS "createdAt", g.updated_at AS "updatedAt",
  (SELECT count(*) FROM group_member m WHERE m.organisation_id = g.organisation_id
    AND m.group_id = g.id) AS "memberCount"
FROM responder_group g`;

const PUT_GROUP = `INSERT INTO responder_group (organisation_id, id, group_ref, name, kind, status,
  equipment, asked_by, note, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (organisation_id, group_ref) DO UPDATE SET name = excluded.name, kind = excluded.kind,
  status = excluded.status, equipment = excluded.equipment, note = excluded.note,
  updated_at = excluded.updated_at`;

const ASK_COLUMNS = `organisation_id AS "organisationId", id, callout_id AS "calloutId",
  group_id AS "groupId", need_key AS "needKey", people_count AS "peopleCount", pieces,
  answer_by AS "answerBy", status, filled_count AS "filledCount",
  filled_pieces AS "filledPieces", asked_at AS "askedAt", ended_at AS "endedAt"`;
const SELECT_ASK = `SELECT ${ASK_COLUMNS} FROM group_ask`;

const INSERT_ASK = `INSERT INTO group_ask (organisation_id, id, callout_id, group_id, need_key,
  people_count, pieces, answer_by, status, filled_count, filled_pieces, asked_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'asked', 0, '{}', $9)`;

/** Pieces of both together, by kind. $4 is what is added. */
const ADD_FILLED = `UPDATE group_ask SET filled_count = filled_count + $3,
  filled_pieces = filled_pieces || coalesce((SELECT jsonb_object_agg(p.key,
    p.value::int + coalesce((filled_pieces ->> p.key)::int, 0))
    FROM jsonb_each_text($4::jsonb) p), '{}')
WHERE organisation_id = $1 AND id = $2 AND status = 'asked' RETURNING ${ASK_COLUMNS}`;

const END_ASK = `UPDATE group_ask SET status = $3, ended_at = $4
WHERE organisation_id = $1 AND id = $2 AND status = 'asked' RETURNING ${ASK_COLUMNS}`;

const EXPIRE = `UPDATE group_ask SET status = 'expired', ended_at = $1
WHERE (organisation_id, id) IN (SELECT organisation_id, id FROM group_ask
  WHERE status = 'asked' AND answer_by <= $1 ORDER BY answer_by LIMIT $2 FOR UPDATE SKIP LOCKED)
RETURNING ${ASK_COLUMNS}`;

const MEMBERS = `SELECT m.group_id AS "groupId", m.responder_id AS "responderId",
  m.is_coordinator AS "isCoordinator", m.since, r.external_ref AS "externalRef", r.id,
  ${SEALED_COLUMNS}
FROM group_member m JOIN responder r ON r.id = m.responder_id
WHERE m.organisation_id = $1 AND m.group_id = $2`;

type MemberRow = Omit<NamedMember, 'displayName'> & SealedPerson;

/** Groups in PostgreSQL. */
export class PostgresGroupStore implements GroupStore {
  constructor(
    private readonly ports: {
      readonly pool: Pool;
      readonly queuePool: Pool;
      readonly keys: PersonKeys;
    },
  ) {}

  groups: GroupStore['groups'] = (organisationId) =>
    this.in(organisationId, (tx) => {
      const text = `${SELECT_GROUP} WHERE g.organisation_id = $1 ORDER BY g.name, g.id`;
      return tx.rows<CountedGroup>({ text, values: [organisationId] });
    });

  groupByRef: GroupStore['groupByRef'] = (organisationId, groupRef) =>
    this.in(organisationId, async (tx) => {
      const text = `${SELECT_GROUP} WHERE g.organisation_id = $1 AND g.group_ref = $2`;
      const [group] = await tx.rows<CountedGroup>({ text, values: [organisationId, groupRef] });
      return group ?? null;
    });

  group: GroupStore['group'] = (organisationId, groupId) =>
    this.in(organisationId, async (tx) => {
      const text = `${SELECT_GROUP} WHERE g.organisation_id = $1 AND g.id = $2`;
      const [group] = await tx.rows<CountedGroup>({ text, values: [organisationId, groupId] });
      return group ?? null;
    });

  putGroup: GroupStore['putGroup'] = (group) =>
    this.in(group.organisationId, async (tx) => {
      await tx.rows({ text: PUT_GROUP, values: groupValues(group) });
    });

  moveGroup: GroupStore['moveGroup'] = ({ organisationId, groupId, from, to, now }) =>
    this.in(organisationId, async (tx) => {
      const text = `UPDATE responder_group SET status = $4, updated_at = $5
        WHERE organisation_id = $1 AND id = $2 AND status = ANY ($3) RETURNING id`;
      const values = [organisationId, groupId, from, to, new Date(now)];
      return (await tx.rows({ text, values })).length > 0;
    });

  askedBy: GroupStore['askedBy'] = (organisationId, responderId) =>
    this.in(organisationId, (tx) => {
      const text = `${SELECT_GROUP} WHERE g.organisation_id = $1 AND g.asked_by = $2
        AND g.status = 'asked-for' ORDER BY g.created_at, g.id`;
      return tx.rows<CountedGroup>({ text, values: [organisationId, responderId] });
    });

  members: GroupStore['members'] = (organisationId, groupId) =>
    this.in(organisationId, async (tx) => {
      const rows = await tx.rows<MemberRow>({ text: MEMBERS, values: [organisationId, groupId] });
      return rows.map((row) => this.named(row)).sort(byName);
    });

  putMember: GroupStore['putMember'] = (member) =>
    this.in(member.organisationId, async (tx) => {
      const { organisationId, groupId, responderId, isCoordinator, since, max } = member;
      const rows = await tx.rows({
        text: `INSERT INTO group_member (organisation_id, group_id, responder_id,
            is_coordinator, since) SELECT $1, $2, $3::uuid, $4, $5 WHERE $6 > (SELECT count(*)
              FROM group_member WHERE organisation_id = $1 AND group_id = $2
                AND responder_id <> $3::uuid)
          ON CONFLICT (organisation_id, group_id, responder_id)
            DO UPDATE SET is_coordinator = excluded.is_coordinator RETURNING group_id`,
        values: [organisationId, groupId, responderId, isCoordinator, new Date(since), max],
      });
      return rows.length > 0;
    });

  removeMember: GroupStore['removeMember'] = (organisationId, { groupId, responderId }) =>
    this.in(organisationId, async (tx) => {
      const text = `DELETE FROM group_member
        WHERE organisation_id = $1 AND group_id = $2 AND responder_id = $3`;
      await tx.rows({ text, values: [organisationId, groupId, responderId] });
    });

  groupsOf: GroupStore['groupsOf'] = (organisationId, responderId) =>
    this.in(organisationId, async (tx) => {
      const text = `${SELECT_GROUP.replace(
        'FROM responder_group g',
        `, o.is_coordinator AS
          "isCoordinator" FROM group_member o JOIN responder_group g
            ON g.organisation_id = o.organisation_id AND g.id = o.group_id`,
      )}
        WHERE o.organisation_id = $1 AND o.responder_id = $2 AND g.status = 'active'
        ORDER BY g.name, g.id`;
      const values = [organisationId, responderId];
      const rows = await tx.rows<CountedGroup & { isCoordinator: boolean }>({ text, values });
      return rows.map(({ isCoordinator, ...group }) => ({ group, isCoordinator }));
    });

  coordinators: GroupStore['coordinators'] = (organisationId, groupId) =>
    this.in(organisationId, async (tx) => {
      const text = `SELECT responder_id AS id FROM group_member WHERE organisation_id = $1
        AND group_id = $2 AND is_coordinator ORDER BY responder_id`;
      const rows = await tx.rows<{ id: string }>({ text, values: [organisationId, groupId] });
      return rows.map(({ id }) => id);
    });

  ask: GroupStore['ask'] = (ask, check) => {
    const { organisationId, calloutId, askedAt } = ask;
    const scope = { organisationId, lockOn: `group asks of ${calloutId}` };
    return inOrganisation(this.ports.pool, scope, async (tx) => {
      const checked = check(await heldIn(tx, { organisationId, calloutId, now: askedAt }));
      if (!checked.ok) return checked;
      await tx.rows({
        text: INSERT_ASK,
        values: [
          ...[organisationId, ask.id, calloutId, ask.groupId, ask.needKey, ask.peopleCount],
          ...[JSON.stringify(ask.pieces), new Date(ask.answerBy), new Date(askedAt)],
        ],
      });
      return { ok: true, value: ask };
    });
  };

  groupAsk: GroupStore['groupAsk'] = (organisationId, askId) =>
    this.in(organisationId, async (tx) => {
      const text = `${SELECT_ASK} WHERE organisation_id = $1 AND id = $2`;
      const [ask] = await tx.rows<GroupAsk>({ text, values: [organisationId, askId] });
      return ask ?? null;
    });

  asksOf: GroupStore['asksOf'] = (organisationId, calloutId) =>
    this.in(organisationId, (tx) => {
      const text = `${SELECT_ASK} WHERE organisation_id = $1 AND callout_id = $2
        ORDER BY asked_at, id`;
      return tx.rows<GroupAsk>({ text, values: [organisationId, calloutId] });
    });

  openAsks: GroupStore['openAsks'] = (organisationId, groupId) =>
    this.in(organisationId, (tx) => {
      const text = `${SELECT_ASK} WHERE organisation_id = $1 AND group_id = $2
        AND status = 'asked' ORDER BY asked_at, id`;
      return tx.rows<GroupAsk>({ text, values: [organisationId, groupId] });
    });

  addFilled: GroupStore['addFilled'] = ({ organisationId, askId }, { peopleCount, pieces }) =>
    this.in(organisationId, async (tx) => {
      const values = [organisationId, askId, peopleCount, JSON.stringify(pieces)];
      const [ask] = await tx.rows<GroupAsk>({ text: ADD_FILLED, values });
      return ask ?? null;
    });

  endAsk: GroupStore['endAsk'] = ({ organisationId, askId, to, now }) =>
    this.in(organisationId, async (tx) => {
      const values = [organisationId, askId, to, new Date(now)];
      const [ask] = await tx.rows<GroupAsk>({ text: END_ASK, values });
      return ask ?? null;
    });

  expireAsks: GroupStore['expireAsks'] = (now, max) =>
    acrossOrganisations(this.ports.queuePool, (tx) =>
      tx.rows<GroupAsk>({ text: EXPIRE, values: [new Date(now), max] }),
    );

  heldFor: GroupStore['heldFor'] = (organisationId, calloutId, now) =>
    this.in(organisationId, (tx) => heldIn(tx, { organisationId, calloutId, now }));

  private in<T>(organisationId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    return inOrganisation(this.ports.pool, organisationId, work);
  }

  private named({ groupId, responderId, isCoordinator, since, ...row }: MemberRow): NamedMember {
    const { externalRef, ...person } = row;
    const { displayName } = this.ports.keys.open(person);
    return { groupId, responderId, isCoordinator, since, displayName, externalRef };
  }
}

async function heldIn(
  tx: Tx,
  of: { readonly organisationId: string; readonly calloutId: string; readonly now: number },
): Promise<Readonly<Record<string, number>>> {
  const text = `${SELECT_ASK} WHERE organisation_id = $1 AND callout_id = $2
    AND status = 'asked'`;
  const asks = await tx.rows<GroupAsk>({ text, values: [of.organisationId, of.calloutId] });
  const held: Record<string, number> = {};
  for (const ask of asks) {
    held[ask.needKey] = (held[ask.needKey] ?? 0) + heldPeople(ask, of.now);
  }
  return held;
}

function groupValues(group: Group): readonly unknown[] {
  return [
    ...[group.organisationId, group.id, group.groupRef, group.name, group.kind, group.status],
    ...[JSON.stringify(group.equipment), group.askedBy, group.note],
    ...[new Date(group.createdAt), new Date(group.updatedAt)],
  ];
}

function byName(a: NamedMember, b: NamedMember): number {
  return a.displayName.localeCompare(b.displayName) || (a.responderId < b.responderId ? -1 : 1);
}
