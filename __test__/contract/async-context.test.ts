/** In whose async context callbacks run and events are told. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { CLIENTS, type Client, setUpServer } from '../support/clients'
import { event, STATUSES } from '../support/events'
import { runModule } from '../support/script'

const bench = setUpServer()
const request = new AsyncLocalStorage<string>()

/** The events of `names` as they come, each with the context that its listener runs in. */
function record(redis: Client, names: string[]): [event: string, context: string | undefined][] {
  const seen: [string, string | undefined][] = []
  request.run('listening', () => {
    for (const name of names) redis.on(name, () => seen.push([name, request.getStore()]))
  })
  return seen
}

/** The contexts in which callbacks ran, in their order. */
function callbacks(): { ran: (string | undefined)[]; here: () => void } {
  const ran: (string | undefined)[] = []
  return { ran, here: () => ran.push(request.getStore()) }
}

describe.each(CLIENTS)('%s: the async context', (name, Redis) => {
  const lazy = (options: object = {}): Client =>
    request.run('making', () => bench.connect(Redis, { lazyConnect: true, ...options }))

  it('statuses are told in the context of connect(), wait in that of the constructor', async () => {
    const redis = lazy()
    const seen = record(redis, STATUSES)
    await request.run('connecting', () => redis.connect())
    const ended = event(redis, 'end')
    request.run('leaving', () => redis.disconnect())
    await ended
    expect(seen).toStrictEqual([
      ['wait', 'making'],
      ['connecting', 'connecting'],
      ['connect', 'connecting'],
      ['ready', 'connecting'],
      ['close', 'connecting'],
      ['end', 'connecting'],
    ])
  })

  it('a command that connects is the context of the connection', async () => {
    const redis = lazy()
    const seen = record(redis, ['connecting', 'connect', 'ready'])
    const ready = event(redis, 'ready')
    await request.run('command', () => redis.get('k'))
    await ready
    expect(seen.map(([, context]) => context)).toStrictEqual(['command', 'command', 'command'])
  })

  it('a client that connects by itself tells everything in the context of its making', async () => {
    const redis = request.run('making', () => bench.connect(Redis))
    const seen = record(redis, ['connecting', 'connect', 'ready'])
    await event(redis, 'ready')
    expect(seen.map(([, context]) => context)).toStrictEqual(['making', 'making', 'making'])
  })

  it('a reconnect keeps the context of the first connect()', async () => {
    const redis = lazy({ retryStrategy: () => 1 })
    await request.run('connecting', () => redis.connect())
    const seen = record(redis, STATUSES)
    const ready = event(redis, 'ready')
    request.run('dropping', () => redis.disconnect(true))
    await ready
    expect(seen).toStrictEqual([
      ['close', 'connecting'],
      ['reconnecting', 'connecting'],
      ['connecting', 'connecting'],
      ['connect', 'connecting'],
      ['ready', 'connecting'],
    ])
  })

  it('a later connect() gives another context', async () => {
    const redis = lazy()
    await request.run('first', () => redis.connect())
    const ended = event(redis, 'end')
    redis.disconnect()
    await ended
    const seen = record(redis, ['ready', 'close'])
    await request.run('second', () => redis.connect())
    const closed = event(redis, 'close')
    redis.disconnect()
    await closed
    expect(seen).toStrictEqual([
      ['ready', 'second'],
      ['close', 'second'],
    ])
  })

  it('errors of the connection are told in the context of connect()', async () => {
    const redis = request.run('making', () =>
      bench.connect(Redis, { port: 1, retryStrategy: () => null, maxRetriesPerRequest: 0 }),
    )
    const seen = record(redis, ['error', 'close', 'end'])
    await event(redis, 'end')
    expect(seen).toStrictEqual([
      ['error', 'making'],
      ['close', 'making'],
      ['end', 'making'],
    ])
  })

  it.each([2, 3] as const)(
    'messages are told in the context of connect() (protocol %d)',
    async (protocol) => {
      const redis = lazy({ protocol })
      await request.run('connecting', () => redis.connect())
      const seen = record(redis, ['message', 'messageBuffer', 'pmessage', 'pmessageBuffer', 'smessageBuffer'])
      await request.run('subscribing', () => redis.subscribe('channel'))
      await request.run('subscribing', () => redis.psubscribe('chan*'))
      await request.run('subscribing', () => redis.ssubscribe('shard'))
      const last = event(redis, 'smessageBuffer')
      await bench.server.cli('PUBLISH', 'channel', 'x')
      await bench.server.cli('SPUBLISH', 'shard', 'x')
      await last
      expect(seen.map(([name]) => name).sort()).toStrictEqual(
        ['message', 'messageBuffer', 'pmessage', 'pmessageBuffer', 'smessageBuffer'].sort(),
      )
      expect(new Set(seen.map(([, context]) => context))).toStrictEqual(new Set(['connecting']))
    },
  )

  it('what MONITOR sees is told in the context of monitor()', async () => {
    const redis = bench.connect(Redis)
    const monitor = await request.run('monitoring', () => redis.monitor())
    const seen = record(monitor, ['monitor'])
    const heard = event(monitor, 'monitor')
    await bench.server.cli('GET', 'k')
    await heard
    expect(seen[0]).toStrictEqual(['monitor', 'monitoring'])
    monitor.disconnect()
  })

  it('select is told in the context of its command, and after a reconnect in that of connect()', async () => {
    const redis = lazy({ retryStrategy: () => 1 })
    await request.run('connecting', () => redis.connect())
    const seen = record(redis, ['select', 'ready'])
    await request.run('selecting', () => redis.select(3))
    const ready = event(redis, 'ready')
    redis.disconnect(true)
    await ready
    expect(seen).toStrictEqual([
      ['select', 'selecting'],
      ['select', 'connecting'],
      ['ready', 'connecting'],
    ])
    // ioredis selects once more as it gets ready and heeds no failure of that
    await redis.ping()
  })

  it('reconnectOnError and retryStrategy are asked in the context of connect()', async () => {
    const { ran, here } = callbacks()
    const redis = lazy({
      reconnectOnError: () => {
        here()
        return true
      },
      retryStrategy: () => {
        here()
        return 1
      },
    })
    await request.run('connecting', () => redis.connect())
    const ready = event(redis, 'ready')
    await request.run('command', () => redis.hset('string', 'f', 'v'))
    await request.run('command', () => redis.get('string').catch(() => {}))
    await ready
    expect(ran).toStrictEqual(['connecting', 'connecting'])
  })

  it('a context that is entered at the top of a program is kept like any other', async () => {
    const from = {
      ioredis: 'PACKAGE/node_modules/ioredis/built/index.js',
      'redis-native': 'PACKAGE/dist/index.js',
    }
    const { stdout, stderr } = await runModule(
      `import { AsyncLocalStorage } from 'node:async_hooks'
      import Redis from '${from[name as keyof typeof from]}'
      const request = new AsyncLocalStorage()
      const redis = request.run('making', () => new Redis(${bench.server.port}))
      redis.once('ready', () => {
        console.log(request.getStore())
        redis.disconnect()
      })`,
    )
    expect({ stdout, stderr }).toStrictEqual({ stdout: 'making\n', stderr: '' })
  })

  it('callbacks and continuations of a command run in the context of its call', async () => {
    const redis = bench.connect(Redis)
    await redis.ping()
    const { ran, here } = callbacks()
    const call = (context: string): Promise<unknown> =>
      request.run(context, () => Promise.all([redis.get('k', here), redis.get('k').then(here)]))
    await Promise.all([call('a'), call('b')])
    await request.run('c', () => redis.publish('channel', 'x', here))
    await request.run('d', () => redis.call('nonsense', here).catch(() => {}))
    expect(ran.sort()).toStrictEqual(['a', 'a', 'b', 'b', 'c', 'd'])
  })

  it('callbacks in a pipeline run in the context of their command, those of exec in that of exec', async () => {
    const redis = bench.connect(Redis)
    const { ran, here } = callbacks()
    const pipeline = request.run('building', () => redis.pipeline().get('a', here).get('b', here))
    await request.run('executing', () => pipeline.exec(here))
    const multi = request.run('building', () => redis.multi().get('a', here))
    await request.run('executing', () => multi.exec(here))
    expect(ran).toStrictEqual(['building', 'building', 'executing', 'building', 'executing'])
  })

  it('a scan stream is read in the context of its reader', async () => {
    const redis = bench.connect(Redis)
    await redis.set('k', 'v')
    const { ran, here } = callbacks()
    const stream = redis.scanStream()
    await request.run('reading', async () => {
      const ended = new Promise((resolve) => stream.once('end', resolve))
      stream.on('data', here)
      await ended
    })
    expect(new Set(ran)).toStrictEqual(new Set(['reading']))
  })
})
