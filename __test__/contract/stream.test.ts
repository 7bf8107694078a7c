/** What libraries and tests touch beside commands: the stream, the queues, the connector, the counters. */
import { CLIENTS, rejection, setUpServer } from '../support/clients'
import { event, record, STATUSES } from '../support/events'

const bench = setUpServer()

describe.each(CLIENTS)('%s: what stands behind a client', (_, Redis) => {
  it('there is no stream before the first connection', async () => {
    const redis: any = bench.connect(Redis, { lazyConnect: true })
    expect(redis.stream).toBeUndefined()
    await redis.connect()
    expect(redis.stream.writable).toBe(true)
  })

  it('the stream of a connection says where it leads', async () => {
    const redis: any = bench.connect(Redis)
    await event(redis, 'ready')
    const { stream } = redis
    expect([stream.remoteAddress, stream.remotePort, stream.remoteFamily]).toStrictEqual([
      '127.0.0.1',
      bench.server.port,
      'IPv4',
    ])
    expect([
      stream.connecting,
      stream.destroyed,
      stream.writable,
      stream.readable,
      stream.readyState,
    ]).toStrictEqual([false, false, true, true, 'open'])
    expect(redis.stream).toBe(stream)
  })

  it('a client describes where it leads', async () => {
    const redis: any = bench.connect(Redis, { lazyConnect: true, host: 'localhost', connectionName: 'api' })
    expect(redis._getDescription()).toBe(`localhost:${bench.server.port} (api)`)
    await redis.connect()
    expect(redis._getDescription()).toMatch(/^(127\.0\.0\.1|::1):\d+ \(api\)$/)
    const other: any = bench.connect(Redis, { lazyConnect: true, path: '/tmp/none.sock' })
    expect(other._getDescription()).toBe('/tmp/none.sock')
  })

  it.each(['destroy', 'end'])(
    'stream.%s() drops the connection, and the client makes another',
    async (how) => {
      const redis: any = bench.connect(Redis, { retryStrategy: () => 1 })
      await event(redis, 'ready')
      const before = await redis.client('ID')
      const { stream } = redis
      const seen = record(redis, STATUSES)
      const closed = event(stream, 'close')
      const ready = event(redis, 'ready')
      stream[how]()
      expect(await closed).toStrictEqual([false])
      expect([stream.destroyed, stream.writable, stream.remoteAddress]).toStrictEqual([
        true,
        false,
        undefined,
      ])
      await ready
      expect(seen).toStrictEqual(['close', 'reconnecting', 'connecting', 'connect', 'ready'])
      expect(redis.stream).not.toBe(stream)
      expect(await redis.client('ID')).not.toBe(before)
    },
  )

  it('stream.destroy() in the middle of a command has it sent again', async () => {
    const redis: any = bench.connect(Redis, { retryStrategy: () => 1 })
    await event(redis, 'ready')
    const reply = redis.get('k')
    redis.stream.destroy()
    expect(await reply).toBeNull()
  })

  it('stream.destroy(error) is an error of the client', async () => {
    const redis: any = bench.connect(Redis, { retryStrategy: () => 1 })
    await event(redis, 'ready')
    const heard = event(redis, 'error')
    const ready = event(redis, 'ready')
    const error = new Error('enough')
    redis.stream.destroy(error)
    expect(await heard).toStrictEqual([error])
    await ready
  })

  it('options of the socket are taken, and give the stream back', async () => {
    const redis: any = bench.connect(Redis)
    await event(redis, 'ready')
    const { stream } = redis
    expect(stream.setNoDelay(true).setKeepAlive(true, 1000).ref().unref()).toBe(stream)
    expect(await redis.ping()).toBe('PONG')
  })

  it('the queues count what is in flight and what waits', async () => {
    const redis: any = bench.connect(Redis, { lazyConnect: true })
    expect([redis.commandQueue.length, redis.offlineQueue.length]).toStrictEqual([0, 0])
    const waiting = [redis.set('k', 'v'), redis.get('k')]
    expect([redis.commandQueue.length, redis.offlineQueue.length]).toStrictEqual([0, 2])
    expect(redis.offlineQueue.peekFront().command.name).toBe('set')
    expect(redis.offlineQueue.toArray().map(({ command }: any) => command.name)).toStrictEqual(['set', 'get'])
    await Promise.all(waiting)
    const flying = [redis.get('a'), redis.get('b'), redis.get('c')]
    expect([redis.commandQueue.length, redis.offlineQueue.length]).toStrictEqual([3, 0])
    expect(redis.commandQueue.peekAt(2).command.args).toStrictEqual(['c'])
    expect(redis.commandQueue.isEmpty()).toBe(false)
    await Promise.all(flying)
    expect(redis.commandQueue.isEmpty()).toBe(true)
  })

  it('the connector says whether the client connects, and its disconnect() makes a new connection', async () => {
    const redis: any = bench.connect(Redis, { lazyConnect: true, retryStrategy: () => 1 })
    const { connector } = redis
    expect(connector.connecting).toBe(false)
    await redis.connect()
    expect([redis.connector, connector.connecting, connector.check({})]).toStrictEqual([
      connector,
      true,
      true,
    ])
    const seen = record(redis, STATUSES)
    const ready = event(redis, 'ready')
    connector.disconnect()
    await ready
    expect(seen).toStrictEqual(['close', 'reconnecting', 'connecting', 'connect', 'ready'])
  })

  it('connectionEpoch counts connections, retryAttempts the attempts since the last ready', async () => {
    const redis: any = bench.connect(Redis, { lazyConnect: true, retryStrategy: () => 1 })
    expect([redis.connectionEpoch, redis.retryAttempts]).toStrictEqual([0, 0])
    await redis.connect()
    expect([redis.connectionEpoch, redis.retryAttempts]).toStrictEqual([1, 0])
    const reconnecting = event(redis, 'reconnecting')
    const ready = event(redis, 'ready')
    redis.stream.destroy()
    await reconnecting
    expect(redis.retryAttempts).toBe(1)
    await ready
    expect([redis.connectionEpoch, redis.retryAttempts]).toStrictEqual([2, 0])
  })

  it('condition tells the database, the protocol and the subscriptions', async () => {
    const redis: any = bench.connect(Redis, { db: 2, lazyConnect: true })
    await redis.connect()
    expect(redis.condition).toMatchObject({
      select: 2,
      subscriber: false,
      protocol: 3,
      replyMapping: 'legacy',
    })
    await redis.select(4)
    await redis.subscribe('a', 'b')
    expect(redis.condition.select).toBe(4)
    expect(redis.condition.subscriber.channels('subscribe')).toStrictEqual(['a', 'b'])
    expect(redis.condition.subscriber.isEmpty()).toBe(false)
  })

  it('Promise is the one of the language, and says so', () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {})
    try {
      const text =
        'ioredis v5 does not support plugging third-party Promise library anymore. Native Promise will be used.'
      expect((Redis as any).Promise).toBe(Promise)
      ;(Redis as any).Promise = class {}
      expect((Redis as any).Promise).toBe(Promise)
      expect(warn.mock.calls).toStrictEqual([[text], [text], [text]])
    } finally {
      warn.mockRestore()
    }
  })

  it('a connector of a library ends its stream, and destroys it when that takes too long', async () => {
    const { AbstractConnector } = Redis as any
    const calls: string[] = []
    class Connector extends AbstractConnector {
      stream = { on: () => {}, end: () => calls.push('end'), destroy: () => calls.push('destroy') }
    }
    const connector: any = new Connector(0)
    expect([connector.connecting, connector.check({})]).toStrictEqual([false, true])
    connector.connecting = true
    const destroyed = new Promise<void>((resolve) => {
      connector.stream.destroy = () => resolve()
    })
    connector.disconnect()
    expect([connector.connecting, calls]).toStrictEqual([false, ['end']])
    await destroyed
  })

  it('a sentinel iterator goes round its sentinels', () => {
    const { SentinelIterator } = Redis as any
    const [a, b] = [
      { host: 'a', port: 1 },
      { host: 'b', port: 2 },
    ]
    const sentinels = new SentinelIterator([a, b])
    expect(sentinels.add({ host: 'a', port: 1 })).toBe(false)
    expect([sentinels.next(), sentinels.next(), sentinels.next()]).toStrictEqual([
      { done: false, value: a },
      { done: false, value: b },
      { done: true, value: undefined },
    ])
    sentinels.reset(true)
    expect(String(sentinels)).toBe('[{"host":"b","port":2},{"host":"a","port":1}] @0')
    expect(sentinels.add({ host: 'c' })).toBe(true)
  })

  it('Sentinel without sentinels is refused', async () => {
    const { SentinelConnector } = Redis as any
    const error = await rejection((async () => new SentinelConnector({ sentinels: [] }))())
    expect(error).toBeInstanceOf(Error)
  })
})
