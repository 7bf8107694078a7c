/**
 * Unmodified libraries on our client, each doing its real job: undisturbed, with all scripts gone from
 * the server in the middle, and with all connections cut in the middle.
 *
 * The server has a password and a port of its own: a library that fell back to 127.0.0.1:6379 fails.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ROOT } from '../support/script'
import { type RedisServer, startRedis } from '../support/server'
import { installLibraries, MODES, runScenario } from './libraries'

jest.setTimeout(120_000)

let server: RedisServer

beforeAll(async () => {
  await installLibraries()
  server = await startRedis({ password: 'secret' })
})

beforeEach(async () => {
  await server.cli('FLUSHALL')
  await server.cli('SCRIPT', 'FLUSH')
})

afterAll(() => server?.stop())

interface Expected {
  /** Whether the library has loaded scripts when the accident comes. */
  scripts: boolean
  /** How many connections it has then, at least. */
  connections: number
  facts: object
}

const MEAL = ['cook done', 'lay the table done']
const talk = (round: string) => ({
  ada: [[`${round}: all`, { count: 1 }]],
  eve: [[`${round}: all`, { count: 1 }], [`${round}: cellar`]],
  bytes: [0, 255, 10],
  answers: [`two heard ${round}`],
  servers: 2,
  found: true,
  acknowledged: ['ada', 'eve'],
})

const LIBRARIES: Record<string, Expected> = {
  'bullmq-jobs': {
    scripts: true,
    connections: 5,
    facts: {
      counted: { wait: 22, prioritized: 3, delayed: 1 },
      order: [10, 20, 30],
      late: true,
      attempts: 3,
      reason: 'in vain',
      hopeless: 1,
      delayed: 'completed',
      values: true,
      value: 100,
      heard: { completed: 26, failed: 1, progress: 1 },
      closedPromptly: true,
      sharedAlive: 'PONG',
      errors: [],
    },
  },
  'bullmq-flow': {
    scripts: true,
    connections: 3,
    facts: { first: MEAL, others: [MEAL, MEAL], order: true, done: 15, left: 0, errors: [] },
  },
  'bullmq-load': {
    scripts: true,
    connections: 3,
    facts: { worked: 150, counts: { completed: 150, failed: 0, active: 0, wait: 0, delayed: 0 } },
  },
  'rate-limiter-flexible': {
    scripts: true,
    connections: 1,
    facts: {
      used: [1, 2, 3, 4, 5],
      refused: [6, 0, true],
      admitted: 5,
      eve: 2,
      blocked: true,
      deleted: true,
      afresh: 1,
    },
  },
  'express-rate-limit': {
    scripts: true,
    connections: 1,
    facts: {
      visits: [
        [200, 3],
        [200, 2],
        [200, 1],
        [200, 0],
        [429, 0],
        [429, 0],
      ],
      totalHits: 6,
      decremented: 5,
      afterReset: [200, 3],
      admitted: 4,
    },
  },
  'express-session': {
    scripts: false,
    connections: 1,
    facts: {
      seen: [1, 2, 3, 3],
      timeToLive: true,
      sessions: 2,
      all: [1, 3],
      logout: { error: null },
      after: { views: null },
      cleared: 0,
    },
  },
  'socket.io': {
    scripts: false,
    connections: 3,
    facts: { before: talk('before'), after: talk('after'), errors: [] },
  },
  redlock: {
    scripts: true,
    connections: 1,
    facts: {
      before: 'ExecutionError',
      during: 'ExecutionError',
      extended: true,
      after: 'acquired',
      balance: '40',
      left: 0,
      errors: ['ResourceLockedError'],
    },
  },
  'better-auth': {
    scripts: true,
    connections: 1,
    facts: {
      sessions: ['Ada', 'Ada', null],
      limited: [200, 200, 200, 429],
      counts: [1, 2],
      expires: true,
      taken: ['a token', null],
      keys: ['hits', 'kept'],
      cleared: [],
      value: null,
    },
  },
  'resumable-stream': {
    scripts: false,
    connections: 5,
    facts: {
      heard: ['Once upon a time.', 'Once upon a time.', 'upon a time.', 'Once upon a time.'],
      over: true,
      late: null,
    },
  },
  'graphql-redis-subscriptions': {
    scripts: false,
    connections: 2,
    facts: {
      published: ['before ✓', 'after ✓'].map((text) => ({ id: 1, text })),
      heard: {
        channel: ['before', 'after'].map((round) => ({ round })),
        pattern: ['before', 'before', 'after', 'after', 'late'].map((round) => ({ round })),
      },
      errors: [],
    },
  },
  unstorage: {
    scripts: false,
    connections: 1,
    facts: {
      before: { name: 'Ada', born: 1815 },
      after: { name: 'Ada', born: 1815 },
      many: [
        { key: 'user:1', value: { name: 'Ada', born: 1815 } },
        { key: 'user:2', value: { name: 'Grace' } },
        { key: 'user:3', value: null },
      ],
      keys: ['raw', 'short', 'user:1', 'user:2'],
      has: [true, false],
      ttl: true,
      removed: null,
      cleared: ['raw', 'short', 'user:1'],
    },
  },
}

describe.each(Object.keys(LIBRARIES))('%s', (name) => {
  test.each(MODES)('%s', async (mode) => {
    const { scripts, connections, facts } = LIBRARIES[name]
    const told = await runScenario(name, mode, server.url)
    // One class under both names, and no connection that leads elsewhere.
    expect(told).toMatchObject({ facts, oneClass: true, strangers: [] })
    expect(told.facts).toEqual(facts)
    if (mode === 'cold') expect(told.disturbed).toBe(0)
    if (mode === 'script-flush') expect(told.disturbed > 0).toBe(scripts)
    if (mode === 'client-kill') expect(told.disturbed).toBeGreaterThanOrEqual(connections)
  })
})

test('each scenario is run', () => {
  const files = readdirSync(join(__dirname, 'scenarios')).filter((file) => file !== 'support.mjs')
  expect(files.sort()).toEqual(
    Object.keys(LIBRARIES)
      .map((name) => `${name}.mjs`)
      .sort(),
  )
})

test('no other ioredis is installed', () => {
  const lock = JSON.parse(readFileSync(join(__dirname, 'package-lock.json'), 'utf8'))
  const named = Object.keys(lock.packages).filter((path) => /(^|\/)ioredis$/.test(path))
  expect(named).toEqual(['node_modules/ioredis'])
  const installed = createRequire(join(__dirname, 'scenarios', 'support.mjs'))
  expect(installed.resolve('@app/redis-native')).toBe(join(ROOT, 'dist/index.js'))
  expect(installed.resolve('ioredis')).toBe(join(__dirname, 'node_modules/ioredis/index.js'))
})
