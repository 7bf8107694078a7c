/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/__test__/**/*.test.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }],
  },
  // The package under its own name, as users write it; the files are those of the build.
  moduleNameMapper: { '^@app/redis-native$': '<rootDir>/dist/index.js' },
  modulePathIgnorePatterns: ['<rootDir>/examples/', '<rootDir>/bench/', '<rootDir>/target/'],
  // A bound for what hangs. A busy machine takes its time, and a sentinel that was slow once does nothing for 30 s.
  testTimeout: 120_000,
  maxWorkers: 2,
}
