/** The end: closeRedis, and quit and disconnect of one handle among several. */
import { closeRedis, get, getConnectionInfo, redis, set } from '@app/redis-native'
import { event, within } from '../support/events'
import { startRedis } from '../support/server'
import { until, useSharedClient } from './shared-client'

const shared = useSharedClient('calls-close')

test('closeRedis before the first use does nothing', async () => {
  expect(await closeRedis()).toBeUndefined()
  expect(redis.status).toBe('wait')
  expect(await shared.connections()).toHaveLength(0)
})

test('closeRedis ends the connection, and a later use opens it again', async () => {
  await redis.ping()
  expect(await shared.connections()).toHaveLength(1)
  expect(await closeRedis()).toBeUndefined()
  await until(async () => (await shared.connections()).length === 0)
  expect(await set('again', '1')).toBe('OK')
  expect(await get('again')).toBe('1')
  expect(await shared.connections()).toHaveLength(1)
})

test('closeRedis waits for the replies of commands that were called before', async () => {
  const replies = Array.from({ length: 500 }, () => redis.incr('count'))
  await closeRedis()
  expect((await Promise.all(replies)).at(-1)).toBe(500)
})

test('closeRedis may be called twice', async () => {
  await redis.ping()
  await closeRedis()
  await within(20_000, closeRedis(), 'the second closeRedis')
})

test('closeRedis may be called twice at once, as by SIGINT and SIGTERM', async () => {
  await redis.ping()
  await within(20_000, Promise.all([closeRedis(), closeRedis()]), 'two closeRedis at once')
})

test('closeRedis resolves although the server is away', async () => {
  const server = await startRedis()
  const url = process.env.REDIS_URL
  process.env.REDIS_URL = server.url
  try {
    const hear = () => {}
    redis.on('error', hear)
    await redis.ping()
    const close = event(redis, 'close')
    await server.kill()
    await close
    await within(20_000, closeRedis(), 'closeRedis')
    redis.off('error', hear)
  } finally {
    process.env.REDIS_URL = url
    await server.stop()
  }
})

test('after closeRedis the configuration is read anew', async () => {
  await redis.ping()
  await closeRedis()
  process.env.REDIS_DB = ''
  process.env.REDIS_URL = `${shared.server.url}/3`
  try {
    expect(getConnectionInfo().database).toBe(3)
    await redis.set('key', 'in 3')
    expect(await shared.server.cli('-n', '3', 'GET', 'key')).toBe('in 3')
    await closeRedis()
  } finally {
    process.env.REDIS_URL = shared.server.url
  }
  expect(await redis.get('key')).toBeNull()
})

test('closeRedis leaves the clients of other options alone', async () => {
  const other = shared.handle({ connectionName: 'calls-close-other' })
  await Promise.all([redis.ping(), other.ping()])
  await closeRedis()
  expect(await other.ping()).toBe('PONG')
  expect(await shared.connections('calls-close-other')).toHaveLength(1)
})

test('subscriptions end with closeRedis', async () => {
  await redis.subscribe('news')
  await closeRedis()
  await until(async () => (await shared.connections()).length === 0)
  expect(await shared.server.cli('PUBSUB', 'CHANNELS')).toBe('')
})

describe.each(['quit', 'disconnect'] as const)('%s of a handle', (end) => {
  const connectionName = `calls-close-${end}`
  const handles = () =>
    ['a:', 'b:'].map((keyPrefix) => shared.handle({ keyPrefix: end + keyPrefix, connectionName }))

  test('ends the handle, and not the others of its connection', async () => {
    const [ended, other] = handles()
    await Promise.all([ended.ping(), other.ping()])
    const before = await shared.connections(connectionName)
    expect(await ended[end]()).toBe(end === 'quit' ? 'OK' : undefined)
    await expect(ended.get('key')).rejects.toThrow('Connection is closed.')
    expect(ended.status).toBe('end')
    expect(await other.set('key', '1')).toBe('OK')
    const ids = (lines: string[]) => lines.map((line) => line.split(' ')[0])
    expect(ids(await shared.connections(connectionName))).toStrictEqual(ids(before))
  })

  test('getRedis brings the handle back', async () => {
    expect(await handles()[0].ping()).toBe('PONG')
  })
})

test('quit lets the commands of the handle finish', async () => {
  const client = shared.handle({ keyPrefix: 'finish:' })
  const replies = Array.from({ length: 100 }, () => client.incr('count'))
  expect(await client.quit()).toBe('OK')
  expect((await Promise.all(replies)).at(-1)).toBe(100)
})

test('after quit and closeRedis a later use opens the client again', async () => {
  await redis.ping()
  await redis.quit()
  await closeRedis()
  expect(await get('key')).toBeNull()
})
