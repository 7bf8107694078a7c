/** What is wrong is said in one error, early: which variable, its value, and what was expected. */
import { Redis } from '@app/redis-native'
import { rejection } from '../support/clients'
import { problemOf, under } from './environments'

const WRONG: [name: string, value: string, expected: RegExp][] = [
  ['REDIS_URL', 'http://localhost', /expected redis:\/\//],
  ['REDIS_PORT', '0', /expected a port/],
  ['REDIS_PORT', '65536', /expected a port/],
  ['REDIS_PORT', '6379x', /expected a port/],
  ['REDIS_PORT', ' 6379', /expected a port/],
  ['REDIS_PORT', '6379.5', /expected a port/],
  ['REDIS_PORT', '-1', /expected a port/],
  ['REDIS_PORT', 'tcp://10.0.0.11:6379', /expected a port/],
  ['REDIS_HOST', 'redis://localhost', /expected a host/],
  ['REDIS_HOST', 'two words', /expected a host/],
  ['REDIS_HOST', 'localhost:6379', /expected a host/],
  ['REDIS_DB', 'first', /expected .*database/],
  ['REDIS_DB', '-1', /expected .*database/],
  ['REDIS_TLS', 'maybe', /expected true or false/],
  ['REDIS_MAX_RETRIES', 'many', /expected a whole number/],
  ['REDIS_MAX_RETRIES', '-1', /expected a whole number/],
  ['REDIS_MAX_RETRIES', 'Infinity', /expected a whole number/],
  ['REDIS_CONNECT_TIMEOUT', '10s', /expected a whole number of milliseconds/],
  ['REDIS_COMMAND_TIMEOUT', '1e3', /expected a whole number of milliseconds/],
  ['REDIS_COMMAND_TIMEOUT', '99999999999', /expected a whole number of milliseconds/],
  ['REDIS_KEEP_ALIVE', 'true', /expected a whole number of milliseconds/],
  ['REDIS_CLUSTER_HOSTS', 'node1', /expected host:port/],
  ['REDIS_CLUSTER_HOSTS', 'node1:6379,', /expected host:port/],
  ['REDIS_CLUSTER_HOSTS', 'node1:6379,node2:port', /expected host:port/],
  ['REDIS_CLUSTER_HOSTS', 'redis://node1:6379', /expected host:port/],
  ['REDIS_SENTINELS', 'sentinel1', /expected host:port/],
  ['REDIS_SENTINELS', '[::1]', /expected host:port/],
  ['REDIS_SENTINELS', 'sentinel1:26379,sentinel2:0', /expected host:port/],
  ['REDIS_KEY_PREFIX', 'app:{environment}:', /expected .*\{env\}/],
  ['REDIS_KEY_PREFIX', 'app:{env:', /expected .*\{env\}/],
  ['REDIS_CONNECTION_NAME', 'two words', /expected .*without spaces/],
  ['REDIS_CONNECTION_NAME', 'line\nbreak', /expected .*without spaces/],
]

/** What belongs to sentinels. */
const NAMED = { REDIS_SENTINEL_NAME: 'main' }

test.each(WRONG)('%s=%j', async (name, value, expected) => {
  const error = await problemOf({ ...(name === 'REDIS_SENTINELS' ? NAMED : {}), [name]: value })
  expect(error).toBeInstanceOf(Error)
  expect(error).toMatchObject({ name: 'ConfigurationError', code: 'ERR_REDIS_CONFIGURATION' })
  expect(error.problems).toHaveLength(1)
  expect(error.message).toContain(`${name} is "${value}"`)
  expect(error.message).toMatch(expected)
})

const ALL = {
  REDIS_HOST: 'a/b',
  REDIS_PORT: 'port',
  REDIS_DB: 'db',
  REDIS_TLS: 'tls',
  REDIS_KEY_PREFIX: '{x}',
  REDIS_CONNECTION_NAME: 'a b',
  REDIS_MAX_RETRIES: 'retries',
  REDIS_CONNECT_TIMEOUT: 'connect',
  REDIS_COMMAND_TIMEOUT: 'command',
  REDIS_KEEP_ALIVE: 'alive',
}

test('one error lists every problem', async () => {
  const error = await problemOf(ALL)
  for (const [name, value] of Object.entries(ALL))
    expect(error.message).toContain(`${name} is "${value}", expected `)
  expect(error.problems).toHaveLength(Object.keys(ALL).length)
})

test('NODE_ENV that can not be part of a prefix is named', async () => {
  for (const NODE_ENV of ['a:b', 'a b', '{env}']) {
    const error = await problemOf({ REDIS_KEY_PREFIX: 'app:{env}:', NODE_ENV })
    expect(error.message).toContain(`NODE_ENV is "${NODE_ENV}"`)
  }
})

test('parts that are not used are not complained of', async () => {
  await under({ REDIS_URL: 'redis://host:7000', REDIS_PORT: 'unused' }, ({ getConnectionInfo }) => {
    expect(getConnectionInfo().address).toBe('host:7000')
  })
})

describe('a configuration that is wrong', () => {
  const wrong = { REDIS_PORT: 'port', REDIS_DB: 'db' }

  test.each<[string, (api: any) => Promise<unknown>]>([
    ['redis.get', ({ redis }) => redis.get('key')],
    ['redis.getBuffer', ({ redis }) => redis.getBuffer('key')],
    ['redis.set', ({ redis }) => redis.set('key', 'value')],
    ['redis.call', ({ redis }) => redis.call('GET', 'key')],
    ['redis.blpop', ({ redis }) => redis.blpop('key', 1)],
    ['redis.subscribe', ({ redis }) => redis.subscribe('channel')],
    ['redis.publish', ({ redis }) => redis.publish('channel', 'message')],
    ['redis.connect', ({ redis }) => redis.connect()],
    ['redis.isolate', ({ redis }) => redis.isolate((own: any) => own.ping())],
    ['redis.eval', ({ redis }) => redis.eval('return 1', 0)],
    ['redis.pipeline', ({ redis }) => redis.pipeline().get('key').exec().then(firstError)],
    ['redis.multi', ({ redis }) => redis.multi().get('key').exec().then(firstError)],
    ['get', ({ get }) => get('key')],
    ['set', ({ set }) => set('key', 'value')],
    ['ping', ({ ping }) => ping()],
    ['getKey', ({ getKey }) => getKey('key')],
    ['setKey', ({ setKey }) => setKey('key', 'value', 1)],
    ['getMultipleKeys', ({ getMultipleKeys }) => getMultipleKeys(['key'])],
  ])('rejects %s, which throws nothing', async (_, use) => {
    await under(wrong, async (api) => {
      // A throw in the place of a rejection fails here.
      const error = await rejection(use(api))
      expect(error.name).toBe('ConfigurationError')
      expect(error.message).toContain('REDIS_PORT')
      expect(error.message).toContain('REDIS_DB')
    })
  })

  test('is thrown by getRedis each time', async () => {
    await under(wrong, ({ getRedis, getRedisClient }) => {
      for (const open of [getRedis, getRedisClient, getRedis]) expect(() => open()).toThrow(/REDIS_PORT/)
    })
  })

  test('is read again once it is right', async () => {
    await under(wrong, async ({ redis, getConnectionInfo }) => {
      await rejection((async () => redis.get('key'))())
      process.env.REDIS_PORT = '7000'
      process.env.REDIS_DB = '3'
      expect(getConnectionInfo()).toMatchObject({ address: 'localhost:7000', database: 3 })
    })
  })

  test('does not stop closeRedis', async () => {
    await under(wrong, async ({ redis, closeRedis }) => {
      await rejection((async () => redis.get('key'))())
      expect(await closeRedis()).toBeUndefined()
    })
  })
})

test.each([NaN, Number(undefined), 'first', '', 1.5, {}])(
  'new Redis with the database %p says what is wrong, and sends nothing',
  async (db) => {
    // Nobody listens on this port.
    const client = new Redis({ port: 1, db: db as number, retryStrategy: null, lazyConnect: true })
    const told = new Promise<Error>((resolve) => client.once('error', resolve))
    const error = await rejection(client.get('k'))
    expect([error.name, error.message]).toStrictEqual([
      'RangeError',
      `The database must be an integer. Received ${typeof db === 'number' ? db : 'NaN'}`,
    ])
    expect(await told).toBe(error)
    client.disconnect()
  },
)

function firstError(replies: [Error | null][]): unknown {
  for (const [error] of replies) if (error) throw error
  return replies
}

test.each([
  ['port', 'abc'],
  ['port', 70000],
  ['db', -1],
  ['commandTimeout', -1],
  ['connectTimeout', 'soon'],
  ['maxRetriesPerRequest', 'many'],
])('the option %s: %p is refused by name', async (name, value) => {
  await under({}, ({ getRedis }) => {
    expect(() => getRedis({ [name]: value } as object)).toThrow(
      new RegExp(`option ${name} is "${value}", expected`),
    )
  })
})

test.each([['retryStrategy'], ['reconnectOnError']])(
  'the function %s is refused on the shared client',
  async (name) => {
    await under({}, ({ getRedis }) => {
      expect(() => getRedis({ [name]: () => 1 })).toThrow(/`new Redis` takes it/)
    })
  },
)

test('problems of options and of variables come in one error', async () => {
  await under({ REDIS_KEEP_ALIVE: 'x' }, ({ getRedis }) => {
    expect(() => getRedis({ db: -1, retryStrategy: () => 1 })).toThrow(
      /retryStrategy.*option db.*REDIS_KEEP_ALIVE/s,
    )
  })
})

describe('sentinels', () => {
  test('without a name they are refused', async () => {
    const error = await problemOf({ REDIS_SENTINELS: 'one:26379' })
    expect(error.problems).toStrictEqual([
      'REDIS_SENTINEL_NAME is not set, expected the name by which REDIS_SENTINELS know the master',
    ])
  })

  test('a name without sentinels is refused, and not led to localhost', async () => {
    const error = await problemOf({ REDIS_SENTINEL_NAME: 'main' })
    expect(error.message).toContain('REDIS_SENTINEL_NAME is set without REDIS_SENTINELS')
  })

  test('their password is shown nowhere', async () => {
    const secret = 'sentinel-secret'
    const given = { REDIS_SENTINELS: `redis://:${secret}@one`, REDIS_SENTINEL_PASSWORD: secret }
    const error = await problemOf({ ...given, REDIS_SENTINEL_NAME: 'two words' })
    expect(error.problems).toHaveLength(2)
    expect(error.message).not.toContain(secret)
    await under(
      { REDIS_SENTINELS: 'one:1', REDIS_SENTINEL_NAME: 'main', REDIS_SENTINEL_PASSWORD: secret },
      ({ getConnectionInfo }) => {
        const info = getConnectionInfo()
        expect(info.configured.REDIS_SENTINEL_PASSWORD).toBe('***')
        expect(JSON.stringify(info)).not.toContain(secret)
      },
    )
  })
})
