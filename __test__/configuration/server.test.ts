/** The variables at a real server: what is configured is what the server sees. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { named } from '../support/script'
import { type RedisServer, startRedis } from '../support/server'
import { under } from './environments'

const password = 'p@ss:w/rd#%'
let folder: string
let path: string
let server: RedisServer

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'redis-socket-'))
  path = join(folder, 'redis.sock')
  server = await startRedis({ password, args: ['--unixsocket', path] })
  await server.cli('ACL', 'SETUSER', 'ada', 'on', `>${password}`, '~*', '+@all', '&*')
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

const encoded = encodeURIComponent(password)
const who = async (environment: Record<string, string>) => {
  const REDIS_CONNECTION_NAME = `configuration-${Math.random().toString(36).slice(2)}`
  return under({ ...environment, REDIS_CONNECTION_NAME }, async ({ ping, closeRedis }) => {
    expect(await ping()).toBe('PONG')
    const [line, ...others] = named(await server.cli('CLIENT', 'LIST'), REDIS_CONNECTION_NAME)
    expect(others).toStrictEqual([])
    await closeRedis()
    return Object.fromEntries(line.split(' ').map((fact) => fact.split(/=(.*)/s)))
  })
}

test('a URL with password and database', async () => {
  const facts = await who({ REDIS_URL: `redis://:${encoded}@127.0.0.1:${server.port}/3` })
  expect(facts).toMatchObject({ db: '3', user: 'default' })
})

test('a URL with user and password', async () => {
  const facts = await who({ REDIS_URL: `redis://ada:${encoded}@127.0.0.1:${server.port}` })
  expect(facts).toMatchObject({ db: '0', user: 'ada' })
})

test('the parts', async () => {
  const REDIS_PORT = String(server.port)
  const parts = {
    REDIS_HOST: '127.0.0.1',
    REDIS_PORT,
    REDIS_USERNAME: 'ada',
    REDIS_PASSWORD: password,
    REDIS_DB: '5',
  }
  expect(await who(parts)).toMatchObject({ db: '5', user: 'ada' })
})

test.each([
  ['unix://', (socket: string) => `unix://${socket}?db=2&password=${encoded}`],
  ['redis+unix://', (socket: string) => `redis+unix://${socket}?db=2&password=${encoded}`],
  ['the path alone', (socket: string) => `${socket}?db=2&password=${encoded}`],
])('a Unix socket by %s', async (_, url) => {
  const facts = await who({ REDIS_URL: url(path) })
  expect(facts).toMatchObject({ db: '2', user: 'default' })
  expect(facts.addr).toContain(path)
})

test('a Unix socket that is absent is told by its path', async () => {
  const REDIS_URL = `unix://${path}.absent`
  await under(
    { REDIS_URL, REDIS_COMMAND_TIMEOUT: '1000' },
    async ({ redis, redisHealthCheck, getConnectionInfo }) => {
      redis.on('error', () => {})
      expect(getConnectionInfo().address).toBe(`${path}.absent`)
      await expect(redis.get('key')).rejects.toMatchObject({ code: 'ENOENT', address: `${path}.absent` })
      expect((await redisHealthCheck()).status).toBe('unhealthy')
    },
  )
})

test('REDIS_COMMAND_TIMEOUT is the deadline of a command', async () => {
  const REDIS_URL = `redis://:${encoded}@127.0.0.1:${server.port}`
  await under({ REDIS_URL, REDIS_COMMAND_TIMEOUT: '1000' }, async ({ redis, closeRedis }) => {
    await redis.ping()
    await server.cli('CLIENT', 'PAUSE', '4000', 'ALL')
    await expect(redis.get('key')).rejects.toThrow('Command timed out')
    await closeRedis()
  })
  await server.cli('CLIENT', 'UNPAUSE')
})

test('REDIS_MAX_RETRIES is how many failed connections a command sees', async () => {
  const environment = {
    REDIS_URL: `unix://${path}.absent`,
    REDIS_MAX_RETRIES: '0',
    REDIS_COMMAND_TIMEOUT: '0',
  }
  await under(environment, async ({ redis, MaxRetriesPerRequestError }) => {
    redis.on('error', () => {})
    const error = await redis.get('key').catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(MaxRetriesPerRequestError)
    expect((error as Error).message).toContain('which is 0')
  })
})
