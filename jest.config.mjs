/** Tests are TypeScript, compiled by swc; they run the real server, the real store and a real browser. */
export default {
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  transform: {
    '\\.(tsx?|mjs)$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic', importSource: 'preact' } },
          target: 'es2022',
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  // Preact comes as ES modules only.
  transformIgnorePatterns: ['/node_modules/(?!preact/)'],
  moduleNameMapper: { '\\.css$': '<rootDir>/test/support/no-css.ts' },
  testTimeout: 30000,
  reporters: ['default', '<rootDir>/test/support/ends.mjs'],
  // A test has a server and up to four browsers of its own; promises in seconds are kept by a machine that is not swamped.
  maxWorkers: '50%',
};
