import { accountStoreConformance } from '#adapters/conformance/accounts';
import { areaStoreConformance } from '#adapters/conformance/areas';
import { afterCareConformance } from '#adapters/conformance/after-care';
import { aedStoreConformance } from '#adapters/conformance/aeds';
import { mapReadsConformance } from '#adapters/conformance/map-reads';
import { boardConformance } from '#adapters/conformance/boards';
import { bookingStoreConformance } from '#adapters/conformance/bookings';
import { calloutStoreConformance } from '#adapters/conformance/callouts';
import { crowdConformance } from '#adapters/conformance/crowds';
import { credentialStoreConformance } from '#adapters/conformance/credentials';
import { decisionsConformance } from '#adapters/conformance/decisions';
import { drillStoreConformance } from '#adapters/conformance/drills';
import { deliveriesConformance } from '#adapters/conformance/deliveries';
import { deliveryLedgerConformance } from '#adapters/conformance/delivery-ledger';
import { groupConformance } from '#adapters/conformance/groups';
import { holdStoreConformance } from '#adapters/conformance/holds';
import { evidenceConformance } from '#adapters/conformance/evidence';
import { fieldConformance } from '#adapters/conformance/field';
import { incidentReadsConformance } from '#adapters/conformance/incident-reads';
import { incidentStoreConformance } from '#adapters/conformance/incidents';
import { musterConformance } from '#adapters/conformance/musters';
import { peopleStoreConformance } from '#adapters/conformance/people';
import { placesConformance } from '#adapters/conformance/places';
import { privacyConformance } from '#adapters/conformance/privacy';
import { quarantineConformance } from '#adapters/conformance/quarantine';
import { queueConformance } from '#adapters/conformance/queue';
import { reachConformance } from '#adapters/conformance/reach';
import { receiptsConformance } from '#adapters/conformance/receipts';
import { registersConformance } from '#adapters/conformance/registers';
import { registrationConformance } from '#adapters/conformance/registrations';
import { controlMappingsConformance } from '#adapters/conformance/control-mappings';
import { keptFieldsConformance } from '#adapters/conformance/kept-fields';
import { responsePlansConformance } from '#adapters/conformance/response-plans';
import { tasksConformance } from '#adapters/conformance/tasks';
import { aedFeedsConformance } from '#adapters/conformance/aed-feeds';
import { warningsConformance } from '#adapters/conformance/warnings';
import { webhooksConformance } from '#adapters/conformance/webhooks';
import { whereaboutsConformance } from '#adapters/conformance/whereabouts';
import type { OpenStores } from '#adapters/conformance/world';
import { PostgresStore } from '#adapters/postgres/store';
import { makeDatabase } from '../support/database';
import { testVault } from '../support/vault';
import { wholeReads } from './statement-plans';
import { StatementWitness } from './statement-witness';

/** `npm run test:long` repeats what only goes wrong sometimes. */
const ROUNDS = process.env['TEST_LONG'] === '1' ? 1_000 : 50;

const witness = new StatementWitness();
let stopListening: () => void;

beforeAll(() => {
  stopListening = witness.listen();
});

afterAll(() => stopListening());

const open: OpenStores = async (ports) => {
  const database = await makeDatabase();
  const onError = (error: Error) => expect(error).toBeUndefined();
  const url = database.appUrl;
  const stores = await PostgresStore.connect({
    ...ports,
    vault: testVault(),
    url,
    onError,
    connectionsMax: 10,
  });
  const close = async () => {
    await witness.replay(database);
    await stores.close();
    await database.drop();
  };
  return { stores, close };
};

incidentStoreConformance('PostgreSQL', open);
incidentReadsConformance('PostgreSQL', open);
placesConformance('PostgreSQL', open, { rounds: ROUNDS });
peopleStoreConformance('PostgreSQL', open);
accountStoreConformance('PostgreSQL', open);
aedStoreConformance('PostgreSQL', open);
mapReadsConformance('PostgreSQL', open);
areaStoreConformance('PostgreSQL', open);
holdStoreConformance('PostgreSQL', open);
boardConformance('PostgreSQL', open);
bookingStoreConformance('PostgreSQL', open);
calloutStoreConformance('PostgreSQL', open);
crowdConformance('PostgreSQL', open);
groupConformance('PostgreSQL', open);
musterConformance('PostgreSQL', open);
afterCareConformance('PostgreSQL', open);
credentialStoreConformance('PostgreSQL', open);
drillStoreConformance('PostgreSQL', open);
fieldConformance('PostgreSQL', open);
queueConformance('PostgreSQL', open);
quarantineConformance('PostgreSQL', open);
deliveriesConformance('PostgreSQL', open);
receiptsConformance('PostgreSQL', open);
deliveryLedgerConformance('PostgreSQL', open);
reachConformance('PostgreSQL', open);
evidenceConformance('PostgreSQL', open);
registersConformance('PostgreSQL', open);
registrationConformance('PostgreSQL', open);
tasksConformance('PostgreSQL', open);
decisionsConformance('PostgreSQL', open);
whereaboutsConformance('PostgreSQL', open);
responsePlansConformance('PostgreSQL', open);
controlMappingsConformance('PostgreSQL', open);
keptFieldsConformance('PostgreSQL', open);
warningsConformance('PostgreSQL', open);
aedFeedsConformance('PostgreSQL', open);
webhooksConformance('PostgreSQL', open);
privacyConformance('PostgreSQL', open);

describe('every statement that the stores sent above', () => {
  it('tells nothing and changes nothing without an organisation, or as another', () => {
    const { texts, attempts, telling, leaks } = witness.tally;
    const line = `STATEMENTS texts=${texts} attempts=${attempts} telling=${telling}`;
    process.stderr.write(`${line} leaks=${leaks.length}\n`);
    expect(leaks).toEqual([]);
    expect(texts).toBeGreaterThan(100);
    expect(telling).toBeGreaterThan(100);
  });

  it('reads no table whole that grows, though planned while that was empty', async () => {
    expect(await wholeReads(witness.tally.ofTables)).toEqual([]);
  });
});
