// Runs jest, and tells from its own results what passed and what did not.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jestFailures } from './failures.mjs'

/** More files than these do not fail because the machine stood still for a moment. */
const MOST_AGAIN = 3

/** One run of jest. */
export const runSpecs = (root, ...args) => counted(root, jest(root, ...args))

/**
 * The same, for a run that puts load on the machine: a few files that failed run once more, alone. What fails then
 * has failed, and what does not is told as `unsteady`.
 */
export function runAllSpecs(root, ...args) {
  const first = jest(root, ...args)
  const wrong = first.testResults.filter(({ status }) => status === 'failed').map(({ name }) => name)
  if (wrong.length === 0 || wrong.length > MOST_AGAIN) return counted(root, first)
  console.log('\n— jest, once more, alone —')
  const again = jest(root, '--runInBand', '--runTestsByPath', ...wrong)
  const kept = first.testResults.filter(({ name }) => !wrong.includes(name))
  const last = counted(root, { status: again.status, testResults: [...kept, ...again.testResults] })
  const failsStill = new Set(last.failures.map(({ file, name }) => `${file} ${name}`))
  const unsteady = jestFailures(first, root).filter(({ file, name }) => !failsStill.has(`${file} ${name}`))
  return { ...last, unsteady }
}

/** A run that ended without results has none, and its status says that it failed. */
function jest(root, ...args) {
  const folder = mkdtempSync(join(tmpdir(), 'redis-native-results-'))
  const output = join(folder, 'results.json')
  const results = ['--json', `--outputFile=${output}`, '--testResultsProcessor=./scripts/results.cjs']
  const { status } = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', ...results, ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const { testResults } = existsSync(output) ? JSON.parse(readFileSync(output, 'utf8')) : { testResults: [] }
  rmSync(folder, { recursive: true, force: true })
  return { status: status ?? 1, testResults }
}

/** A file that does not load fails without a test of its own; a test that did not run did not pass. */
function counted(root, { status, testResults }) {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  const failures = jestFailures({ testResults }, root)
  return {
    status,
    files: testResults.length,
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: failures.length,
    failures,
    unsteady: [],
  }
}
