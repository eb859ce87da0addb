// The project's instants are UTC; hours of AEDs are read in their own zones (see compile-hours.ts).
process.env.TZ = 'UTC';

const swc = [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true },
      target: 'es2022',
    },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
];

/** Packages that are published as ES modules only and have to be translated for Jest. */
const esModules = [
  'openid-client',
  'oauth4webapi',
  'jose',
  '@scure/base',
  '@noble/hashes',
  '@otplib/plugin-crypto-noble',
  'pixelmatch',
  'openapi-typescript',
  'change-case',
  'parse-json',
  'supports-color',
  'index-to-position',
];

const base = {
  testEnvironment: 'node',
  testEnvironmentOptions: {
    customExportConditions: ['source', 'node', 'node-addons', 'require', 'default'],
  },
  transform: { '^.+\\.ts$': swc, ...(esModules.length > 0 ? { '^.+\\.js$': swc } : {}) },
  transformIgnorePatterns: [`/node_modules/(?!(${esModules.join('|') || '-'})/)`],
  // The web apps' own alias; their bundler knows it by apps/vite.config.mjs.
  moduleNameMapper: { '^#web/(.*)$': '<rootDir>/apps/shared-web/$1.ts' },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.closeby'],
};

function project(displayName, testMatch) {
  return { ...base, displayName, rootDir: import.meta.dirname, testMatch };
}

export default {
  // Against tests that hang, not against machines that are busy.
  testTimeout: 20_000,
  projects: [
    project('unit', [
      '<rootDir>/libs/**/*.spec.ts',
      '<rootDir>/apps/**/*.spec.ts',
      '<rootDir>/packages/**/*.spec.ts',
      '<rootDir>/test/*.spec.ts',
      '<rootDir>/test/compose/**/*.spec.ts',
      '<rootDir>/test/services/**/*.spec.ts',
      '<rootDir>/test/flow/**/*.spec.ts',
    ]),
    project('integration', ['<rootDir>/test/integration/**/*.spec.ts']),
    project('browser', ['<rootDir>/test/browser/**/*.spec.ts']),
    project('faults', ['<rootDir>/test/fault/**/*.spec.ts']),
    project('security', ['<rootDir>/test/security/**/*.spec.ts']),
  ],
};
