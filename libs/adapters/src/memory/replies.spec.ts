import { repliesConformance } from '#adapters/conformance/replies';
import { templatesConformance } from '#adapters/conformance/templates';
import type { OpenStores } from '#adapters/conformance/world';
import { MemoryStore } from './store';

const open: OpenStores = (ports) =>
  Promise.resolve({ stores: new MemoryStore(ports), close: () => Promise.resolve() });

repliesConformance('memory', open);
templatesConformance('memory', open);
