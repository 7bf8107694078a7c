/** Values and errors belong to the realm of the caller: jest's own comparisons hold. */
import * as pkg from '@app/redis-native'
import { rejection } from '../support/clients'
import { freePort } from '../support/ports'
import { runModule } from '../support/script'
import { type RedisServer, startRedis } from '../support/server'

const { Redis, ReplyError, redis, closeRedis, xadd } = pkg as any
let server: RedisServer

beforeAll(async () => {
  server = await startRedis()
  process.env.REDIS_URL = server.url
})
afterEach(() => server.cli('FLUSHALL'))
afterAll(async () => {
  await closeRedis()
  await server.stop()
})

describe('streams as the callers write them', () => {
  it('xadd and xrange', async () => {
    expect(xadd).toBeUndefined()
    const id = await redis.xadd('events', '*', 'event', 'message_sent', 'userId', '123')
    expect(id).toMatch(/^\d+-\d+$/)
    expect(await redis.xrange('events', '-', '+')).toStrictEqual([
      [id, ['event', 'message_sent', 'userId', '123']],
    ])
  })

  it('several entries come in order', async () => {
    const ids: string[] = []
    for (let i = 0; i < 5; i++) ids.push(await redis.xadd('events', '*', 'n', `${i}`))
    expect(await redis.xrange('events', '-', '+')).toStrictEqual(ids.map((id, i) => [id, ['n', `${i}`]]))
    expect(await redis.xread('COUNT', 2, 'STREAMS', 'events', ids[2])).toStrictEqual([
      ['events', [3, 4].map((i) => [ids[i], ['n', `${i}`]])],
    ])
  })
})

describe('realms', () => {
  it('arrays and objects are those of the test', async () => {
    await redis.hset('h', { a: 1, b: 'two' })
    const hash = await redis.hgetall('h')
    expect(hash).toStrictEqual({ a: '1', b: 'two' })
    expect(Object.getPrototypeOf(hash)).toBe(Object.prototype)
    const values = await redis.mget('a', 'b')
    expect(values).toStrictEqual([null, null])
    expect(values).toBeInstanceOf(Array)
    expect(await redis.eval('return {1, {2, {"x"}}}', 0)).toStrictEqual([1, [2, ['x']]])
  })

  it('pipelines and transactions are those of the test', async () => {
    const results = await redis.pipeline().set('k', 'v').incr('k').exec()
    expect(results).toBeInstanceOf(Array)
    expect(results[1][0]).toBeInstanceOf(Error)
    expect(await redis.multi().get('k').exec()).toStrictEqual([[null, 'v']])
  })

  it('Buffers are Buffers', async () => {
    await redis.set('k', 'v')
    const value = await redis.getBuffer('k')
    expect(value).toBeInstanceOf(Buffer)
    expect(value).toStrictEqual(Buffer.from('v'))
  })

  it('promises are those of the test', () => {
    const promise = redis.ping()
    expect(promise).toBeInstanceOf(Promise)
    return promise
  })

  it('error replies are Errors of the test', async () => {
    const error = await rejection(redis.incr('k', 'too many'))
    expect(error).toBeInstanceOf(Error)
    expect(error).toBeInstanceOf(ReplyError)
    await expect(redis.incr('k', 'too many')).rejects.toThrow(
      "ERR wrong number of arguments for 'incr' command",
    )
  })

  it('connection errors are Errors of the test, down to their cause', async () => {
    const port = await freePort()
    const lost = new Redis({ port, host: '127.0.0.1', maxRetriesPerRequest: 0, retryStrategy: () => 1000 })
    try {
      const told = new Promise<Error>((resolve) => lost.once('error', resolve))
      const error = await rejection(lost.get('k'))
      expect(error).toBeInstanceOf(Error)
      expect(error.cause).toBeInstanceOf(Error)
      expect((error.cause as Error).message).toBe(`connect ECONNREFUSED 127.0.0.1:${port}`)
      expect(await told).toBeInstanceOf(Error)
    } finally {
      lost.disconnect()
    }
  })

  it('fake timers stop nothing', async () => {
    jest.useFakeTimers()
    try {
      expect(await redis.ping()).toBe('PONG')
      const [a, b] = await Promise.all([redis.set('k', 'v'), redis.get('k')])
      expect([a, b]).toStrictEqual(['OK', 'v'])
      const own = new Redis(server.port, '127.0.0.1')
      expect(await own.ping()).toBe('PONG')
      await own.quit()
    } finally {
      jest.useRealTimers()
    }
  })
})

test('timers, queues and clocks that are replaced outside of a test realm stop nothing', async () => {
  const text = `
    import { getRedis, closeRedis, Redis } from 'PACKAGE/dist/index.mjs'
    const redis = getRedis({ commandTimeout: 60_000 })
    const own = new Redis(process.env.REDIS_URL, { retryStrategy: () => 1 })
    await redis.set('a', '1')
    const fake = () => {}
    const { nextTick } = process
    process.nextTick = fake
    for (const name of ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask']) globalThis[name] = fake
    performance.now = () => 0
    Date.now = () => 0
    async function main() {
      const replies = await Promise.all([redis.get('a'), redis.get('b'), own.get('a'), own.get('b')])
      await redis.client('KILL', 'ID', await own.client('ID'))
      replies.push(await own.get('a'))
      own.disconnect()
      await closeRedis()
      // The console needs it, too.
      process.nextTick = nextTick
      console.log(JSON.stringify(replies))
    }
    main()`
  const { stdout, stderr, code } = await runModule(text, { env: { REDIS_URL: server.url } })
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  expect(JSON.parse(stdout)).toStrictEqual(['1', null, '1', null, '1'])
})

describe('numbers and bytes where ioredis 6.0.0 is wrong or leaves it open', () => {
  it('the largest safe integers are exact', async () => {
    await redis.set('n', '9007199254740990')
    expect(await redis.incr('n')).toBe(9007199254740991)
    await redis.set('n', '-9007199254740990')
    expect(await redis.decr('n')).toBe(-9007199254740991)
  })

  it('doubles are exact', async () => {
    const exact = new Redis(server.port, '127.0.0.1', { replyMapping: 'resp3' })
    try {
      for (const score of [0.1, 1 / 3, 1e-300, 1.7976931348623157e308, 5e-324, 123456.789]) {
        await exact.zadd('z', score, 'm')
        expect(await exact.zscore('z', 'm')).toBe(score)
      }
    } finally {
      exact.disconnect()
    }
  })

  it('the bytes of a Buffer are taken at the call', async () => {
    const bytes = Buffer.from('before')
    const lazy = new Redis(server.port, '127.0.0.1', { lazyConnect: true })
    try {
      const done = lazy.set('k', bytes)
      bytes.write('after!')
      await done
      expect(await lazy.get('k')).toBe('before')
    } finally {
      lazy.disconnect()
    }
  })

  it('a Buffer as prefix goes before texts, too', async () => {
    const binary = new Redis(server.port, '127.0.0.1', { keyPrefix: Buffer.from([0xfe, 0xff]) })
    try {
      await binary.set('k', 'text')
      expect(await redis.getBuffer(Buffer.from([0xfe, 0xff, 0x6b]))).toStrictEqual(Buffer.from('text'))
    } finally {
      binary.disconnect()
    }
  })

  it('a bare UNSUBSCRIBE resolves although patterns are left', async () => {
    const sub = new Redis(server.port, '127.0.0.1')
    try {
      await sub.subscribe('a', 'b')
      await sub.psubscribe('p*')
      expect(await sub.unsubscribe()).toBe(1)
      expect(await sub.punsubscribe()).toBe(0)
    } finally {
      sub.disconnect()
    }
  })

  it('a client is an EventEmitter by name and by class', () => {
    const { EventEmitter } = require('node:events')
    expect(redis).toBeInstanceOf(EventEmitter)
    expect(redis.constructor.name).toBe('Redis')
  })
})
