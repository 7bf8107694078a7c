/** The names of keys and channels: what stands before them, and how often. */
import * as pkg from '@app/redis-native'
import { type RedisServer, startRedis } from '../support/server'

const { redis, set, setKey, getMultipleKeys, closeRedis } = pkg as any
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

  it('the functions prefix once, too', async () => {
    await set('a', '1')
    await setKey('b', '2', 60)
    await getMultipleKeys(['a', 'b'])
    expect((await server.cli('KEYS', '*')).split('\n').sort()).toStrictEqual([
      'whatsapp:development:a',
      'whatsapp:development:b',
    ])
    expect(await getMultipleKeys(['a', 'b'])).toStrictEqual(['1', '2'])
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
})
