/** The module's helpers: keys, prefixes, channels. */
import * as pkg from '@app/redis-native'
import { rejection } from '../support/clients'
import { type RedisServer, startRedis } from '../support/server'

const { redis, get, set, ping, getKey, setKey, getMultipleKeys, closeRedis } = pkg as any
const { getKeyPrefix, prefixKey, unprefixKey, buildRedisChannelName } = pkg as any
let server: RedisServer

beforeAll(async () => {
  server = await startRedis()
  Object.assign(process.env, {
    REDIS_URL: server.url,
    REDIS_KEY_PREFIX: 'whatsapp:{env}:',
    NODE_ENV: 'development',
  })
})
afterEach(() => server.cli('FLUSHALL'))
afterAll(async () => {
  await closeRedis()
  await server.stop()
})

describe('get, set, ping', () => {
  it('get and set', async () => {
    expect(await set('k', 'v')).toBe('OK')
    expect(await get('k')).toBe('v')
    expect(await get('missing')).toBeNull()
  })

  it('set takes what SET takes', async () => {
    expect(await set('k', 'v', 'EX', 100)).toBe('OK')
    expect(await redis.ttl('k')).toBeGreaterThan(90)
    expect(await set('k', 'w', 'NX')).toBeNull()
    expect(await set('k', 'w', 'PX', 100_000, 'XX')).toBe('OK')
    expect((await rejection(set('k', 'v', 'EX', 'soon'))).message).toBe(
      'ERR value is not an integer or out of range',
    )
  })

  it('set of JSON', async () => {
    const value = { name: 'Ädä', list: [1, 2], nested: { deep: null } }
    await set('k', JSON.stringify(value))
    expect(JSON.parse(await get('k'))).toStrictEqual(value)
  })

  it('ping', async () => {
    expect(await ping()).toBe('PONG')
  })
})

describe('getKey, setKey, getMultipleKeys', () => {
  it('setKey and getKey', async () => {
    expect(await setKey('k', 'v')).toBe('OK')
    expect(await getKey('k')).toBe('v')
    expect(await getKey('missing')).toBeNull()
    expect(await redis.ttl('k')).toBe(-1)
  })

  it('setKey with seconds to live', async () => {
    expect(await setKey('k', 'v', 60)).toBe('OK')
    const ttl = await redis.ttl('k')
    expect(ttl).toBeGreaterThan(50)
    expect(ttl).toBeLessThanOrEqual(60)
  })

  it('setKey without seconds removes those that were', async () => {
    await setKey('k', 'v', 60)
    await setKey('k', 'w')
    expect(await redis.ttl('k')).toBe(-1)
  })

  it.each([0, -1, 1.5, Number.NaN, '10'])('setKey refuses %p seconds, and sets nothing', async (ttl) => {
    expect(await rejection(setKey('k', 'v', ttl))).toBeInstanceOf(Error)
    expect(await getKey('k')).toBeNull()
  })

  it('setKey takes numbers and Buffers', async () => {
    await setKey('n', 42)
    await setKey('b', Buffer.from('bytes'))
    expect(await getMultipleKeys(['n', 'b'])).toStrictEqual(['42', 'bytes'])
  })

  it('getMultipleKeys gives values in order, null where missing', async () => {
    await setKey('a', '1')
    await setKey('c', '')
    expect(await getMultipleKeys(['c', 'missing', 'a', 'a'])).toStrictEqual(['', null, '1', '1'])
  })

  it('getMultipleKeys of none is none', async () => {
    expect(await getMultipleKeys([])).toStrictEqual([])
  })
})

describe('prefixes', () => {
  it('the template takes NODE_ENV', () => {
    expect(getKeyPrefix()).toBe('whatsapp:development:')
    expect(prefixKey('user:123')).toBe('whatsapp:development:user:123')
  })

  it('unprefixKey is the way back', () => {
    expect(unprefixKey('whatsapp:development:user:123')).toBe('user:123')
    expect(unprefixKey(prefixKey(''))).toBe('')
    expect(unprefixKey('somebody else')).toBe('somebody else')
    expect(unprefixKey(unprefixKey(prefixKey(prefixKey('k'))))).toBe('k')
  })

  it('the client prefixes by itself, always once', async () => {
    await redis.set('a', 'once')
    expect(await server.cli('KEYS', '*')).toBe('whatsapp:development:a')
    expect(await redis.get('a')).toBe('once')
    expect(await server.cli('GET', prefixKey('a'))).toBe('once')
    expect(await redis.get(prefixKey('a'))).toBeNull()
    await redis.set(prefixKey('a'), 'twice')
    expect(await server.cli('GET', 'whatsapp:development:whatsapp:development:a')).toBe('twice')
  })

  it('the helpers prefix once, too', async () => {
    await set('a', '1')
    await setKey('b', '2', 60)
    await getMultipleKeys(['a', 'b'])
    expect((await server.cli('KEYS', '*')).split('\n').sort()).toStrictEqual([
      'whatsapp:development:a',
      'whatsapp:development:b',
    ])
    expect(await getMultipleKeys(['a', 'b'])).toStrictEqual(['1', '2'])
  })

  it('pipelines, transactions and scripts prefix once', async () => {
    await redis.pipeline().set('a', 1).exec()
    await redis.multi().set('b', 2).exec()
    redis.defineCommand('put', { numberOfKeys: 1, lua: "return redis.call('SET', KEYS[1], ARGV[1])" })
    await redis.put('c', 3)
    expect((await server.cli('KEYS', '*')).split('\n').sort()).toStrictEqual([
      'whatsapp:development:a',
      'whatsapp:development:b',
      'whatsapp:development:c',
    ])
  })
})

describe('buildRedisChannelName', () => {
  it('joins the prefix and the parts by colons', () => {
    expect(buildRedisChannelName('chat', 'room', '42')).toBe('whatsapp:development:chat:room:42')
    expect(buildRedisChannelName('chat')).toBe('whatsapp:development:chat')
    expect(buildRedisChannelName('user', 7)).toBe('whatsapp:development:user:7')
  })

  it.each([
    [['']],
    [['a', '']],
    [['a:b']],
    [['a', ':']],
    [[':a', 'b']],
    [['a', 'b:']],
    [[]],
    [[undefined]],
    [['a', null]],
  ])('refuses %j', (parts) => {
    expect(() => buildRedisChannelName(...parts)).toThrow(Error)
  })

  it('names what it refuses', () => {
    expect(() => buildRedisChannelName('ok', 'bad:part')).toThrow(/bad:part/)
  })

  it('publish and subscribe meet on it', async () => {
    const channel = buildRedisChannelName('events')
    const sub = redis.duplicate()
    try {
      await sub.subscribe(channel)
      const message = new Promise((resolve) => sub.once('message', (...args: unknown[]) => resolve(args)))
      expect(await redis.publish(channel, 'hello')).toBe(1)
      expect(await message).toStrictEqual(['whatsapp:development:events', 'hello'])
    } finally {
      sub.disconnect()
    }
  })
})
