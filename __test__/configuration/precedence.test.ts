/** Which setting wins: options in code, then REDIS_CLUSTER_HOSTS, then REDIS_URL, then the parts. */
import { runNode } from '../support/child'
import { type RedisServer, startRedis } from '../support/server'

const PARTS = { REDIS_HOST: 'part', REDIS_PORT: '7001', REDIS_PASSWORD: 'part', REDIS_DB: '1' }
const URL = { REDIS_URL: 'redis://url:7002/2' }
const CLUSTER = { REDIS_CLUSTER_HOSTS: 'node1:7003,node2:7004' }

let server: RedisServer
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())

const tellInfo = `tell(pkg.getConnectionInfo())`

describe('the environment', () => {
  it('REDIS_URL wins over the parts', async () => {
    const { told } = await runNode(tellInfo, { ...PARTS, ...URL })
    expect(told).toMatchObject({ address: 'url:7002', database: 2 })
  })

  it('REDIS_CLUSTER_HOSTS wins over REDIS_URL and the parts', async () => {
    const { told } = await runNode(tellInfo, { ...PARTS, ...URL, ...CLUSTER })
    expect(told.hosts).toStrictEqual(['node1:7003', 'node2:7004'])
    expect(told.address).not.toContain('url')
  })

  const SENTINELS = { REDIS_SENTINELS: 'watch:7005', REDIS_SENTINEL_NAME: 'main' }

  it('REDIS_SENTINELS win over REDIS_URL and the parts, of which the database holds', async () => {
    const { told } = await runNode(tellInfo, { ...PARTS, ...URL, ...SENTINELS })
    expect(told).toMatchObject({
      address: 'watch:7005',
      database: 1,
      sentinel: { name: 'main', role: 'master', sentinels: ['watch:7005'], server: null },
    })
  })

  it('REDIS_CLUSTER_HOSTS win over REDIS_SENTINELS', async () => {
    const { told } = await runNode(tellInfo, { ...SENTINELS, ...CLUSTER })
    expect(told.hosts).toStrictEqual(['node1:7003', 'node2:7004'])
    expect(told).not.toHaveProperty('sentinel')
  })

  it('a broken URL is no problem where sentinels win', async () => {
    const { told } = await runNode(tellInfo, { REDIS_URL: 'http://no', ...SENTINELS })
    expect(told.address).toBe('watch:7005')
  })

  it('the parts hold where there is no URL', async () => {
    const { told } = await runNode(tellInfo, PARTS)
    expect(told).toMatchObject({ address: 'part:7001', database: 1 })
  })

  it('a broken part is no problem where the URL wins', async () => {
    const { told } = await runNode(tellInfo, { REDIS_PORT: 'tcp://10.0.0.1:6379', ...URL })
    expect(told).toMatchObject({ address: 'url:7002' })
  })

  it('a broken URL is no problem where cluster hosts win', async () => {
    const { told } = await runNode(tellInfo, { REDIS_URL: 'http://no', ...CLUSTER })
    expect(told.hosts).toStrictEqual(['node1:7003', 'node2:7004'])
  })
})

describe('options in code', () => {
  /** What getRedis(options) is configured with; it would connect to a name that does not resolve. */
  const optionsOf = async (options: string, env: Record<string, string>) =>
    (
      await runNode(
        `try {
          const client = pkg.getRedis(${options})
          client.on('error', () => {})
          tell({ ...client.options })
          client.disconnect()
        } catch (error) { tell({ refused: error.message }) }`,
        env,
      )
    ).told

  it('win over REDIS_URL', async () => {
    expect(
      await optionsOf(`{ host: 'code.invalid', port: 7009, db: 5 }`, { ...URL, ...PARTS }),
    ).toMatchObject({
      host: 'code.invalid',
      port: 7009,
      db: 5,
    })
  })

  it('win over REDIS_CLUSTER_HOSTS', async () => {
    expect(await optionsOf(`{ host: 'code.invalid', port: 7009 }`, CLUSTER)).toMatchObject({
      host: 'code.invalid',
      port: 7009,
    })
  })

  it('win one by one over the other variables', async () => {
    const env = {
      ...URL,
      REDIS_COMMAND_TIMEOUT: '1000',
      REDIS_CONNECT_TIMEOUT: '2000',
      REDIS_MAX_RETRIES: '9',
      REDIS_KEY_PREFIX: 'env:',
      REDIS_CONNECTION_NAME: 'env',
      REDIS_KEEP_ALIVE: '1000',
    }
    const given = `{ host: 'code.invalid', commandTimeout: 11, connectTimeout: 12, maxRetriesPerRequest: 0, keyPrefix: '', connectionName: 'code', keepAlive: 13 }`
    expect(await optionsOf(given, env)).toMatchObject({
      commandTimeout: 11,
      connectTimeout: 12,
      maxRetriesPerRequest: 0,
      keyPrefix: '',
      connectionName: 'code',
      keepAlive: 13,
    })
    expect(await optionsOf(`{ host: 'code.invalid' }`, env)).toMatchObject({
      commandTimeout: 1000,
      connectTimeout: 2000,
      maxRetriesPerRequest: 9,
      keyPrefix: 'env:',
      connectionName: 'env',
      keepAlive: 1000,
    })
  })

  it('a database in code holds for the URL of the environment', async () => {
    expect(await optionsOf('{ db: 6 }', { REDIS_URL: `${server.url}/2` })).toMatchObject({
      host: '127.0.0.1',
      port: server.port,
      db: 6,
    })
  })

  it('a URL in code wins over that of the environment', async () => {
    expect(await optionsOf(`'redis://code.invalid:7009/4'`, URL)).toMatchObject({
      host: 'code.invalid',
      port: 7009,
      db: 4,
    })
  })

  it('credentials of the environment do not go to a host in code', async () => {
    const options = await optionsOf(`{ host: 'code.invalid' }`, { REDIS_URL: 'redis://ada:s3cret@url:7002' })
    expect(JSON.stringify(options)).not.toContain('s3cret')
    expect(options.password ?? null).toBeNull()
  })

  it('are enough when the environment is broken where they speak', async () => {
    expect(
      await optionsOf(`{ host: 'code.invalid', port: 7009 }`, { REDIS_URL: 'http://broken' }),
    ).toMatchObject({
      host: 'code.invalid',
      port: 7009,
    })
    expect(await optionsOf(`'redis://code.invalid:7009'`, { REDIS_URL: 'http://broken' })).toMatchObject({
      host: 'code.invalid',
    })
  })

  it('new Redis does not look at the environment', async () => {
    const { told } = await runNode(
      `const client = new pkg.Redis({ lazyConnect: true })
      tell({ ...client.options, lazy: client.status })`,
      { ...URL, REDIS_URL: 'http://broken', REDIS_KEY_PREFIX: 'env:', REDIS_MAX_RETRIES: 'many' },
    )
    expect(told).toMatchObject({
      host: 'localhost',
      port: 6379,
      keyPrefix: '',
      maxRetriesPerRequest: 20,
      lazy: 'wait',
    })
  })
})

describe('when it is read', () => {
  it('at the first use, not at the import', async () => {
    const { told } = await runNode(
      `const { redis, getConnectionInfo } = require(root)
      process.env.REDIS_URL = 'redis://late:7005'
      tell(getConnectionInfo().address)`,
      { REDIS_URL: 'redis://early:7004' },
      false,
    )
    expect(told).toBe('late:7005')
  })

  it('the server of the environment is the one that is used', async () => {
    const { told } = await runNode(
      `await pkg.set('k', 'v')
      tell([await pkg.get('k'), await pkg.redis.client('GETNAME')])`,
      {
        REDIS_HOST: '127.0.0.1',
        REDIS_PORT: String(server.port),
        REDIS_DB: '2',
        REDIS_CONNECTION_NAME: 'from-parts',
      },
    )
    expect(told).toStrictEqual(['v', 'from-parts'])
    expect(await server.cli('-n', '2', 'GET', 'k')).toBe('v')
  })
})
