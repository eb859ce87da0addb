import { aedStoreConformance } from '#adapters/conformance/aeds';
import { calloutStoreConformance } from '#adapters/conformance/callouts';
import { decisionsConformance } from '#adapters/conformance/decisions';
import { drillStoreConformance } from '#adapters/conformance/drills';
import { deliveriesConformance } from '#adapters/conformance/deliveries';
import { deliveryLedgerConformance } from '#adapters/conformance/delivery-ledger';
import { incidentReadsConformance } from '#adapters/conformance/incident-reads';
import { incidentStoreConformance } from '#adapters/conformance/incidents';
import { peopleStoreConformance } from '#adapters/conformance/people';
import { placesConformance } from '#adapters/conformance/places';
import { queueConformance } from '#adapters/conformance/queue';
import { reachConformance } from '#adapters/conformance/reach';
import { receiptsConformance } from '#adapters/conformance/receipts';
import { responsePlansConformance } from '#adapters/conformance/response-plans';
import { tasksConformance } from '#adapters/conformance/tasks';
import { whereaboutsConformance } from '#adapters/conformance/whereabouts';
import type { OpenStores } from '#adapters/conformance/world';
import { MemoryStore } from './store';

const open: OpenStores = (ports) =>
  Promise.resolve({ stores: new MemoryStore(ports), close: () => Promise.resolve() });

incidentStoreConformance('memory', open);
incidentReadsConformance('memory', open);
placesConformance('memory', open, { rounds: 50 });
peopleStoreConformance('memory', open);
aedStoreConformance('memory', open);
calloutStoreConformance('memory', open);
drillStoreConformance('memory', open);
queueConformance('memory', open);
deliveriesConformance('memory', open);
receiptsConformance('memory', open);
deliveryLedgerConformance('memory', open);
reachConformance('memory', open);
tasksConformance('memory', open);
decisionsConformance('memory', open);
whereaboutsConformance('memory', open);
responsePlansConformance('memory', open);
