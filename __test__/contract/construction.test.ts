/** The forms of the constructor, `duplicate`, and what a client tells of itself. */
import { CLIENTS, rejection, setUpServer } from '../support/clients'
import { event, record } from '../support/events'

const bench = setUpServer({
  password: 'first pass',
  args: ['--user', 'ada', 'on', '>sec%ret', '~*', '&*', '+@all'],
})

describe.each(CLIENTS)('%s: construction', (_, Redis) => {
  const options = (...sources: unknown[]): any => {
    const last = sources.at(-1)
    const rest = typeof last === 'object' && last !== null ? sources.slice(0, -1) : sources
    const extra = typeof last === 'object' && last !== null ? last : {}
    const { options } = bench.make(Redis, ...rest, { ...extra, lazyConnect: true })
    return options
  }

  it.each([
    [[], { host: 'localhost', port: 6379, db: 0 }],
    [[7000], { host: 'localhost', port: 7000 }],
    [[7000, 'example.org'], { host: 'example.org', port: 7000 }],
    [[7000, 'example.org', { db: 2 }], { host: 'example.org', port: 7000, db: 2 }],
    [[7000, { host: 'example.org' }], { host: 'example.org', port: 7000 }],
    [['7000'], { host: 'localhost', port: 7000 }],
    [['example.org'], { host: 'example.org', port: 6379 }],
    [['example.org:7000'], { host: 'example.org', port: 7000 }],
    [['/tmp/redis.sock'], { path: '/tmp/redis.sock' }],
    [['/tmp/redis.sock?db=2'], { path: '/tmp/redis.sock', db: 2 }],
    [['redis://example.org'], { host: 'example.org', port: 6379 }],
    [['redis://example.org:7000/3'], { host: 'example.org', port: 7000, db: 3 }],
    [['redis://:pass@example.org'], { host: 'example.org', username: '', password: 'pass' }],
    [['redis://ada:p%40ss%2F@example.org'], { username: 'ada', password: 'p@ss/' }],
    [['redis://example.org/2?family=6&connectionName=me'], { db: 2, family: 6, connectionName: 'me' }],
    [['redis://[::1]:7000'], { host: '::1', port: 7000 }],
    [['//example.org:7000/1'], { host: 'example.org', port: 7000, db: 1 }],
    [['redis://example.org:7000', { port: 8000, db: 4 }], { host: 'example.org', port: 7000, db: 4 }],
    [[{ port: '7000', db: '2' }], { port: 7000, db: 2 }],
    [[{ host: 'example.org' }], { host: 'example.org', port: 6379 }],
    [[null, undefined, { port: 7000 }], { port: 7000 }],
  ])('%j', (sources, expected) => {
    expect(options(...sources)).toMatchObject(expected)
  })

  it.each([
    ['connectTimeout', 10_000],
    ['keepAlive', 30_000],
    ['noDelay', true],
    ['maxRetriesPerRequest', 20],
    ['enableOfflineQueue', true],
    ['enableReadyCheck', true],
    ['autoResubscribe', true],
    ['autoResendUnfulfilledCommands', true],
    ['lazyConnect', true],
    ['keyPrefix', ''],
    ['family', 0],
    ['db', 0],
    ['username', null],
    ['password', null],
    ['connectionName', null],
    ['protocol', 3],
    ['readOnly', false],
    ['stringNumbers', false],
    ['commandTimeout', undefined],
  ])('the default of %s is %p', (name, value) => {
    expect(options()[name]).toBe(value)
    if (value !== undefined && name !== 'lazyConnect') expect((Redis as any).defaultOptions[name]).toBe(value)
  })

  it('the default retryStrategy grows to 5 s, with up to 200 ms by chance', () => {
    const { retryStrategy } = options()
    for (const [times, least] of [
      [1, 50],
      [2, 100],
      [5, 800],
      [30, 5000],
    ]) {
      const delay = retryStrategy(times)
      expect(delay).toBeGreaterThanOrEqual(least)
      expect(delay).toBeLessThanOrEqual(least + 200)
    }
  })

  it('createClient is new, and Redis.Redis and default are the class', () => {
    const { port } = bench.server
    const client = (Redis as any).createClient(port, '127.0.0.1', {
      lazyConnect: true,
      password: 'first pass',
    })
    expect(client).toBeInstanceOf(Redis)
    client.disconnect()
    expect((Redis as any).Redis).toBe(Redis)
    expect((Redis as any).default).toBe(Redis)
  })

  it('has what libraries look for', () => {
    const redis: any = bench.make(Redis, { lazyConnect: true })
    for (const name of [
      'connect',
      'disconnect',
      'duplicate',
      'defineCommand',
      'on',
      'once',
      'off',
      'setMaxListeners',
    ]) {
      expect([name, typeof redis[name]]).toStrictEqual([name, 'function'])
    }
    for (const name of [
      'getMaxListeners',
      'removeAllListeners',
      'prependListener',
      'rawListeners',
      'monitor',
      'silentEmit',
    ]) {
      expect([name, typeof redis[name]]).toStrictEqual([name, 'function'])
    }
    expect(redis.isCluster).toBe(false)
    expect(redis.mode).toBe('normal')
    expect(redis.pSubscribe).toBeUndefined()
    expect(redis.then).toBeUndefined()
    expect(redis.autoPipelineQueueSize).toBe(0)
  })

  it('a password, and a user with a password, by options and by URL', async () => {
    const { port } = bench.server
    const clients = [
      bench.make(Redis, { port, host: '127.0.0.1', password: 'first pass' }),
      bench.make(Redis, { port, host: '127.0.0.1', username: 'ada', password: 'sec%ret' }),
      bench.make(Redis, `redis://:first%20pass@127.0.0.1:${port}/2`),
      bench.make(Redis, `redis://ada:sec%25ret@127.0.0.1:${port}/2`),
    ]
    const names = await Promise.all(clients.map((client) => client.call('ACL', 'WHOAMI')))
    expect(names).toStrictEqual(['default', 'ada', 'default', 'ada'])
  })

  it('duplicate has the same options, those given before them, and a connection of its own', async () => {
    const { port } = bench.server
    const redis = bench.make(Redis, {
      port,
      host: '127.0.0.1',
      password: 'first pass',
      db: 2,
      keyPrefix: 'p:',
    })
    await event(redis, 'ready')
    const same = redis.duplicate()
    const other = redis.duplicate({ db: 3 })
    try {
      expect(same.options.keyPrefix).toBe('p:')
      expect(await same.client('INFO')).toMatch(/ db=2 /)
      expect(await other.client('INFO')).toMatch(/ db=3 /)
      const ids = await Promise.all([redis, same, other].map((client) => client.client('ID')))
      expect(new Set(ids).size).toBe(3)
      redis.disconnect()
      expect(await same.ping()).toBe('PONG')
    } finally {
      same.disconnect()
      other.disconnect()
    }
  })

  it.each([
    ['path', 7, 'ERR_INVALID_ARG_TYPE'],
    ['host', { name: 'localhost' }, 'ERR_INVALID_ARG_TYPE'],
    ['port', 65_536, 'ERR_SOCKET_BAD_PORT'],
  ])('a wrong %s ends it: connecting, error, end', async (name, value, code) => {
    const { port } = bench.server
    const redis = bench.make(Redis, { port, host: '127.0.0.1', [name]: value })
    const seen = record(redis, ['connecting', 'error', 'close', 'end'])
    const waiting = rejection(redis.get('k'))
    await event(redis, 'end')
    expect(seen).toStrictEqual(['connecting', 'error', 'end'])
    expect((await waiting).code).toBe(code)
    expect(redis.status).toBe('end')
  })

  it('options may be inherited', () => {
    const given = Object.create({ host: 'example.org', port: 7000, lazyConnect: true })
    expect(bench.make(Redis, given).options).toMatchObject({ host: 'example.org', port: 7000 })
  })

  it('silentEmit tells those who listen, and shows an error that nobody hears', () => {
    const redis: any = bench.make(Redis, { lazyConnect: true })
    const shown = jest.spyOn(console, 'error').mockImplementation(() => {})
    try {
      const seen: unknown[] = []
      redis.on('told', (...args: unknown[]) => seen.push(args))
      expect(redis.silentEmit('told', 1, 2)).toBe(true)
      expect(redis.silentEmit('unheard')).toBe(false)
      expect(seen).toStrictEqual([[1, 2]])
      redis.removeAllListeners('error')
      expect(redis.silentEmit('error', new Error('unheard'))).toBe(false)
      expect(shown.mock.calls).toStrictEqual([
        ['[ioredis] Unhandled error event:', expect.stringContaining('Error: unheard')],
      ])
    } finally {
      shown.mockRestore()
    }
  })

  it('select changes the database, and tells', async () => {
    const { port } = bench.server
    const redis = bench.make(Redis, { port, host: '127.0.0.1', password: 'first pass' })
    await event(redis, 'ready')
    const told = event(redis, 'select')
    expect(await redis.select(4)).toBe('OK')
    expect(await told).toStrictEqual([4])
    expect(await redis.client('INFO')).toMatch(/ db=4 /)
  })

  it('select before the connection stands tells, too', async () => {
    const { port } = bench.server
    const redis = bench.make(Redis, { port, host: '127.0.0.1', password: 'first pass' })
    const told: number[] = []
    redis.on('select', (db: number) => told.push(db))
    expect(await redis.select(4)).toBe('OK')
    expect(await redis.client('INFO')).toMatch(/ db=4 /)
    expect(told[0]).toBe(4)
  })

  it('monitor sees what the server is asked', async () => {
    const { port } = bench.server
    const redis = bench.make(Redis, { port, host: '127.0.0.1', password: 'first pass' })
    const monitor = await redis.monitor()
    try {
      const seen = new Promise<any[]>((resolve) => {
        monitor.on('monitor', (...args: unknown[]) => {
          if ((args[1] as string[])[0] === 'set') resolve(args)
        })
      })
      await redis.set('k', 'v')
      const [time, args, source, database] = await seen
      expect(time).toMatch(/^\d+\.\d+$/)
      expect(args).toStrictEqual(['set', 'k', 'v'])
      expect(source).toMatch(/^127\.0\.0\.1:\d+$/)
      expect(database).toBe('0')
      expect(monitor.mode).toBe('monitor')
    } finally {
      monitor.disconnect()
    }
  })
})
