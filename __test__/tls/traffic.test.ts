/** What commands, replies and messages do over TLS: all that they do without. */
import { randomBytes } from 'node:crypto'
import { askUntil, event } from '../support/events'
import { setUpTLS } from './setting'

const setting = setUpTLS()

test('a value comes back as it was set, and the server has spoken TLS alone', async () => {
  const redis = setting.connect()
  expect(await redis.set('key', 'value')).toBe('OK')
  expect(await redis.get('key')).toBe('value')
  expect(redis.stream.encrypted).toBe(true)
  expect(redis.stream.authorized).toBe(true)
  expect(await setting.server.plain.cli('GET', 'key')).toBe('value')
})

test.each([1, 100, 16_383, 16_384, 16_385, 65_535, 65_536, 200_000, 1 << 20, 16 << 20])(
  'a value of %i bytes goes both ways whole',
  async (size) => {
    const redis = setting.connect()
    const value = randomBytes(size)
    await redis.set('key', value)
    expect((await redis.getBuffer('key')).equals(value)).toBe(true)
    expect(await redis.strlen('key')).toBe(size)
  },
)

test('large and small replies in turns keep their order and their bytes', async () => {
  const redis = setting.connect()
  const values = Array.from({ length: 60 }, (_, i) => randomBytes(i % 3 === 0 ? 300_000 + i : 10 + i))
  const written = values.map((value, i) => redis.set(`key:${i}`, value))
  const read = values.map((_, i) => redis.getBuffer(`key:${i}`))
  await Promise.all(written)
  const replies: Buffer[] = await Promise.all(read)
  for (const [i, reply] of replies.entries()) expect(reply.equals(values[i])).toBe(true)
})

test('1,000 commands in flight have each their own reply', async () => {
  const redis = setting.connect()
  const keys = Array.from({ length: 1_000 }, (_, i) => `key:${i}`)
  await Promise.all(keys.map((key) => redis.set(key, `value of ${key}`)))
  expect(await Promise.all(keys.map((key) => redis.get(key)))).toStrictEqual(
    keys.map((key) => `value of ${key}`),
  )
})

test('a pipeline of 10,000 and a transaction come back in order', async () => {
  const redis = setting.connect()
  const pipeline = redis.pipeline()
  for (let i = 0; i < 10_000; i++) pipeline.set(`key:${i}`, i)
  for (let i = 0; i < 10_000; i++) pipeline.get(`key:${i}`)
  const results = await pipeline.exec()
  expect(results).toHaveLength(20_000)
  for (let i = 0; i < 10_000; i += 997) expect(results[10_000 + i]).toStrictEqual([null, String(i)])
  expect(await redis.multi().set('a', 1).incr('a').exec()).toStrictEqual([
    [null, 'OK'],
    [null, 2],
  ])
})

test('replies of 100 MB that nobody reads in time are whole', async () => {
  const redis = setting.connect()
  const value = randomBytes(10 << 20)
  await redis.set('key', value)
  const replies: Buffer[] = await Promise.all(Array.from({ length: 10 }, () => redis.getBuffer('key')))
  for (const reply of replies) expect(reply.equals(value)).toBe(true)
})

test('messages reach a subscriber, in order', async () => {
  const subscriber = setting.connect()
  const publisher = setting.connect()
  await subscriber.subscribe('channel')
  const heard: string[] = []
  const all = new Promise<void>((resolve) => {
    subscriber.on('message', (_channel: string, message: string) => {
      heard.push(message)
      if (heard.length === 1_000) resolve()
    })
  })
  for (let i = 0; i < 1_000; i++) publisher.publish('channel', `message ${i}`)
  await all
  expect(heard).toStrictEqual(Array.from({ length: 1_000 }, (_, i) => `message ${i}`))
})

test('what was sent before disconnect() is answered', async () => {
  const redis = setting.connect({ disconnectTimeout: 5_000 })
  await redis.ping()
  const replies = Array.from({ length: 100 }, (_, i) => redis.set(`key:${i}`, 'x'.repeat(10_000)))
  const ended = event(redis, 'end')
  redis.disconnect()
  expect(await Promise.all(replies)).toStrictEqual(replies.map(() => 'OK'))
  await ended
})

test('quit() is answered, and the server has no client left', async () => {
  const redis = setting.connect({ connectionName: 'quitting' })
  await redis.ping()
  const ended = event(redis, 'end')
  expect(await redis.quit()).toBe('OK')
  await ended
  await askUntil(
    () => setting.server.plain.cli('CLIENT', 'LIST'),
    (clients) => !clients.includes('name=quitting '),
  )
})

test('a connection that the server kills is replaced, and commands go on', async () => {
  const redis = setting.connect()
  await redis.set('key', 'value')
  for (let round = 0; round < 5; round++) {
    const ready = event(redis, 'ready')
    await setting.server.plain.cli('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
    expect(await redis.get('key')).toBe('value')
    await ready
  }
})
