/** The functions on the default client, with a prefix from the environment as the callers have it. */
import * as api from '@app/redis-native'
import {
  buildRedisChannelName,
  get,
  getKey,
  getMultipleKeys,
  ping,
  redis,
  set,
  setKey,
} from '@app/redis-native'
import { useSharedClient } from './shared-client'

const shared = useSharedClient('calls-operations', { REDIS_KEY_PREFIX: 'whatsapp:{env}:', NODE_ENV: 'test' })
const cli = (...args: string[]) => shared.server.cli(...args)

test('get and set write the prefixed key, once', async () => {
  expect(await set('user:123', '{"name":"Ada"}')).toBe('OK')
  expect(await get('user:123')).toBe('{"name":"Ada"}')
  expect(await cli('KEYS', '*')).toBe('whatsapp:test:user:123')
})

test('get of a missing key is null', async () => {
  expect(await get('nothing')).toBeNull()
  expect(await getKey('nothing')).toBeNull()
})

test('set takes the options of SET', async () => {
  expect(await set('key', 'a', 'EX', 60)).toBe('OK')
  expect(Number(await cli('TTL', 'whatsapp:test:key'))).toBeGreaterThan(0)
  expect(await set('key', 'b', 'NX')).toBeNull()
  expect(await (set as any)('key', 'c', 'XX', 'GET')).toBe('a')
  expect(await set('key', 'd', 'KEEPTTL')).toBe('OK')
  await expect((set as any)('key', 'e', 'EX', 'soon')).rejects.toThrow(
    'value is not an integer or out of range',
  )
})

test('set takes numbers and Buffers', async () => {
  await set('number', 42)
  await set('bytes', Buffer.from([0, 255, 10, 13]))
  expect(await get('number')).toBe('42')
  expect(await redis.getBuffer('bytes')).toStrictEqual(Buffer.from([0, 255, 10, 13]))
})

test('ping is PONG, or the message', async () => {
  expect(await ping()).toBe('PONG')
  expect(await ping('hello')).toBe('hello')
})

test('setKey without a time keeps the key for good', async () => {
  expect(await setKey('key', 'value')).toBe('OK')
  expect(await cli('TTL', 'whatsapp:test:key')).toBe('-1')
  expect(await getKey('key')).toBe('value')
})

test('setKey with a time lets the key expire', async () => {
  expect(await setKey('key', 'value', 90)).toBe('OK')
  const ttl = Number(await cli('TTL', 'whatsapp:test:key'))
  expect(ttl).toBeGreaterThan(80)
  expect(ttl).toBeLessThanOrEqual(90)
})

test('setKey without a time removes the time that was', async () => {
  await setKey('key', 'value', 90)
  await setKey('key', 'other')
  expect(await cli('TTL', 'whatsapp:test:key')).toBe('-1')
})

test('setKey takes numbers and Buffers', async () => {
  await setKey('n', 42)
  await setKey('b', Buffer.from('bytes'))
  expect(await getMultipleKeys(['n', 'b'])).toStrictEqual(['42', 'bytes'])
})

test.each([[0], [-1], [1.5], [Number.NaN], [Number.POSITIVE_INFINITY], ['10']])(
  'setKey refuses %p seconds, and writes nothing',
  async (ttl) => {
    await expect(setKey('key', 'value', ttl as number)).rejects.toThrow(/ttlSeconds/)
    expect(await cli('EXISTS', 'whatsapp:test:key')).toBe('0')
  },
)

test('getMultipleKeys gives values in the order of the keys, null where one is missing', async () => {
  await setKey('a', '1')
  await setKey('c', '')
  expect(await getMultipleKeys(['c', 'missing', 'a', 'a'])).toStrictEqual(['', null, '1', '1'])
})

test('getMultipleKeys of no keys is empty', async () => {
  expect(await getMultipleKeys([])).toStrictEqual([])
})

test('the functions work when they are taken from the module', async () => {
  const { get: read, set: write } = api
  await [['taken', 'yes']].map(([key, value]) => write(key, value))[0]
  expect(await Promise.all(['taken'].map((key) => read(key)))).toStrictEqual(['yes'])
})

test('pipelines, transactions, scripts and blocking commands prefix once as well', async () => {
  await redis.pipeline().set('p', '1').exec()
  await redis.multi().set('m', '1').exec()
  redis.defineCommand('put', { numberOfKeys: 1, lua: "return redis.call('SET', KEYS[1], ARGV[1])" })
  await (redis as any).put('s', '1')
  await redis.rpush('list', 'x')
  expect(await redis.blpop('list', 1)).toStrictEqual(['whatsapp:test:list', 'x'])
  expect((await cli('KEYS', '*')).split('\n').sort()).toStrictEqual([
    'whatsapp:test:m',
    'whatsapp:test:p',
    'whatsapp:test:s',
  ])
})

test('isolate, duplicate and a handle on a database prefix once as well', async () => {
  await redis.isolate((own) => own.set('isolated', '1'))
  const copy = redis.duplicate()
  await copy.set('copied', '1')
  copy.disconnect()
  expect((await cli('KEYS', '*')).split('\n').sort()).toStrictEqual([
    'whatsapp:test:copied',
    'whatsapp:test:isolated',
  ])
})

test('a message on a built channel name arrives under that name', async () => {
  const channel = buildRedisChannelName('chat', 7)
  const message = new Promise<unknown[]>((resolve) => redis.once('message', (...args) => resolve(args)))
  await redis.subscribe(channel)
  await redis.publish(channel, 'hello')
  expect(await message).toStrictEqual(['whatsapp:test:chat:7', 'hello'])
  await redis.unsubscribe(channel)
})

test('the streams of the callers: xadd and xrange', async () => {
  const id = await redis.xadd('events', '*', 'event', 'message_sent', 'userId', '123')
  expect(id).toMatch(/^\d+-\d+$/)
  expect(await redis.xrange('events', '-', '+')).toStrictEqual([
    [id, ['event', 'message_sent', 'userId', '123']],
  ])
  expect(await redis.xlen('events')).toBe(1)
})

test('a consumer group reads and acknowledges what was added', async () => {
  await redis.xgroup('CREATE', 'events', 'workers', '$', 'MKSTREAM')
  const id = await redis.xadd('events', '*', 'event', 'message_sent')
  const read = await redis.xreadgroup('GROUP', 'workers', 'one', 'BLOCK', 1000, 'STREAMS', 'events', '>')
  expect(read).toStrictEqual([['whatsapp:test:events', [[id, ['event', 'message_sent']]]]])
  expect(await redis.xack('events', 'workers', id as string)).toBe(1)
})
