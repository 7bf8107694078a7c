/** `redisHealthCheck`: an answer within its timeout, whatever the server does, and never a rejection. */
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { closeRedis, getConnectionInfo, type HealthCheck, redis, redisHealthCheck } from '@app/redis-native'
import { within } from '../support/events'
import { freePort } from '../support/ports'
import { type RedisServer, startRedis } from '../support/server'

let server: RedisServer
const hear = () => {}

beforeAll(async () => {
  process.env.REDIS_CONNECTION_NAME = 'calls-health'
  redis.on('error', hear)
})
beforeEach(async () => {
  server = await startRedis()
  process.env.REDIS_URL = server.url
})
afterEach(async () => {
  jest.useRealTimers()
  delete process.env.REDIS_CONNECT_TIMEOUT
  process.kill(server.pid, 'SIGCONT')
  await closeRedis()
  await server.stop()
})

/** A server that accepts and says nothing. */
async function silent(use: (port: number) => Promise<void>): Promise<void> {
  const sockets = new Set<Socket>()
  const listener: Server = createServer((socket) => sockets.add(socket.on('error', hear))).listen(
    0,
    '127.0.0.1',
  )
  await once(listener, 'listening')
  try {
    await use((listener.address() as { port: number }).port)
  } finally {
    for (const socket of sockets) socket.destroy()
    listener.close()
  }
}

/** Longer than a busy machine takes to answer a PING. */
const PATIENT = { timeout: 20_000 }

/** The server has answered and is well, which half a second and more make a slow answer, on a busy machine as well. */
function expectWell({ latencyMs, ...health }: HealthCheck): void {
  const state = 'ready'
  expect(latencyMs).toBeGreaterThan(0)
  expect(health).toStrictEqual(
    latencyMs < 500
      ? { status: 'healthy', state }
      : { status: 'degraded', state, reason: `a PING took ${Math.round(latencyMs)} ms` },
  )
}

test('a server that answers is healthy, from the first call on', async () => {
  expectWell(await redisHealthCheck(PATIENT))
  expect(getConnectionInfo().state).toBe('ready')
})

test('an absent server is unhealthy within the timeout, and the error says why', async () => {
  process.env.REDIS_URL = `redis://127.0.0.1:${await freePort()}`
  const health = await within(4000, redisHealthCheck())
  expect(health.status).toBe('unhealthy')
  expect(health.state).not.toBe('ready')
  expect(health.error).toBeInstanceOf(Error)
  expect(JSON.stringify([health.error, health.error?.message, (health.error?.cause as any)?.code])).toContain(
    'ECONNREFUSED',
  )
})

test('a server that dies while it is used turns unhealthy, and healthy again when it is back', async () => {
  const { port } = server
  expectWell(await redisHealthCheck(PATIENT))
  await server.kill()
  expect((await redisHealthCheck({ timeout: 500 })).status).toBe('unhealthy')
  server = await startRedis({ port })
  const back = async (): Promise<void> => {
    if ((await redisHealthCheck()).status !== 'healthy') await back()
  }
  await back()
  expect(redis.status).toBe('ready')
})

test('a stopped server is unhealthy within the timeout', async () => {
  await redis.ping()
  process.kill(server.pid, 'SIGSTOP')
  const health = await within(4500, redisHealthCheck({ timeout: 300 }))
  expect(health.status).toBe('unhealthy')
  expect(health.latencyMs).toBeGreaterThanOrEqual(299)
  expect(health.error?.message).toContain('timed out')
})

test('without a timeout of its own a check of a stopped server takes two seconds', async () => {
  await redis.ping()
  process.kill(server.pid, 'SIGSTOP')
  const health = await within(6000, redisHealthCheck())
  expect(health.status).toBe('unhealthy')
  expect(health.latencyMs).toBeGreaterThanOrEqual(1999)
})

test('a listener that says nothing is unhealthy within the timeout', async () => {
  await silent(async (port) => {
    process.env.REDIS_URL = `redis://127.0.0.1:${port}`
    const health = await within(4500, redisHealthCheck({ timeout: 300 }))
    expect(health.status).toBe('unhealthy')
    expect(health.state).not.toBe('ready')
    expect(health.error).toBeInstanceOf(Error)
  })
})

test('a server that refuses the credentials is unhealthy, with its reason', async () => {
  await server.stop()
  server = await startRedis({ password: 'right' })
  process.env.REDIS_URL = `redis://:wrong@127.0.0.1:${server.port}`
  const health = await within(6000, redisHealthCheck())
  expect(health.status).toBe('unhealthy')
  expect(`${health.error?.message} ${(health.error?.cause as Error)?.message}`).toMatch(/WRONGPASS/)
})

test('a configuration that can not be used is unhealthy, with its reason', async () => {
  process.env.REDIS_URL = 'http://localhost'
  const health = await redisHealthCheck()
  expect(health).toMatchObject({ status: 'unhealthy' })
  expect(health.state).not.toBe('ready')
  expect(health.error?.message).toContain('REDIS_URL')
})

test('a server that does not speak TLS is unhealthy to a client that does, and the reason says TLS', async () => {
  process.env.REDIS_URL = `rediss://127.0.0.1:${server.port}`
  process.env.REDIS_CONNECT_TIMEOUT = '200'
  const health = await redisHealthCheck()
  expect(health.status).toBe('unhealthy')
  expect(health.reason).toMatch(/TLS/)
})

test('fake timers stop neither a healthy answer nor an unhealthy one', async () => {
  jest.useFakeTimers()
  expectWell(await redisHealthCheck(PATIENT))
  process.kill(server.pid, 'SIGSTOP')
  const health = await redisHealthCheck({ timeout: 300 })
  expect(health.status).toBe('unhealthy')
  expect(health.latencyMs).toBeGreaterThanOrEqual(299)
})

test.each([[0], [-1], [Number.NaN], ['soon']])('a timeout of %p rejects nothing', async (timeout) => {
  expect(await redisHealthCheck({ timeout: timeout as number })).toMatchObject({ status: 'unhealthy' })
})

test.each([[2 ** 31], [Number.MAX_SAFE_INTEGER], [Number.POSITIVE_INFINITY]])(
  'a timeout of %p ms is long, and the server healthy',
  async (timeout) => {
    expectWell(await redisHealthCheck({ timeout }))
  },
)

test('nothing rejects where null is given for the options', async () => {
  const health = (redisHealthCheck as (options: unknown) => Promise<unknown>)(null)
  expect(await health).toHaveProperty('status')
})

test('a handle that was ended is unhealthy', async () => {
  await redis.ping()
  redis.disconnect()
  expect(await redisHealthCheck()).toMatchObject({ status: 'unhealthy', state: 'end' })
})

test('many checks at once are answered, over one connection', async () => {
  redis.connect().catch(hear)
  const checks = await Promise.all(Array.from({ length: 200 }, () => redisHealthCheck(PATIENT)))
  for (const health of checks) expectWell(health)
  const list = await server.cli('CLIENT', 'LIST')
  expect(list.split('\n').filter((line) => line.includes(' name=calls-health '))).toHaveLength(1)
})

test('a server that takes its time is degraded, with the reason', async () => {
  await redis.ping()
  process.kill(server.pid, 'SIGSTOP')
  const checking = redisHealthCheck({ timeout: 10_000 })
  setTimeout(() => process.kill(server.pid, 'SIGCONT'), 700)
  expect(await checking).toStrictEqual({
    status: 'degraded',
    latencyMs: expect.any(Number),
    state: 'ready',
    reason: expect.stringMatching(/^a PING took \d+ ms$/),
  })
})

test('an open circuit breaker is unhealthy at once, and seen without asking', async () => {
  process.env.REDIS_URL = `redis://127.0.0.1:${await freePort()}`
  process.env.REDIS_BREAKER_OUTAGE = '100'
  process.env.REDIS_BREAKER_PROBE = '60000'
  process.env.REDIS_MAX_RETRIES = '1000'
  try {
    const opened = new Promise<unknown>((resolve) => redis.once('breaker', resolve))
    await redis.ping().catch(hear)
    expect(await within(10_000, opened)).toBe('open')
    expect(getConnectionInfo().breaker).toBe('open')
    const health = await within(20_000, redisHealthCheck())
    expect(health).toMatchObject({ status: 'unhealthy', error: { code: 'ERR_REDIS_CIRCUIT_OPEN' } })
    expect(health.reason).toMatch(/circuit breaker is open.*ECONNREFUSED/)
  } finally {
    for (const name of ['REDIS_BREAKER_OUTAGE', 'REDIS_BREAKER_PROBE', 'REDIS_MAX_RETRIES'])
      delete process.env[name]
  }
})
