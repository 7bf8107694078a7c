// `npm test`: installs, builds, and runs all tests. The last line adds up what all runners counted; before it
// stands what failed.
// Arguments are handed to jest and leave the other runners out: `npm test -- __test__/calls`.

import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cargoFailures, listed, typeFailures } from './failures.mjs'
import { installModules } from './install.mjs'
import { ensurePrograms } from './programs.mjs'
import { runAllSpecs, runSpecs } from './specs.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const only = process.argv.slice(2)

function files(folder, wanted) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && wanted(entry.name) && !/node_modules/.test(entry.parentPath ?? entry.path),
    )
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
}

function run(command, args, options = {}) {
  const { status, error, stdout } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options })
  if (error?.code === 'ENOENT') {
    console.error(`${command} is missing; see the README for what a machine needs.`)
    process.exit(1)
  }
  if (error?.code === 'ETIMEDOUT') console.error(`${command} did not end within ${options.timeout} ms.`)
  return { status: status ?? 1, stdout: String(stdout ?? '') }
}

/** What unit tests take at the most, in milliseconds: with threads that wait for each other they never end. */
const UNIT_TESTS_LIMIT = 300_000

/** The program that holds the unit tests, once built. */
function unitTests(captured) {
  const { stdout } = run(
    'cargo',
    ['test', '--locked', '--lib', '--no-run', '--message-format=json-render-diagnostics'],
    captured,
  )
  const said = stdout.split('\n').filter((line) => line.startsWith('{'))
  return said.map((line) => JSON.parse(line)).find(({ executable }) => executable)?.executable
}

/** The unit tests of the Rust side: all that the sources hold must have run. */
function cargoTests() {
  console.log('\n— cargo test —')
  const captured = { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8', maxBuffer: 64 << 20 }
  const program = unitTests(captured)
  const limits = { timeout: UNIT_TESTS_LIMIT, killSignal: 'SIGKILL' }
  const { status, stdout } = program
    ? run(program, [], { ...captured, ...limits })
    : { status: 1, stdout: '' }
  process.stdout.write(stdout)
  const [, passed = '0', failed = '0'] = /test result: \w+\. (\d+) passed; (\d+) failed/.exec(stdout) ?? []
  const written = files('src', (name) => name.endsWith('.rs'))
    .map((file) => readFileSync(file, 'utf8').match(/^\s*#\[test\]$/gm)?.length ?? 0)
    .reduce((sum, count) => sum + count, 0)
  return complete(
    'cargo test',
    'tests',
    { status, passed: Number(passed), failed: Number(failed), failures: cargoFailures(stdout) },
    Number(passed) + Number(failed),
    written,
  )
}

/** The specs of `__test__`: all files must have run. What builds Next apps runs by itself: it takes all cores. */
function jestTests() {
  console.log('\n— jest —')
  const next = '__test__/next/'
  const runs =
    only.length > 0
      ? [runSpecs(root, ...only)]
      : [
          runAllSpecs(root, '--testPathIgnorePatterns', next, '/node_modules/'),
          runAllSpecs(root, '--runInBand', next),
        ]
  const sum = (key) => runs.reduce((total, one) => total + one[key], 0)
  const written = files('__test__', (name) => name.endsWith('.test.ts')).length
  const counted = {
    status: sum('status'),
    passed: sum('passed'),
    failed: sum('failed'),
    failures: runs.flatMap(({ failures }) => failures),
    unsteady: runs.flatMap(({ unsteady }) => unsteady),
  }
  return complete('jest', 'test files', counted, sum('files'), only.length > 0 ? 0 : written)
}

/** The type tests: a file passes when the compiler says nothing about it. */
function typeTests() {
  console.log('\n— types —')
  const { status, stdout } = run(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '-p', '__test__/types'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
    },
  )
  process.stdout.write(stdout)
  const all = files('__test__/types', (name) => name.endsWith('.ts'))
  const failed = all.filter((file) => stdout.includes(file.slice(root.length))).length
  const wrong = status !== 0 && failed === 0 ? 1 : failed
  console.log(`${all.length} files`)
  const failures = typeFailures(stdout)
  if (wrong > 0 && failures.length === 0)
    failures.push({ file: '__test__/types', message: 'the compiler failed' })
  return { passed: all.length - failed, failed: wrong, failures }
}

/** The speed that must not be lost: one check, which says by its exit whether it holds. */
function speedGuard() {
  console.log('\n— bench guard —')
  const held = run(process.execPath, ['bench/guard.mjs']).status === 0
  return { passed: held ? 1 : 0, failed: held ? 0 : 1, failures: held ? [] : [{ file: 'bench/guard.mjs' }] }
}

/** A runner that found less than the tree holds has failed, and so has one that says so without a test. */
function complete(runner, what, counted, found, written) {
  const { status, failed, failures } = counted
  const wrong = (message) => ({
    ...counted,
    failed: failed + 1,
    failures: [...failures, { file: runner, message }],
  })
  if (found < written) return wrong(`found ${found} ${what}, the tree holds ${written}`)
  return status !== 0 && failed === 0 ? wrong(`ended with ${status}`) : counted
}

installModules(root)
if (run(process.execPath, ['scripts/build.mjs']).status !== 0) process.exit(1)
ensurePrograms('redis-server', 'openssl', ...(process.platform === 'linux' ? ['ip'] : []))
const runners = only.length > 0 ? [jestTests] : [cargoTests, typeTests, jestTests, speedGuard]
const results = runners.map((runner) => runner())
const sum = (key) => results.reduce((total, result) => total + result[key], 0)
const failures = results.flatMap((result) => result.failures)
const unsteady = results.flatMap((result) => result.unsteady ?? [])
if (unsteady.length > 0) console.log(`\n— passed only when run again, alone —\n${listed(unsteady)}`)
if (failures.length > 0) console.log(`\n— failed —\n${listed(failures)}`)
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
process.exit(sum('failed') > 0 || sum('passed') === 0 ? 1 : 0)
