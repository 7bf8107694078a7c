/** What happens when the server is not there, goes, and comes back. */
import { tracingChannel } from 'node:diagnostics_channel'
import type { RedisOptions } from 'ioredis'
import { CLIENTS, type Client, rejection } from '../support/clients'
import { event, record, STATUSES } from '../support/events'
import { freePort } from '../support/ports'
import { type RedisServer, startRedis } from '../support/server'

describe.each(CLIENTS)('%s: reconnecting', (_, Redis) => {
  const opened: Client[] = []
  const servers: RedisServer[] = []
  let port: number

  beforeEach(async () => {
    port = await freePort()
  })
  afterEach(async () => {
    for (const client of opened.splice(0)) client.disconnect()
    await Promise.all(servers.splice(0).map((server) => server.stop()))
  })

  const start = async (options = {}): Promise<RedisServer> => {
    const server = await startRedis({ port, ...options })
    servers.push(server)
    return server
  }
  const make = (options: RedisOptions = {}): Client => {
    const redis = new Redis({ port, host: '127.0.0.1', ...options })
    redis.on('error', () => {})
    opened.push(redis)
    return redis
  }

  it('a refused connection is an error event with its facts, then close and reconnecting', async () => {
    const redis = make({ retryStrategy: () => 10_000 })
    const seen = record(redis, [...STATUSES, 'error'])
    const reconnecting = event(redis, 'reconnecting')
    const [error] = await event(redis, 'error')
    expect(error.message).toBe(`connect ECONNREFUSED 127.0.0.1:${port}`)
    expect(error).toMatchObject({ code: 'ECONNREFUSED', syscall: 'connect', address: '127.0.0.1', port })
    await reconnecting
    expect(seen).toStrictEqual(['connecting', 'error', 'close', 'reconnecting'])
  })

  it('a host name that does not resolve is an error event with its facts', async () => {
    const redis = make({ host: 'no-such-host.invalid', retryStrategy: () => 10_000 })
    const [error] = await event(redis, 'error')
    expect(error.message).toBe('getaddrinfo ENOTFOUND no-such-host.invalid')
    expect(error).toMatchObject({
      code: 'ENOTFOUND',
      syscall: 'getaddrinfo',
      hostname: 'no-such-host.invalid',
    })
  })

  it('retryStrategy is called with the number of the attempt, and its delay is told', async () => {
    const asked: number[] = []
    const redis = make({
      retryStrategy: (times) => {
        asked.push(times)
        return times
      },
    })
    const delays: number[] = []
    await new Promise<void>((resolve) => {
      redis.on('reconnecting', (delay: number) => {
        delays.push(delay)
        if (delays.length === 4) resolve()
      })
    })
    expect(asked.slice(0, 4)).toStrictEqual([1, 2, 3, 4])
    expect(delays.slice(0, 4)).toStrictEqual([1, 2, 3, 4])
  })

  it('the count begins anew when it was ready', async () => {
    const asked: number[] = []
    await start()
    const redis = make({
      retryStrategy: (times) => {
        asked.push(times)
        return 5
      },
    })
    await event(redis, 'ready')
    for (let i = 0; i < 2; i++) {
      const ready = event(redis, 'ready')
      redis.disconnect(true)
      await ready
    }
    expect(asked).toStrictEqual([1, 1])
  })

  it.each([
    ['null', null],
    ['undefined', undefined],
    ['a text', 'no'],
  ])('retryStrategy that gives %s ends it', async (_, stop) => {
    const redis = make({ retryStrategy: () => stop as never })
    const seen = record(redis, STATUSES)
    const waiting = rejection(redis.get('k'))
    await event(redis, 'end')
    expect((await waiting).message).toBe('Connection is closed.')
    expect(seen).toStrictEqual(['connecting', 'close', 'end'])
    expect((await rejection(redis.get('k'))).message).toBe('Connection is closed.')
  })

  it('retryStrategy null ends it, too, and connect() begins anew', async () => {
    const redis = make({ retryStrategy: null as never })
    await event(redis, 'end')
    await start()
    await redis.connect()
    expect(await redis.ping()).toBe('PONG')
  })

  it('connect() rejects when the connection is refused', async () => {
    const redis = make({ lazyConnect: true, retryStrategy: null as never })
    expect((await rejection(redis.connect())).message).toBe('Connection is closed.')
    expect(redis.status).toBe('end')
  })

  it('commands wait for the server to come', async () => {
    const redis = make({ retryStrategy: () => 20 })
    const replies = Promise.all([redis.set('k', 'v'), redis.get('k'), redis.multi().incr('n').exec()])
    await event(redis, 'reconnecting')
    await start()
    expect(await replies).toStrictEqual(['OK', 'v', [[null, 1]]])
  })

  it('maxRetriesPerRequest rejects what waits, and says the limit', async () => {
    const redis = make({ maxRetriesPerRequest: 2, retryStrategy: () => 1 })
    const error = await rejection(redis.get('k'))
    expect(error.message).toBe(
      'Reached the max retries per request limit (which is 2). Refer to "maxRetriesPerRequest" option for details.',
    )
    expect(error.name).toBe('MaxRetriesPerRequestError')
    expect(error).toBeInstanceOf(Error)
    expect(redis.status).not.toBe('end')
    await start()
    expect(await redis.ping()).toBe('PONG')
  })

  it('maxRetriesPerRequest 0 rejects after the first attempt', async () => {
    const redis = make({ maxRetriesPerRequest: 0, retryStrategy: () => 1000 })
    expect((await rejection(redis.get('k'))).message).toMatch(
      /^Reached the max retries per request limit \(which is 0\)/,
    )
  })

  it('maxRetriesPerRequest null lets commands wait', async () => {
    let attempts = 0
    const redis = make({
      maxRetriesPerRequest: null,
      retryStrategy: () => {
        attempts += 1
        return 1
      },
    })
    const reply = redis.ping()
    await new Promise<void>((resolve) => {
      redis.on('reconnecting', () => attempts >= 25 && resolve())
    })
    await start()
    expect(await reply).toBe('PONG')
  })

  it('enableOfflineQueue false rejects at once, in words that others match', async () => {
    const redis = make({ enableOfflineQueue: false, retryStrategy: () => 10_000 })
    expect((await rejection(redis.get('k'))).message).toBe(
      "Stream isn't writeable and enableOfflineQueue options is false",
    )
    const results = await redis.pipeline().get('k').exec()
    expect(results?.[0][0]?.message).toBe("Stream isn't writeable and enableOfflineQueue options is false")
  })

  it('enableOfflineQueue false works when it is ready', async () => {
    await start()
    const redis = make({ enableOfflineQueue: false })
    await event(redis, 'ready')
    expect(await redis.ping()).toBe('PONG')
  })

  it('a server that goes and comes back: close, reconnecting, ..., ready', async () => {
    const server = await start()
    const redis = make({ retryStrategy: () => 20 })
    await event(redis, 'ready')
    const seen = record(redis, STATUSES)
    const closed = event(redis, 'close')
    await server.kill()
    await closed
    const reply = redis.ping()
    await start()
    expect(await reply).toBe('PONG')
    expect(seen.slice(0, 3)).toStrictEqual(['close', 'reconnecting', 'connecting'])
    expect(seen.slice(-3)).toStrictEqual(['connecting', 'connect', 'ready'])
  })

  it('commands in flight when the server dies are sent again, and each settles', async () => {
    const server = await start()
    const redis = make({ retryStrategy: () => 20 })
    await event(redis, 'ready')
    process.kill(server.pid, 'SIGSTOP')
    const replies = Promise.allSettled([
      ...Array.from({ length: 200 }, (_, i) => redis.get(`k${i}`)),
      ...Array.from({ length: 200 }, () => redis.incr('n')),
    ])
    await server.kill()
    await start()
    const settled = await replies
    expect(settled.every((reply) => reply.status === 'fulfilled')).toBe(true)
    expect(settled.slice(200).map((reply) => (reply as any).value)).toStrictEqual(
      Array.from({ length: 200 }, (_, i) => i + 1),
    )
  })

  it('scripts in flight when the server dies run in their order on one that has lost them', async () => {
    const server = await start()
    const redis: any = make({ retryStrategy: () => 20, maxRetriesPerRequest: null })
    redis.defineCommand('put', { numberOfKeys: 1, lua: "return redis.call('set', KEYS[1], ARGV[1])" })
    expect(await redis.put('key', 'loaded')).toBe('OK')
    process.kill(server.pid, 'SIGSTOP')
    const replies = Promise.all([
      redis.put('key', 'first'),
      redis.get('key'),
      redis.pipeline().put('key', 'second').get('key').exec(),
    ])
    const closed = event(redis, 'close')
    await server.kill()
    await closed
    await start()
    expect(await replies).toStrictEqual([
      'OK',
      'first',
      [
        [null, 'OK'],
        [null, 'second'],
      ],
    ])
  })

  it('what waits before a SELECT belongs to the database before it', async () => {
    const redis = make({ retryStrategy: () => 20 })
    await event(redis, 'reconnecting')
    const replies = Promise.all([redis.set('zero', 0), redis.select(3), redis.set('three', 3)])
    const server = await start()
    expect(await replies).toStrictEqual(['OK', 'OK', 'OK'])
    expect(await server.cli('-n', '0', 'KEYS', '*')).toBe('zero')
    expect(await server.cli('-n', '3', 'KEYS', '*')).toBe('three')
  })

  it('what is sent again before a SELECT belongs to the database before it', async () => {
    const server = await start()
    const redis = make({ retryStrategy: () => 20 })
    await redis.select(1)
    process.kill(server.pid, 'SIGSTOP')
    const replies = Promise.all([redis.set('one', 1), redis.select(3), redis.set('three', 3)])
    const closed = event(redis, 'close')
    await server.kill()
    await closed
    const again = await start()
    expect(await replies).toStrictEqual(['OK', 'OK', 'OK'])
    expect(await again.cli('-n', '1', 'KEYS', '*')).toBe('one')
    expect(await again.cli('-n', '3', 'KEYS', '*')).toBe('three')
  })

  it('the database that was selected is selected again', async () => {
    const server = await start()
    const redis = make({ retryStrategy: () => 20 })
    await redis.select(5)
    const closed = event(redis, 'close')
    await server.kill()
    await closed
    const ready = event(redis, 'ready')
    const again = await start()
    // ioredis keeps another database for what is asked for while it connects.
    await ready
    await redis.set('k', 'in five')
    expect(await again.cli('-n', '5', 'GET', 'k')).toBe('in five')
  })

  it('connect() of a subclass makes each connection', async () => {
    const server = await start()
    let connects = 0
    class Counted extends Redis {
      override connect(callback?: any) {
        connects += 1
        // For example a token that lives for minutes.
        this.options.connectionName = `connection-${connects}`
        return super.connect(callback)
      }
    }
    const redis = new Counted({ port, host: '127.0.0.1', lazyConnect: true, retryStrategy: () => 20 })
    redis.on('error', () => {})
    opened.push(redis)
    expect(await redis.client('GETNAME')).toBe('connection-1')
    const closed = event(redis, 'close')
    await server.kill()
    await closed
    const ready = event(redis, 'ready')
    await start()
    await ready
    expect(await redis.client('GETNAME')).toBe(`connection-${connects}`)
    expect(connects).toBeGreaterThan(1)
  })

  it('each connection is told to tracers', async () => {
    const told: number[] = []
    const start = ({ serverPort, connectionEpoch }: any) => serverPort === port && told.push(connectionEpoch)
    const channel = tracingChannel<unknown, object>('ioredis:connect')
    const listeners = { start, end() {}, asyncStart() {}, asyncEnd() {}, error() {} }
    channel.subscribe(listeners)
    try {
      const redis = make({ lazyConnect: true, retryStrategy: (times) => (times < 3 ? 1 : null) })
      await rejection(redis.get('k'))
      expect(told).toStrictEqual([0, 1, 2])
    } finally {
      channel.unsubscribe(listeners)
    }
  })

  it('subscriptions are made again', async () => {
    const server = await start()
    const redis = make({ retryStrategy: () => 20 })
    await redis.subscribe('one', 'two')
    await redis.psubscribe('p*')
    const closed = event(redis, 'close')
    await server.kill()
    await closed
    const ready = event(redis, 'ready')
    const again = await start()
    await ready
    await redis.ping()
    expect((await again.cli('PUBSUB', 'CHANNELS')).split('\n').sort()).toStrictEqual(['one', 'two'])
    expect(await again.cli('PUBSUB', 'NUMPAT')).toBe('1')
    const message = event(redis, 'message')
    await again.cli('PUBLISH', 'one', 'hello')
    expect(await message).toStrictEqual(['one', 'hello'])
  })

  it('autoResubscribe false makes none again', async () => {
    const server = await start()
    const redis = make({ retryStrategy: () => 20, autoResubscribe: false })
    await redis.subscribe('one')
    const closed = event(redis, 'close')
    await server.kill()
    await closed
    const ready = event(redis, 'ready')
    const again = await start()
    await ready
    await redis.ping()
    expect(await again.cli('PUBSUB', 'CHANNELS')).toBe('')
  })
})
