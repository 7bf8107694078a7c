/** Subscriptions on the shared client, which goes on taking commands. */
import { redis } from '@app/redis-native'
import { event, within } from '../support/events'
import { runModule } from '../support/script'
import { until, useSharedClient } from './shared-client'

const shared = useSharedClient('calls-subscriptions')

afterEach(async () => {
  redis.removeAllListeners('message')
  await redis.unsubscribe()
  await redis.punsubscribe()
})

test('one client subscribes, publishes and goes on with commands', async () => {
  const message = event(redis, 'message')
  expect(await redis.subscribe('news', 'sport')).toBe(2)
  expect(await redis.set('key', 'value')).toBe('OK')
  expect(await redis.publish('news', 'hello')).toBe(1)
  expect(await message).toStrictEqual(['news', 'hello'])
  expect(await redis.get('key')).toBe('value')
  expect(await redis.unsubscribe('news')).toBe(1)
})

test('a publish after a subscribe that is not awaited is heard', async () => {
  const message = event(redis, 'message')
  const subscribed = redis.subscribe('eager')
  const receivers = redis.publish('eager', 'first')
  expect(await message).toStrictEqual(['eager', 'first'])
  expect(await receivers).toBe(1)
  expect(await subscribed).toBe(1)
})

test('with enableAutoPipelining a publish waits for the subscribe before it, and not what is gathered', async () => {
  const handle: any = shared.handle({
    connectionName: 'calls-subscriptions-auto',
    enableAutoPipelining: true,
  })
  await handle.ping()
  const heard: string[] = []
  handle.on('message', (channel: string, text: string) => heard.push(`${channel} ${text}`))
  const wanted: string[] = []
  for (let i = 0; i < 200; i++) {
    const subscribed = handle.subscribe(`auto:${i}`)
    const gathered = handle.set('gathered', i)
    const receivers = [handle.publish(`auto:${i}`, '1'), handle.call('PUBLISH', `auto:${i}`, '2')]
    expect(handle.autoPipelineQueueSize).toBe(1)
    expect(await gathered).toBe('OK')
    expect(await Promise.all(receivers)).toStrictEqual([1, 1])
    await subscribed
    wanted.push(`auto:${i} 1`, `auto:${i} 2`)
  }
  const last = within(
    20_000,
    new Promise<void>((resolve) =>
      handle.on('message', (_: string, text: string) => text === 'last' && resolve()),
    ),
  )
  const gathered = handle.publish('auto:0', 'last')
  expect(handle.autoPipelineQueueSize).toBe(1)
  expect(await gathered).toBe(1)
  await last
  expect(heard).toStrictEqual([...wanted, 'auto:0 last'])
})

test('messages come in the order in which they were published', async () => {
  const seen: string[] = []
  await redis.subscribe('order')
  const all = new Promise<void>((resolve) => {
    redis.on('message', (_channel, text) => seen.push(text) === 500 && resolve())
  })
  for (let i = 0; i < 500; i++) redis.publish('order', String(i))
  await all
  expect(seen).toStrictEqual(Array.from({ length: 500 }, (_, i) => String(i)))
})

test('patterns give the pattern and the channel', async () => {
  const message = event(redis, 'pmessage')
  expect(await redis.psubscribe('user:*')).toBe(1)
  await redis.publish('user:7', 'online')
  expect(await message).toStrictEqual(['user:*', 'user:7', 'online'])
})

test('bytes come as a Buffer to those who ask for it', async () => {
  const message = event(redis, 'messageBuffer')
  await redis.subscribe('bytes')
  const bytes = Buffer.from([0, 255, 13, 10])
  await redis.publish('bytes', bytes)
  expect(await message).toStrictEqual([Buffer.from('bytes'), bytes])
})

test('shard channels are heard', async () => {
  const message = event(redis, 'smessage')
  expect(await redis.ssubscribe('shard')).toBe(1)
  await redis.spublish('shard', 'hello')
  expect(await message).toStrictEqual(['shard', 'hello'])
  expect(await redis.sunsubscribe('shard')).toBe(0)
})

test('a channel that was left is no longer heard', async () => {
  const seen: string[] = []
  redis.on('message', (_channel, text) => seen.push(text))
  await redis.subscribe('left', 'kept')
  await redis.unsubscribe('left')
  expect(await redis.publish('left', 'missed')).toBe(0)
  const message = event(redis, 'message')
  await redis.publish('kept', 'heard')
  await message
  expect(seen).toStrictEqual(['heard'])
})

test('call subscribes as the method does', async () => {
  const message = event(redis, 'message')
  await redis.call('SUBSCRIBE', 'called')
  expect(await redis.publish('called', 'yes')).toBe(1)
  expect(await message).toStrictEqual(['called', 'yes'])
  expect(await redis.ping()).toBe('PONG')
})

test('a subscribed handle is one connection beside the client, however many channels it has', async () => {
  const connectionName = 'calls-subscriptions-count'
  const handle = shared.handle({ connectionName })
  await handle.ping()
  expect(await shared.connections(connectionName)).toHaveLength(1)
  await Promise.all(Array.from({ length: 50 }, (_, i) => handle.subscribe(`channel:${i}`)))
  await handle.psubscribe('pattern:*')
  expect(await shared.connections(connectionName)).toHaveLength(2)
})

test('handles of one client subscribe and leave without the other', async () => {
  const connectionName = 'calls-subscriptions-two'
  const [a, b] = ['a:', 'b:'].map((keyPrefix) => shared.handle({ connectionName, keyPrefix }))
  await Promise.all([a.subscribe('both'), b.subscribe('both')])
  const heard = [event(a, 'message'), event(b, 'message')]
  await redis.publish('both', '1')
  expect(await Promise.all(heard)).toStrictEqual([
    ['both', '1'],
    ['both', '1'],
  ])
  await a.unsubscribe('both')
  const still = event(b, 'message')
  await redis.publish('both', '2')
  expect(await still).toStrictEqual(['both', '2'])
  b.disconnect()
  expect(await a.ping()).toBe('PONG')
  await until(async () => (await shared.server.cli('PUBSUB', 'NUMSUB', 'both')) === 'both\n0')
})

test('a handle that subscribes and leaves for ever keeps nothing of it', async () => {
  const { stdout, stderr, code } = await runModule(
    `
    import { getRedis } from 'PACKAGE/dist/index.mjs'
    const handle = getRedis(process.env.SERVER)
    const rounds = async (count) => {
      for (let i = 0; i < count; i++) {
        await handle.subscribe('channel')
        await handle.unsubscribe('channel')
      }
      for (let i = 0; i < 4; i++) gc()
      return process.memoryUsage().heapUsed
    }
    const before = await rounds(5_000)
    console.log((await rounds(20_000)) - before)
    handle.disconnect()`,
    { flags: ['--expose-gc'], env: { SERVER: shared.server.url } },
  )
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  // Less than a word for each command.
  expect(Number(stdout)).toBeLessThan(40_000 * 8)
})
