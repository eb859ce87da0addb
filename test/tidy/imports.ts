import { posix } from 'node:path';
import ts from 'typescript';
import { at, isSpec, isUnder, walk, type Finding, type Source } from './source';

/** Something a file asks for: `#core/alert`, `./tables`, `pg`, `node:fs`. */
export interface Import {
  readonly specifier: string;
  readonly node: ts.Node;
}

interface Layer {
  readonly folder: string;
  readonly name: string;
  /** What may be imported from other files of the project. */
  readonly own: readonly string[];
  /** Packages and `node:` for all built-ins of Node; absent where any will do. */
  readonly packages?: readonly string[];
  /** Never, even where any package will do. */
  readonly never?: RegExp;
  /** How often a relative import may climb with `../`. */
  readonly climbs: number;
}

const NEST = /^@nestjs\//;
const DRIVERS = [
  'node:',
  'pg',
  'typeorm',
  'ioredis',
  'socket.io',
  '@socket.io/redis-streams-adapter',
  'firebase-admin',
  'google-auth-library',
  'web-push',
  'nodemailer',
  'standardwebhooks',
  'opening_hours',
  '@turf/turf',
  'prom-client',
  'rate-limiter-flexible',
  '@node-oauth/oauth2-server',
  '@node-rs/argon2',
  'otplib',
  'openid-client',
  'fast-xml-parser',
  'xmllint-wasm',
  'pmtiles',
];

/** Who may import whom; the first folder that holds the file decides. */
const LAYERS: readonly Layer[] = [
  { folder: 'libs/core', name: 'core', own: ['#core/'], packages: [], climbs: 0 },
  {
    folder: 'libs/contracts',
    name: 'contracts',
    own: ['#core/', '#contracts/'],
    packages: ['zod', 'zod-openapi'],
    climbs: 0,
  },
  {
    folder: 'libs/flow',
    name: 'flow',
    own: ['#core/', '#contracts/', '#flow/'],
    packages: [],
    climbs: 0,
  },
  {
    folder: 'libs/adapters',
    name: 'an adapter',
    own: ['#core/', '#contracts/', '#flow/ports', '#adapters/', '#migrations/'],
    packages: DRIVERS,
    climbs: 0,
  },
  {
    folder: 'apps/simulator/src/demo',
    name: 'the demo',
    own: [
      '#contracts/',
      '#core/delivery',
      '#core/geometry',
      '#core/policy-presets',
      '#core/reply-code',
      '#core/units',
      '#adapters/streets/',
      '../city/',
      '../providers/',
    ],
    never: NEST,
    climbs: 1,
  },
  {
    folder: 'apps/simulator/src/replay',
    name: 'the replay',
    own: [
      '#core/',
      '#contracts/',
      '#flow/',
      '#adapters/streets/',
      '#adapters/travel/',
      '#adapters/opening-hours/',
      '../city/',
    ],
    packages: ['node:'],
    climbs: 1,
  },
  {
    folder: 'apps/simulator/src/readiness',
    name: 'the readiness of the city',
    own: ['#core/', '#contracts/', '#flow/', '#adapters/opening-hours/', '../city/'],
    packages: ['node:'],
    climbs: 1,
  },
  {
    folder: 'apps/simulator/src/bench',
    name: 'a bench',
    own: ['#core/', '#contracts/', '#flow/ports', '#flow/fill-callout', '#adapters/'],
    never: NEST,
    climbs: 1,
  },
  {
    folder: 'apps/simulator',
    name: 'the simulator',
    own: ['#contracts/', '#core/', '#adapters/streets/'],
    never: NEST,
    climbs: 1,
  },
  {
    folder: 'apps/server',
    name: 'the server',
    own: ['#core/', '#contracts/', '#flow/', '#adapters/', '#migrations/', '../'],
    climbs: 1,
  },
  {
    folder: 'apps',
    name: 'a page',
    own: ['#core/', '#contracts/', '#web/', '../'],
    packages: [
      'i18next',
      'lit',
      'maplibre-gl',
      'pmtiles',
      'socket.io-client',
      'terra-draw',
      'terra-draw-maplibre-gl-adapter',
      'uqr',
    ],
    climbs: 1,
  },
  {
    folder: 'packages/closeby',
    name: 'the package for scripts',
    own: ['../'],
    packages: ['node:', 'socket.io-client'],
    climbs: 1,
  },
  {
    folder: 'migrations',
    name: 'a migration',
    own: ['#core/'],
    packages: ['typeorm'],
    climbs: 0,
  },
];

/** Packages a spec beside the code may use besides what its layer may. */
const FOR_SPECS = ['node:', '@jest/globals', 'fast-check', '@turf/turf', 'zod', 'socket.io'];
/** Folders that every adapter may use; each other one stands alone. */
const FOR_ADAPTERS = ['shared'];
const FOR_ADAPTER_SPECS = ['shared', 'conformance', 'memory'];

/** Everything a file asks for, in whatever form. */
export function importsOf(source: Source): readonly Import[] {
  const found: Import[] = [];
  walk(source.tree(), (node) => {
    const asked = askedFor(node);
    if (asked !== undefined && ts.isStringLiteralLike(asked)) {
      found.push({ specifier: asked.text, node: asked });
    }
  });
  return found;
}

/** Imports that cross a border between layers the wrong way. */
export function forbiddenImports(source: Source): readonly Finding[] {
  const layer = source.path.endsWith('.ts')
    ? LAYERS.find(({ folder }) => isUnder(source.path, folder))
    : undefined;
  if (layer === undefined) return [];
  return importsOf(source).flatMap(({ specifier, node }) => {
    const remedy = refusal(source, layer, specifier);
    return remedy === undefined ? [] : [at(source, node, remedy)];
  });
}

/** The file of the project an import means, or undefined where it means none. */
export function fileMeant(path: string, specifier: string): string | undefined {
  const alias = /^#(core|contracts|flow|adapters|web|migrations)\/(.+)$/.exec(specifier);
  if (alias !== null) {
    const [, name = '', rest = ''] = alias;
    if (name === 'web') return `apps/shared-web/${rest}.ts`;
    return name === 'migrations' ? `migrations/${rest}.ts` : `libs/${name}/src/${rest}.ts`;
  }
  if (!specifier.startsWith('.')) return undefined;
  const file = posix.join(posix.dirname(path), specifier.replace(/\.js$/, ''));
  return /\.\w+$/.test(posix.basename(file)) && !isDotted(file) ? file : `${file}.ts`;
}

/** `problem.filter` is a name with a dot in it, not a file of another kind. */
function isDotted(file: string): boolean {
  return !/\.(ts|css|json|lua|svg|html|mjs)$/.test(file);
}

function askedFor(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node)) {
    return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  }
  if (!ts.isCallExpression(node)) return undefined;
  const { expression } = node;
  const asks =
    expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(expression) && expression.text === 'require');
  return asks ? node.arguments[0] : undefined;
}

function refusal(source: Source, layer: Layer, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return refusedRelative(source, layer, specifier);
  if (specifier.startsWith('#')) {
    if (isSpec(source) && specifier.startsWith('#adapters/memory/')) return undefined;
    if (!layer.own.some((start) => specifier.startsWith(start))) {
      return `${layer.name} may not import ${specifier}; it may import ${listed(layer.own)}`;
    }
    return refusedAdapter(source, specifier);
  }
  const may = [...(layer.packages ?? []), ...(isSpec(source) ? FOR_SPECS : [])];
  if (layer.never?.test(specifier) === true) return `${layer.name} may not import ${specifier}`;
  if (layer.packages === undefined || may.some((name) => isOf(name, specifier))) return undefined;
  return `${layer.name} may not import the package ${specifier}; put it behind a port`;
}

function refusedRelative(source: Source, layer: Layer, specifier: string): string | undefined {
  const climbs = specifier.split('/').filter((part) => part === '..').length;
  if (climbs > layer.climbs) {
    return `${specifier} climbs out of its folder; use #core, #contracts, #flow or #adapters`;
  }
  if (climbs === 0) return undefined;
  const meant = fileMeant(source.path, specifier) ?? '';
  const app = source.path.split('/').slice(0, 2).join('/');
  if (!isUnder(meant, app)) return `${specifier} leaves ${app}; use an alias`;
  const folder = /^apps\/simulator\/src\/(demo|replay)$/.test(posix.dirname(source.path));
  return folder && !layer.own.some((start) => specifier.startsWith(start))
    ? `${layer.name} may not import ${specifier}; it may import ${listed(layer.own)}`
    : undefined;
}

function refusedAdapter(source: Source, specifier: string): string | undefined {
  const mine = /^libs\/adapters\/src\/([^/]+)\//.exec(source.path)?.[1];
  const theirs = /^#adapters\/([^/]+)\//.exec(specifier)?.[1];
  if (mine === undefined || theirs === undefined || mine === theirs) return undefined;
  const open = isSpec(source) ? FOR_ADAPTER_SPECS : FOR_ADAPTERS;
  return open.includes(theirs)
    ? undefined
    : `the adapter ${mine} may not import the adapter ${theirs}; meet in #flow/ports`;
}

function isOf(name: string, specifier: string): boolean {
  return name === 'node:'
    ? specifier.startsWith('node:')
    : specifier === name || specifier.startsWith(`${name}/`);
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.join(', ');
}
