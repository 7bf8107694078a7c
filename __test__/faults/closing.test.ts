/** closeRedis and quit against a server that is slow, stopped or gone: they end in their time, and honestly. */
import { closeRedis, getRedis, redis } from '@app/redis-native'
import { event, within } from '../support/events'
import { type RedisServer, startRedis } from '../support/server'

let server: RedisServer

beforeEach(async () => {
  server = await startRedis()
  process.env.REDIS_URL = server.url
})

afterEach(async () => {
  await closeRedis({ drainMs: 0 })
  await server.kill()
})

const outcome = (promise: Promise<unknown>) =>
  promise.then(
    (value) => value,
    ({ message, maybeExecuted }: Error & { maybeExecuted?: boolean }) => ({ message, maybeExecuted }),
  )

const LOST = { message: 'Connection is closed.', maybeExecuted: true }

test('without time to drain, what a stopped server owes rejects at once', async () => {
  await redis.ping()
  process.kill(server.pid, 'SIGSTOP')
  const write = outcome(redis.incr('count'))
  await within(20_000, closeRedis({ drainMs: 0 }), 'closeRedis')
  expect(await write).toMatchObject(LOST)
})

test('a shorter time of a later call is the time of both', async () => {
  await redis.ping()
  process.kill(server.pid, 'SIGSTOP')
  const write = outcome(redis.incr('count'))
  const first = closeRedis({ drainMs: 2 ** 31 - 1 })
  await within(20_000, Promise.all([closeRedis({ drainMs: 1 }), first]), 'both')
  expect(await write).toMatchObject(LOST)
})

test('commands are answered within the time to drain', async () => {
  await redis.ping()
  await server.cli('CLIENT', 'PAUSE', '300', 'ALL')
  const replies = [redis.incr('count'), redis.incr('count')]
  await closeRedis({ drainMs: 60_000 })
  expect(await Promise.all(replies)).toStrictEqual([1, 2])
})

test('a command called while the client closes is answered', async () => {
  await redis.ping()
  for (let round = 0; round < 200; round++) {
    const ending = closeRedis()
    const late = redis.incr('count')
    await ending
    expect(await outcome(late)).toBe(round + 1)
  }
})

test('a command called when closeRedis resolves opens the client again', async () => {
  await redis.ping()
  const both = [closeRedis(), closeRedis()].map((ending) => ending.then(() => redis.incr('count')))
  expect(await Promise.all(both)).toStrictEqual([1, 2])
})

test.each([-1, 1.5, Number.NaN, 2 ** 31, Number.POSITIVE_INFINITY, '5', null])(
  'drainMs %p is refused, and nothing is closed',
  async (drainMs) => {
    await redis.ping()
    await expect(closeRedis({ drainMs: drainMs as number })).rejects.toThrow(/drainMs is .*, expected/)
    expect(redis.status).toBe('ready')
  },
)

test('quit of a handle ends although the server is stopped, and calls at once share the end', async () => {
  const handle = getRedis({ port: server.port, commandTimeout: 1000, connectionName: 'closing-quit' })
  handle.on('error', () => {})
  await event(handle, 'ready')
  process.kill(server.pid, 'SIGSTOP')
  const write = outcome(handle.incr('count'))
  expect(await within(10_000, Promise.all([handle.quit(), handle.quit()]), 'quit')).toStrictEqual([
    'OK',
    'OK',
  ])
  expect(await write).toMatchObject({ maybeExecuted: true })
})

test('a handle that joins when the last one leaves connects anew, and its write is executed once', async () => {
  const options = (keyPrefix: string) => ({ port: server.port, connectionName: 'closing-join', keyPrefix })
  const heard: string[] = []
  let last = getRedis(options('0:'))
  await last.ping()
  for (let round = 1; round <= 100; round++) {
    last.disconnect()
    const next = getRedis(options(`${round}:`))
    for (const name of ['close', 'reconnecting', 'end']) next.on(name, () => heard.push(`${round} ${name}`))
    expect(await outcome(next.incr('count'))).toBe(1)
    if (next.status !== 'ready') await event(next, 'ready')
    next.removeAllListeners()
    last = next
  }
  last.disconnect()
  expect(heard).toStrictEqual([])
})

test('a connection is counted once, and a command as lost or as out of retries', async () => {
  const handle = getRedis({ port: server.port, connectionName: 'closing-count' })
  await handle.ping()
  const hear = () => {}
  handle.on('error', hear)
  const before = handle.metrics()
  expect(before).toMatchObject({ connects: 1, closes: 0, connectFailures: 0, lost: 0 })
  await server.kill()
  const failed = outcome(handle.incr('count'))
  await failed
  const after = handle.metrics()
  expect(after.closes).toBe(1)
  expect(after.lost + after.retriesExhausted).toBe(1)
  handle.disconnect()
})
