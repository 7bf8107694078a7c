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
  testTimeout: 60_000,
  maxWorkers: 2,
}
