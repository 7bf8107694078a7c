/** Names of keys and channels: synchronous, and without a connection. */
import {
  buildRedisChannelName,
  getConnectionInfo,
  getKeyPrefix,
  prefixKey,
  redis,
  unprefixKey,
} from '@app/redis-native'
import { useSharedClient } from './shared-client'

const shared = useSharedClient('calls-names', { REDIS_KEY_PREFIX: 'whatsapp:{env}:', NODE_ENV: 'staging' })

test('the prefix is the template with the environment in it', () => {
  expect(getKeyPrefix()).toBe('whatsapp:staging:')
})

test('prefixKey and unprefixKey are each other reversed', () => {
  expect(prefixKey('user:123')).toBe('whatsapp:staging:user:123')
  for (const key of ['user:123', '', 'whatsapp:staging:user', ':', 'é'])
    expect(unprefixKey(prefixKey(key))).toBe(key)
})

test('unprefixKey takes one prefix off, and leaves a key without it', () => {
  expect(unprefixKey('whatsapp:staging:whatsapp:staging:a')).toBe('whatsapp:staging:a')
  expect(unprefixKey('other:a')).toBe('other:a')
  expect(unprefixKey('a:whatsapp:staging:')).toBe('a:whatsapp:staging:')
})

test('a channel name is the prefix and the parts, joined by colons', () => {
  expect(buildRedisChannelName('chat')).toBe('whatsapp:staging:chat')
  expect(buildRedisChannelName('chat', 'room', 7)).toBe('whatsapp:staging:chat:room:7')
  expect(buildRedisChannelName('ünï cödé')).toBe('whatsapp:staging:ünï cödé')
})

test.each([
  ['an empty part', ['chat', '']],
  ['a part with a colon', ['chat', 'a:b']],
  ['a part that is a colon', [':']],
  ['no part at all', []],
  ['undefined', ['chat', undefined]],
  ['null', [null]],
  ['an object', [{}]],
])('a channel name with %s is refused', (_, parts) => {
  expect(() => buildRedisChannelName(...(parts as string[]))).toThrow(TypeError)
})

test('the facts of the connection are had at once, before there is one', () => {
  expect(getConnectionInfo()).toStrictEqual({
    address: `127.0.0.1:${shared.server.port}`,
    database: 0,
    state: 'wait',
    name: 'calls-names',
    keyPrefix: 'whatsapp:staging:',
    tls: false,
    breaker: 'closed',
    configured: {
      REDIS_URL: shared.server.url,
      REDIS_KEY_PREFIX: 'whatsapp:{env}:',
      REDIS_CONNECTION_NAME: 'calls-names',
      NODE_ENV: 'staging',
    },
  })
})

test('none of them has connected', async () => {
  buildRedisChannelName(getKeyPrefix().split(':')[0], unprefixKey(prefixKey('a')))
  expect(getConnectionInfo().state).toBe('wait')
  expect(redis.status).toBe('wait')
  expect(await shared.connections()).toHaveLength(0)
})
