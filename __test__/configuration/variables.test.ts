/** Each variable, its default, and which of them wins. Nothing connects here. */
import { under } from './environments'

const READ: [environment: Record<string, string>, options: Record<string, unknown>][] = [
  [{ REDIS_HOST: 'cache.local' }, { host: 'cache.local', port: 6379 }],
  [{ REDIS_HOST: '::1' }, { host: '::1', port: 6379 }],
  [{ REDIS_PORT: '7000' }, { host: 'localhost', port: 7000 }],
  [{ REDIS_PORT: '65535' }, { port: 65535 }],
  [{ REDIS_PASSWORD: 'p@ss:word/#' }, { password: 'p@ss:word/#' }],
  [
    { REDIS_USERNAME: 'ada', REDIS_PASSWORD: 'x' },
    { username: 'ada', password: 'x' },
  ],
  [
    {
      REDIS_SENTINELS: 'one:26379, [::1]:26380',
      REDIS_SENTINEL_NAME: 'main',
      REDIS_SENTINEL_USERNAME: 'ada',
      REDIS_SENTINEL_PASSWORD: 'x',
      REDIS_PASSWORD: 'y',
      REDIS_DB: '2',
    },
    {
      sentinels: [
        { host: 'one', port: 26379 },
        { host: '::1', port: 26380 },
      ],
      name: 'main',
      sentinelUsername: 'ada',
      sentinelPassword: 'x',
      password: 'y',
      db: 2,
    },
  ],
  [{ REDIS_DB: '3' }, { db: 3 }],
  [{ REDIS_DB: '0' }, { db: 0 }],
  [{ REDIS_TLS: 'true' }, { tls: true }],
  [{ REDIS_TLS: '1' }, { tls: true }],
  [{ REDIS_TLS: 'YES' }, { tls: true }],
  [{ REDIS_TLS: 'false' }, { tls: undefined }],
  [{ REDIS_TLS: '0' }, { tls: undefined }],
  [{ REDIS_TLS: '' }, { tls: undefined }],
  [{ REDIS_MAX_RETRIES: '7' }, { maxRetriesPerRequest: 7 }],
  [{ REDIS_MAX_RETRIES: '0' }, { maxRetriesPerRequest: 0 }],
  [{ REDIS_CONNECT_TIMEOUT: '1234' }, { connectTimeout: 1234 }],
  [{ REDIS_COMMAND_TIMEOUT: '1234' }, { commandTimeout: 1234 }],
  [{ REDIS_COMMAND_TIMEOUT: '0' }, { commandTimeout: 0 }],
  [{ REDIS_KEEP_ALIVE: '10000' }, { keepAlive: 10000 }],
  [{ REDIS_CONNECTION_NAME: 'fablespace-main' }, { connectionName: 'fablespace-main' }],
  [{ REDIS_KEY_PREFIX: 'app:' }, { keyPrefix: 'app:' }],
  [{ REDIS_KEY_PREFIX: 'whatsapp:{env}:' }, { keyPrefix: 'whatsapp:development:' }],
  [
    { REDIS_KEY_PREFIX: 'whatsapp:{env}:', NODE_ENV: 'production', REDIS_HOST: 'h' },
    { keyPrefix: 'whatsapp:production:' },
  ],
  [{ REDIS_KEY_PREFIX: 'whatsapp:{env}:', NODE_ENV: '' }, { keyPrefix: 'whatsapp:development:' }],
  [{ REDIS_KEY_PREFIX: '{env}:{env}:', NODE_ENV: 'test' }, { keyPrefix: 'test:test:' }],
  [{ NODE_ENV: 'test' }, { keyPrefix: '' }],
  [{ REDIS_CLUSTER_HOSTS: 'node1:6379,node2:6380' }, { clusterHosts: ['node1:6379', 'node2:6380'] }],
  [{ REDIS_CLUSTER_HOSTS: ' node1:6379 , [::1]:6380 ' }, { clusterHosts: ['node1:6379', '[::1]:6380'] }],
]

test.each(READ)('%j', async (environment, options) => {
  await under(environment, ({ redis }) => {
    for (const [name, value] of Object.entries(options))
      expect([name, redis.options[name]]).toStrictEqual([name, value])
  })
})

const DEFAULTS = {
  host: 'localhost',
  port: 6379,
  db: 0,
  maxRetriesPerRequest: 3,
  connectTimeout: 10000,
  commandTimeout: 5000,
  keepAlive: 30000,
  keyPrefix: '',
  connectionName: null,
  enableReadyCheck: true,
}

test('nothing set is localhost:6379 with the documented defaults', async () => {
  await under({}, ({ redis, getConnectionInfo, getKeyPrefix }) => {
    expect(redis.options).toMatchObject(DEFAULTS)
    expect(redis.options.password ?? undefined).toBeUndefined()
    expect(getKeyPrefix()).toBe('')
    expect(getConnectionInfo()).toStrictEqual({
      address: 'localhost:6379',
      database: 0,
      state: 'wait',
      name: null,
      keyPrefix: '',
      tls: false,
      breaker: 'closed',
      configured: {},
    })
  })
})

test('a variable that is empty counts as not set', async () => {
  const names = [
    'REDIS_URL',
    'REDIS_HOST',
    'REDIS_PORT',
    'REDIS_PASSWORD',
    'REDIS_USERNAME',
    'REDIS_DB',
    'REDIS_TLS',
  ]
  names.push('REDIS_MAX_RETRIES', 'REDIS_CONNECT_TIMEOUT', 'REDIS_COMMAND_TIMEOUT', 'REDIS_CLUSTER_HOSTS')
  names.push('REDIS_KEY_PREFIX', 'REDIS_CONNECTION_NAME', 'REDIS_KEEP_ALIVE', 'NODE_ENV')
  await under(Object.fromEntries(names.map((name) => [name, ''])), ({ redis, getConnectionInfo }) => {
    expect(redis.options).toMatchObject(DEFAULTS)
    expect(getConnectionInfo().configured).toStrictEqual({})
  })
})

describe('precedence', () => {
  const parts = {
    REDIS_HOST: 'part',
    REDIS_PORT: '1',
    REDIS_DB: '1',
    REDIS_PASSWORD: 'part',
    REDIS_USERNAME: 'part',
  }

  test('REDIS_URL wins over the parts, as a whole', async () => {
    await under({ ...parts, REDIS_URL: 'redis://url:7000' }, ({ redis, getConnectionInfo }) => {
      expect(getConnectionInfo()).toMatchObject({ address: 'url:7000', database: 0 })
      expect(redis.options.password || undefined).toBeUndefined()
    })
  })

  test('REDIS_CLUSTER_HOSTS wins over REDIS_URL and the parts', async () => {
    const REDIS_CLUSTER_HOSTS = 'node1:7000,node2:7001'
    await under({ ...parts, REDIS_URL: 'redis://url:7000', REDIS_CLUSTER_HOSTS }, ({ getConnectionInfo }) => {
      const info = getConnectionInfo()
      expect(info.hosts).toStrictEqual(['node1:7000', 'node2:7001'])
      expect(info.address).not.toContain('url')
    })
  })

  test('options in code win over the environment', async () => {
    const environment = {
      ...parts,
      REDIS_COMMAND_TIMEOUT: '1',
      REDIS_KEY_PREFIX: 'env:',
      REDIS_MAX_RETRIES: '9',
    }
    await under(environment, ({ getRedis }) => {
      process.env.NEXT_PHASE = 'phase-production-build' // nothing connects
      const { options } = getRedis({ commandTimeout: 2, keyPrefix: 'code:', db: 5, password: 'code' })
      expect(options).toMatchObject({ host: 'part', port: 1, db: 5, password: 'code', commandTimeout: 2 })
      expect(options).toMatchObject({ keyPrefix: 'code:', maxRetriesPerRequest: 9 })
    })
  })

  test('an endpoint in code takes no password and no database from the environment', async () => {
    await under({ REDIS_URL: 'redis://:secret@url:7000/3' }, ({ getRedis }) => {
      process.env.NEXT_PHASE = 'phase-production-build'
      const { options } = getRedis({ host: 'elsewhere', port: 7001 })
      expect(options).toMatchObject({ host: 'elsewhere', port: 7001, db: 0 })
      expect(options.password || undefined).toBeUndefined()
    })
  })

  test('an endpoint in code works although the endpoint of the environment is wrong', async () => {
    await under({ REDIS_URL: 'http://wrong' }, ({ getRedis }) => {
      process.env.NEXT_PHASE = 'phase-production-build'
      expect(getRedis({ host: 'right', port: 7001 }).options).toMatchObject({ host: 'right', port: 7001 })
      expect(getRedis('redis://right:7002').options).toMatchObject({ host: 'right', port: 7002 })
    })
  })

  test('new Redis reads nothing of the environment', async () => {
    await under({ ...parts, REDIS_KEY_PREFIX: 'env:', REDIS_CONNECTION_NAME: 'env' }, ({ Redis }) => {
      const { options } = new Redis({ lazyConnect: true })
      expect(options).toMatchObject({
        host: 'localhost',
        port: 6379,
        keyPrefix: '',
        connectionName: null,
        db: 0,
      })
      expect(options.password).toBeNull()
    })
  })
})

test('the environment is read at the first use, and not later', async () => {
  await under({ REDIS_URL: 'redis://first:7000' }, ({ redis, getConnectionInfo }) => {
    process.env.REDIS_URL = 'redis://second:7000'
    expect(getConnectionInfo().address).toBe('second:7000')
    process.env.REDIS_URL = 'redis://third:7000'
    expect(redis.options.host).toBe('second')
  })
})
