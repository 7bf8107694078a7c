/** A password given in any place appears nowhere: not in messages, inspection, JSON, facts or logs. */
import { inspect } from 'node:util'
import { freePort } from '../support/ports'
import { ROOT, run } from '../support/script'
import { type RedisServer, startRedis } from '../support/server'
import { under } from './environments'

const CANARY = 'c4nary-S3cret'
const logged: string[] = []

beforeEach(() => {
  logged.length = 0
  for (const name of ['log', 'warn', 'error', 'info'] as const) {
    jest.spyOn(console, name).mockImplementation((...args) => void logged.push(inspect(args)))
  }
})
afterEach(() => {
  jest.restoreAllMocks()
  expectHidden(logged.join('\n'))
})

/** Everything that people look at in a value. */
function seen(value: any): string {
  const texts = [inspect(value, { depth: 10 }), String(value?.message), String(value?.stack)]
  texts.push(inspect(value?.cause, { depth: 10 }))
  try {
    texts.push(JSON.stringify(value) ?? '')
    if (value instanceof Error) texts.push(JSON.stringify(value, Object.getOwnPropertyNames(value)))
  } catch {
    // A cycle has no JSON.
  }
  return texts.join('\n')
}

/** Fails with what stands around the password alone. */
function expectHidden(text: string): void {
  const at = text.indexOf(CANARY)
  expect(at === -1 ? '' : text.slice(Math.max(at - 60, 0), at + 40)).toBe('')
}

async function caught(use: () => unknown): Promise<any> {
  try {
    return await use()
  } catch (error) {
    return error
  }
}

/** By what is wrong with them: each is a slip that people make. */
const WRONG: [what: string, environment: Record<string, string>][] = [
  ['another scheme', { REDIS_URL: `http://:${CANARY}@host:6379` }],
  ['another scheme, with a user', { REDIS_URL: `http://user:${CANARY}@host:6379` }],
  ['a port out of range', { REDIS_URL: `redis://user:${CANARY}@host:99999` }],
  ['a database that is no number', { REDIS_URL: `redis://:${CANARY}@host:6379/first` }],
  ['a space in the password', { REDIS_URL: `redis://:a ${CANARY}@host:6379` }],
  ['a slash in the password', { REDIS_URL: `redis://:a/${CANARY}@host:6379` }],
  ['a hash in the password', { REDIS_URL: `redis://:a#${CANARY}@host:6379` }],
  ['a question mark in the password', { REDIS_URL: `redis://:a?${CANARY}@host:6379` }],
  ['an at sign in the password', { REDIS_URL: `redis://:a@${CANARY}@host:99999` }],
  ['a percent sign in the password', { REDIS_URL: `redis://:%zz${CANARY}@host:6379` }],
  ['a space in front', { REDIS_URL: ` redis://:${CANARY}@host:6379` }],
  ['a line break behind', { REDIS_URL: `redis://:${CANARY}@host:6379\n` }],
  ['quotes around', { REDIS_URL: `"redis://:${CANARY}@host:6379"` }],
  ['single quotes around', { REDIS_URL: `'redis://user:${CANARY}@host:6379'` }],
  ['its own name in front', { REDIS_URL: `REDIS_URL=redis://:${CANARY}@host:6379` }],
  ['one slash missing', { REDIS_URL: `redis:/:${CANARY}@host:6379` }],
  ['both slashes missing', { REDIS_URL: `redis:user:${CANARY}@host:6379` }],
  ['the colon missing', { REDIS_URL: `redis//user:${CANARY}@host:6379` }],
  ['no scheme', { REDIS_URL: `:${CANARY}@host:99999` }],
  ['a password in the query', { REDIS_URL: `http://host?password=${CANARY}` }],
  ['a path for the password', { REDIS_URL: `redis://host:99999?db=1&password=${CANARY}` }],
  ['redis-cli in front', { REDIS_URL: `redis-cli --tls -u redis://default:${CANARY}@host:6379` }],
  ['a URL as the host', { REDIS_HOST: `redis://:${CANARY}@host:6379` }],
  ['a host with a password', { REDIS_HOST: `user:${CANARY}@host` }],
  ['a URL as the port', { REDIS_PORT: `redis://:${CANARY}@host:6379` }],
  ['URLs as cluster hosts', { REDIS_CLUSTER_HOSTS: `redis://:${CANARY}@a:1,redis://:${CANARY}@b:2` }],
  ['a URL as the second cluster host', { REDIS_CLUSTER_HOSTS: `a:1,redis://:${CANARY}@b:2` }],
  ['TLS', { REDIS_URL: `rediss://user:${CANARY}@host:6380` }],
  ['TLS by parts', { REDIS_HOST: 'host', REDIS_PASSWORD: CANARY, REDIS_TLS: 'true' }],
  ['other parts', { REDIS_PASSWORD: CANARY, REDIS_PORT: 'port', REDIS_DB: 'db' }],
]

describe.each(WRONG)('a configuration with %s', (_, environment) => {
  test('is told without the password', async () => {
    await under({ NEXT_PHASE: 'phase-production-build', ...environment }, async (api) => {
      const url = environment.REDIS_URL
      for (const use of [
        () => api.getRedis(),
        () => api.getConnectionInfo(),
        () => api.getKeyPrefix(),
        () => url && api.getRedis(url),
      ]) {
        expectHidden(seen(await caught(use)))
      }
      if ((await caught(() => api.getRedis())).name === 'ConfigurationError') {
        for (const use of [() => api.redis.get('key'), () => api.redisHealthCheck()]) {
          expectHidden(seen(await caught(use)))
        }
      }
    })
  })
})

test('the unused parts in the facts of the connection are without password', async () => {
  const environment = {
    REDIS_URL: 'redis://host:7000',
    REDIS_HOST: `redis://:${CANARY}@host`,
    REDIS_PASSWORD: CANARY,
  }
  await under(environment, ({ getConnectionInfo }) => expectHidden(seen(getConnectionInfo())))
})

test.each([
  [`redis://:${CANARY}@host:99999`],
  [`redis://user:${CANARY}@host:6379:1`],
  [`redis://:a b${CANARY}@ho st`],
  [`rediss://user:${CANARY}@host`],
])('an error of new Redis(%j) is without the password', async (url) => {
  await under({}, async ({ Redis }) => {
    expectHidden(seen(await caught(() => new Redis(url, { lazyConnect: true }))))
  })
})

test.each<Record<string, string>[]>([
  [{ REDIS_URL: `redis://:${CANARY}@host:7000` }],
  [{ REDIS_URL: `redis://user:${CANARY}@host:7000` }],
  [{ REDIS_URL: `redis://host:7000?password=${CANARY}` }],
  [{ REDIS_URL: `unix:///tmp/a.sock?password=${CANARY}` }],
  [{ REDIS_HOST: 'host', REDIS_PASSWORD: CANARY }],
])('clients, options and facts under %j show no password, and have it', async (environment) => {
  await under(environment, ({ redis, getConnectionInfo, getRedis, Redis }) => {
    process.env.NEXT_PHASE = 'phase-production-build'
    const own = new Redis({ lazyConnect: true, password: CANARY, host: 'host' })
    const other = getRedis({ db: 4 })
    expect(redis.options.password).toBe(CANARY)
    expect(other.options.password).toBe(CANARY)
    for (const value of [redis, redis.options, getConnectionInfo(), other, other.options, own, own.options]) {
      expectHidden(seen(value))
    }
    expectHidden(seen({ deep: { client: redis, list: [own] } }))
    expect(`${redis}${own}`).not.toContain(CANARY)
  })
})

describe('at a server', () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await startRedis({ password: 'right' })
  })
  afterAll(() => server.stop())

  test('refused credentials are told without them', async () => {
    const REDIS_URL = `redis://user:${CANARY}@127.0.0.1:${server.port}`
    await under({ REDIS_URL, REDIS_COMMAND_TIMEOUT: '1000' }, async ({ redis, redisHealthCheck }) => {
      const errors: unknown[] = []
      redis.on('error', (error) => errors.push(error))
      for (const value of [
        await caught(() => redis.get('key')),
        await redisHealthCheck(),
        redis,
        ...errors,
      ]) {
        expectHidden(seen(value))
      }
      expect(errors).not.toHaveLength(0)
    })
  })

  test('an absent server is told without the password', async () => {
    const REDIS_URL = `redis://:${CANARY}@127.0.0.1:${await freePort()}`
    await under({ REDIS_URL, REDIS_COMMAND_TIMEOUT: '500' }, async ({ redis, redisHealthCheck }) => {
      // Nobody listens: what is printed is looked at after the test.
      expectHidden(seen(await caught(() => redis.set('key', 'value'))))
      expectHidden(seen(await redisHealthCheck()))
    })
  })

  const SECRETS: [string, ...string[]][] = [
    ['auth', CANARY],
    ['auth', 'user', CANARY],
    ['AUTH', CANARY],
    ['hello', '9', 'AUTH', 'user', CANARY],
    ['acl', 'setuser', 'ada', `>${CANARY}`, 'wrong'],
    ['config', 'set', 'requirepassword', CANARY],
    ['CONFIG', 'SET', 'masterauthx', CANARY],
    ['migrate', '127.0.0.1', '1', 'key', '0', 'x', 'AUTH', CANARY],
  ]
  test.each(SECRETS)(
    'the error of %s hides its arguments, alone, in a pipeline and a transaction',
    async (...call) => {
      await under({}, async ({ Redis }) => {
        const own = new Redis(server.url)
        own.on('error', () => {})
        try {
          const error = await caught(() => (own as any).call(...call))
          expect(error).toBeInstanceOf(Error)
          expectHidden(seen(error))
          expectHidden(seen(await caught(() => (own.pipeline() as any).call(...call).exec())))
          expectHidden(seen(await caught(() => (own.multi() as any).call(...call).exec())))
        } finally {
          own.disconnect()
        }
      })
    },
  )
})

test('what a process prints of a failure is without the password', async () => {
  const script = `const { redis, getConnectionInfo } = require(${JSON.stringify(ROOT)})
    console.log(redis, getConnectionInfo())
    redis.get('key')`
  const REDIS_URL = `redis://user:${CANARY}@127.0.0.1:${await freePort()}`
  const outcome = await run(process.execPath, ['-e', script], { env: { REDIS_URL, NODE_ENV: 'production' } })
  expect(outcome.code).toBe(1)
  expect(outcome.stderr).toContain('ECONNREFUSED')
  expect(outcome.stdout + outcome.stderr).not.toContain(CANARY)
})
