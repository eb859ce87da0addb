import { BIG_ACTIONS } from '#core/big-actions';
import { alertTables, unevenness } from '#core/evidence-alerts';
import { arrestTables, sideTables } from '#core/evidence-arrests';
import type { EvidenceIncident } from '#core/evidence-incident';
import { arrestRecord, type ArrestRecord } from '#core/evidence-record';
import { EVIDENCE_ROWS, type EvidenceTable } from '#core/evidence-table';
import { evidenceTimes, type EvidenceTime } from '#core/evidence-times';
import { INCIDENT_KINDS } from '#core/incident';
import type { Organisation } from '#core/organisation';
import { ok, refuse, type Result } from '#core/problem';
import { DAY_MS, type Instant } from '#core/units';
import type { EvidenceQuery } from '#contracts/evidence-api';
import { REPORT_DAYS_MAX } from '#contracts/service-api';
import { toInstant } from '#contracts/shapes';
import { networkTables } from '#flow/evidence-network';
import { localTime } from '#flow/local-time';
import { othersTurn } from '#flow/others-turn';
import type {
  Clock,
  EvidenceNetwork,
  EvidenceReads,
  Limits,
  PeopleStore,
  ResponsePlanStore,
} from '#flow/ports';
import type { ResponsePlan } from '#core/response-plan';

const { incidentsMax, limit } = BIG_ACTIONS['export-incidents'];
/** Incidents read by one statement; alerts of real incidents pass between two. */
export const EVIDENCE_PAGE = 200;

/** What a pack is asked for; see `EvidenceQuery`. */
export type EvidenceAsked = Pick<EvidenceQuery, 'from' | 'to' | 'kinds' | 'release'> & {
  readonly reason?: string | undefined;
} & Partial<Pick<EvidenceQuery, 'part' | 'figure'>>;

/** Everything a pack is written from. */
export interface EvidencePack {
  readonly asked: EvidenceAsked;
  readonly organisation: Organisation;
  readonly madeAt: Instant;
  readonly incidents: readonly EvidenceIncident[];
  readonly records: readonly ArrestRecord[];
  readonly tables: readonly EvidenceTable[];
  readonly times: readonly EvidenceTime[];
  readonly unevenness: number;
  readonly network: EvidenceNetwork;
  readonly plans: readonly ResponsePlan[];
}

/** The evidence of what a service has done in a time, reckoned from the rows of the record. */
export class Evidence {
  constructor(
    private readonly ports: {
      readonly evidenceReads: EvidenceReads;
      readonly people: Pick<PeopleStore, 'organisation'>;
      readonly planStore: Pick<ResponsePlanStore, 'responsePlans'>;
      readonly limits: Limits;
      readonly clock: Clock;
    },
  ) {}

  /**
   * The organisation's actual incidents of a time with all figures over them.
   *
   * @returns refusals `reason-needed`, `invalid-field` where the time is none, too long or has more
   *   incidents than one pack holds, or rows are asked of a public release, `too-many-requests`
   */
  async pack(
    caller: { readonly organisationId: string; readonly keyId: string },
    asked: EvidenceAsked,
  ): Promise<Result<EvidencePack>> {
    const faulty = faultOf(asked);
    if (faulty !== null) return faulty;
    const { organisationId, keyId } = caller;
    const used = await this.ports.limits.use(limit, keyId);
    if (!used.ok) return used;
    const incidents = await this.incidents(organisationId, asked);
    if (incidents.length > incidentsMax) {
      const most = `There are more than ${incidentsMax} incidents in that time; ask for less.`;
      return refuse('invalid-field', most, 'to');
    }
    const { people, evidenceReads, planStore, clock } = this.ports;
    const now = clock.now();
    const [organisation, network, plans] = await Promise.all([
      people.organisation(organisationId),
      evidenceReads.network(organisationId, now),
      planStore.responsePlans(organisationId),
    ]);
    if (organisation === null) throw new Error('no such organisation');
    const figures = await figuresOf(incidents, { now, timeZone: organisation.timeZone, network });
    return ok({ asked, organisation, madeAt: now, incidents, network, plans, ...figures });
  }

  /** One incident more than a pack holds at most. */
  private async incidents(
    organisationId: string,
    asked: EvidenceAsked,
  ): Promise<readonly EvidenceIncident[]> {
    const range = { from: toInstant(asked.from), to: toInstant(asked.to) };
    const kinds = asked.kinds === 'all' ? INCIDENT_KINDS : (['cardiac-arrest'] as const);
    const found: EvidenceIncident[] = [];
    while (found.length <= incidentsMax) {
      const max = Math.min(EVIDENCE_PAGE, incidentsMax + 1 - found.length);
      const query = { ...range, kinds, afterId: found.at(-1)?.id ?? null, max };
      const page = await this.ports.evidenceReads.evidenceIncidents(organisationId, query);
      found.push(...page);
      if (page.length < max) break;
    }
    return found;
  }
}

function faultOf(asked: EvidenceAsked): Result<never> | null {
  const { from, to, reason, release, part, figure } = asked;
  if (reason === undefined) return refuse('reason-needed', 'Say what it is for.', 'reason');
  const wantsRows = figure !== undefined || EVIDENCE_ROWS.some((rows) => rows === part);
  if (release === 'public' && wantsRows) {
    return refuse('invalid-field', 'A public release has no rows.', 'part');
  }
  const days = (toInstant(to) - toInstant(from)) / DAY_MS;
  if (days <= 0) return refuse('invalid-field', 'The time ends before it begins.', 'to');
  if (days <= REPORT_DAYS_MAX) return null;
  return refuse('invalid-field', `A pack covers ${REPORT_DAYS_MAX} days at most.`, 'from');
}

async function figuresOf(
  incidents: readonly EvidenceIncident[],
  at: { readonly now: Instant; readonly timeZone: string; readonly network: EvidenceNetwork },
): Promise<Pick<EvidencePack, 'records' | 'tables' | 'times' | 'unevenness'>> {
  const { now, timeZone, network } = at;
  const records = incidents.map((incident) => arrestRecord(incident, now));
  await othersTurn();
  const hourOf = (moment: Instant): number => Math.floor(localTime(timeZone, moment).localHour);
  const alerts = alertTables(incidents, now, hourOf);
  await othersTurn();
  return {
    records,
    tables: [
      ...arrestTables(records),
      ...alerts,
      ...sideTables(incidents),
      ...networkTables(network),
    ],
    times: evidenceTimes(records),
    unevenness: unevenness(incidents),
  };
}
