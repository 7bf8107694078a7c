/** `getConnectionInfo`: what operators want to know, at once and without a connection. */
import * as pkg from '@app/redis-native'
import { runNode } from '../support/child'
import { freePort } from '../support/ports'
import { type RedisServer, startRedis } from '../support/server'

const { redis, getConnectionInfo, closeRedis } = pkg as any
let server: RedisServer

beforeAll(async () => {
  server = await startRedis({ password: 'very secret' })
  Object.assign(process.env, {
    REDIS_URL: `${server.url}/3`,
    REDIS_CONNECTION_NAME: 'info',
    REDIS_KEY_PREFIX: 'p:',
  })
})
afterAll(async () => {
  await closeRedis()
  await server.stop()
})

/** What a fresh process with this environment knows of its connection. */
const infoIn = async (env: Record<string, string>) =>
  (await runNode('tell(pkg.getConnectionInfo())', env)).told

describe('getConnectionInfo', () => {
  it('is no promise', () => {
    expect(getConnectionInfo()).not.toBeInstanceOf(Promise)
    expect(getConnectionInfo().then).toBeUndefined()
  })

  it('tells address, database, state, name and what is configured', () => {
    expect(getConnectionInfo()).toMatchObject({
      address: `127.0.0.1:${server.port}`,
      database: 3,
      state: 'wait',
      name: 'info',
      configured: { REDIS_CONNECTION_NAME: 'info', REDIS_KEY_PREFIX: 'p:' },
    })
  })

  it('follows the state', async () => {
    await redis.ping()
    expect(getConnectionInfo().state).toBe('ready')
    await closeRedis()
    expect(['end', 'wait']).toContain(getConnectionInfo().state)
  })

  it('hides the password, and only the password', () => {
    const { configured } = getConnectionInfo()
    expect(JSON.stringify(getConnectionInfo())).not.toContain('secret')
    expect(configured.REDIS_URL).toContain(`127.0.0.1:${server.port}/3`)
  })

  it('is plain data', () => {
    const info = getConnectionInfo()
    expect(JSON.parse(JSON.stringify(info))).toStrictEqual(info)
    expect(Object.getPrototypeOf(info)).toBe(Object.prototype)
  })

  it('knows localhost:6379 when nothing is set, and does not connect', async () => {
    expect(await infoIn({})).toMatchObject({
      address: 'localhost:6379',
      database: 0,
      state: 'wait',
      name: null,
    })
  })

  it('knows a Unix socket', async () => {
    expect(await infoIn({ REDIS_URL: 'unix:///run/redis.sock?db=2' })).toMatchObject({
      address: '/run/redis.sock',
      database: 2,
    })
  })

  it('knows the hosts of a cluster', async () => {
    const info = await infoIn({ REDIS_CLUSTER_HOSTS: 'node1:6379,node2:6380', REDIS_PASSWORD: 'very secret' })
    expect(info.hosts).toStrictEqual(['node1:6379', 'node2:6380'])
    expect(JSON.stringify(info)).not.toContain('secret')
  })

  it('ends at once, whatever is configured', async () => {
    const { code } = await runNode('tell(pkg.getConnectionInfo())', {
      REDIS_URL: `redis://127.0.0.1:${await freePort()}`,
    })
    expect(code).toBe(0)
  })
})
