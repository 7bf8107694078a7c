/** What the module exports, and in which forms the client is had. */
import Default, * as names from '@app/redis-native'
import { getRedis, getRedisClient, Redis, redis } from '@app/redis-native'
import { event } from '../support/events'
import { useSharedClient } from './shared-client'

const shared = useSharedClient('calls-module')
const made: Array<{ disconnect(): void }> = []

afterEach(() => {
  for (const client of made.splice(0)) client.disconnect()
})

function make(...sources: unknown[]): any {
  const client = Reflect.construct(Redis as any, sources)
  client.on('error', () => {})
  made.push(client)
  return client
}

test('every function that is documented is exported', () => {
  const functions = ['get', 'set', 'ping', 'getKey', 'setKey', 'getMultipleKeys', 'closeRedis', 'getRedis']
  functions.push('getRedisClient', 'getKeyPrefix', 'prefixKey', 'unprefixKey', 'buildRedisChannelName')
  functions.push('getConnectionInfo', 'redisHealthCheck')
  for (const name of functions) expect([name, typeof (names as any)[name]]).toStrictEqual([name, 'function'])
})

test('the default export is the class Redis', () => {
  expect(Default).toBe(Redis)
  expect(redis).toBeInstanceOf(Redis)
  expect(redis.constructor.name).toBe('Redis')
})

test('the constant client does not connect before its first command', async () => {
  expect(redis.status).toBe('wait')
  expect(await shared.connections()).toHaveLength(0)
  expect(await redis.ping()).toBe('PONG')
  expect(await shared.connections()).toHaveLength(1)
})

test('getRedis gives the client at once, and awaited the same one', async () => {
  const client: unknown = getRedis()
  expect(client).toBe(redis)
  expect(await getRedis()).toBe(redis)
  expect(getRedisClient()).toBe(redis)
  expect(await getRedisClient()).toBe(redis)
})

test('getRedis with the options that the environment gives is the same client', () => {
  expect(getRedis({})).toBe(redis)
  expect(getRedis(shared.server.url)).toBe(redis)
  expect(getRedis({ host: '127.0.0.1', port: shared.server.port })).toBe(redis)
})

test('the same options give the same object, in any order and however often', () => {
  const { port } = shared.server
  const first = shared.handle({ host: '127.0.0.1', port, db: 1, keyPrefix: 'a:' })
  expect(getRedis({ keyPrefix: 'a:', db: 1, port, host: '127.0.0.1' })).toBe(first)
  expect(shared.handle({ host: '127.0.0.1', port, db: 2, keyPrefix: 'a:' })).not.toBe(first)
  expect(first).not.toBe(redis)
})

test('handles that differ in their prefix alone use one connection', async () => {
  const connectionName = 'calls-module-prefixes'
  const [a, b] = ['a:', 'b:'].map((keyPrefix) => shared.handle({ keyPrefix, connectionName }))
  await a.set('key', '1')
  expect(await b.get('key')).toBeNull()
  expect(await shared.server.cli('GET', 'a:key')).toBe('1')
  expect(await shared.connections(connectionName)).toHaveLength(1)
})

test('a thousand uses at once make one connection', async () => {
  const connectionName = 'calls-module-storm'
  const uses = Array.from({ length: 1000 }, async () =>
    (await shared.handle({ connectionName })).incr('storm'),
  )
  expect((await Promise.all(uses)).at(-1)).toBe(1000)
  expect(await shared.connections(connectionName)).toHaveLength(1)
  expect(await shared.server.cli('INFO', 'stats')).toContain('rejected_connections:0')
})

test('getRedis connects without a command: libraries wait for ready', async () => {
  const client = shared.handle({ connectionName: 'calls-module-eager' })
  await event(client, 'ready')
  expect(await shared.connections('calls-module-eager')).toHaveLength(1)
})

test('a listener for ready connects the client, and hears it', async () => {
  const client = shared.handle({ connectionName: 'calls-module-listener' })
  await event(client, 'ready')
  expect(client.status).toBe('ready')
})

test('two clients of the class are two connections with names of their own', async () => {
  const { port } = shared.server
  const options = { host: '127.0.0.1', port, connectionName: 'calls-module-own' }
  const clients = [make(options), make(options)]
  await Promise.all(clients.map((client) => client.ping()))
  expect(await shared.connections('calls-module-own')).toHaveLength(2)
})

test('duplicate of the shared client is a connection of its own', async () => {
  const copy = redis.duplicate({ connectionName: 'calls-module-copy' })
  made.push(copy)
  await copy.select(3)
  await copy.set('key', 'in 3')
  expect(await redis.get('key')).toBeNull()
  expect(await shared.connections('calls-module-copy')).toHaveLength(1)
})

describe('the constructor takes', () => {
  const forms: [string, (port: number) => unknown[]][] = [
    ['a port and a host', (port) => [port, '127.0.0.1']],
    ['a port, a host and options', (port) => [port, '127.0.0.1', { db: 0 }]],
    ['a port as text, and a host', (port) => [String(port), '127.0.0.1']],
    ['a port and options', (port) => [port, { host: '127.0.0.1' }]],
    ['a URL', (port) => [`redis://127.0.0.1:${port}/0`]],
    ['a URL and options', (port) => [`redis://127.0.0.1:${port}`, { keyPrefix: '' }]],
    ['a host and a port as text', (port) => [`127.0.0.1:${port}`]],
    ['a URL without scheme', (port) => [`//127.0.0.1:${port}/0`]],
    ['options', (port) => [{ host: '127.0.0.1', port }]],
    ['options with a port as text', (port) => [{ host: '127.0.0.1', port: String(port) }]],
  ]
  test.each(forms)('%s', async (_, form) => {
    expect(await make(...form(shared.server.port)).ping()).toBe('PONG')
  })

  test('a URL whose options are named again: what is named first wins', async () => {
    const client = make(`redis://127.0.0.1:${shared.server.port}/4`, { db: 5 })
    await client.set('key', 'first')
    expect(await shared.server.cli('-n', '4', 'GET', 'key')).toBe('first')
  })
})

test('createClient is the older name of the constructor', async () => {
  const client = (Redis as any).createClient(shared.server.port, '127.0.0.1')
  made.push(client)
  expect(await client.ping()).toBe('PONG')
})
