import { approvalsConformance } from '#adapters/conformance/approvals';
import { auditConformance } from '#adapters/conformance/audit';
import type { OpenStores } from '#adapters/conformance/world';
import { MemoryStore } from './store';

const open: OpenStores = (ports) =>
  Promise.resolve({ stores: new MemoryStore(ports), close: () => Promise.resolve() });

auditConformance('memory', open);
approvalsConformance('memory', open);
