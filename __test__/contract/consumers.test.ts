/** How libraries use a client, beyond calling its methods: the details that they were seen to need. */
import { getRedis } from '@app/redis-native'
import { CLIENTS, Redis, rejection, setUpServer } from '../support/clients'
import { event } from '../support/events'
import { freePort } from '../support/ports'

const bench = setUpServer()

describe.each(CLIENTS)('%s: libraries', (_, Redis) => {
  let redis: any

  beforeEach(async () => {
    redis = bench.connect(Redis)
    await event(redis, 'ready')
  })

  it.each([
    'pSubscribe',
    'sSubscribe',
    'scanIterator',
    'masters',
    'nodes',
    'runCommand',
    'send',
    'connected',
    'isOpen',
    'isReady',
    'withAbortSignal',
    'ready',
    'then',
    'slots',
    'getSentinelNode',
    'hSet',
    'batch',
    'rateLimit',
    'acquireLock',
    'extendLock',
    'releaseLock',
    'ratelimiter',
  ])('find no %s', (name) => {
    expect([redis[name], name in redis]).toStrictEqual([undefined, false])
    expect([redis.pipeline()[name], redis.multi()[name]]).toStrictEqual([undefined, undefined])
  })

  it.each(CLIENTS)('send commands of the class of %s', async (_, { Command }: any) => {
    await redis.hset('hash', 'a', '1')
    const commands = [
      new Command('hgetall', ['hash'], { replyEncoding: 'utf8' }),
      new Command('hgetall', ['hash'], {}),
      new Command('incr', ['hash'], { replyEncoding: 'utf8' }),
    ]
    const replies = commands.map((command) => redis.sendCommand(command))
    expect(await replies[0]).toStrictEqual({ a: '1' })
    expect(await commands[0].promise).toStrictEqual({ a: '1' })
    expect(await replies[1]).toStrictEqual({ a: Buffer.from('1') })
    await expect(replies[2]).rejects.toThrow(/^WRONGTYPE/)
  })

  it('await a client, a pipeline and a transaction, and get the object itself', async () => {
    const pipeline = redis.pipeline()
    const transaction = redis.multi()
    expect(await redis).toBe(redis)
    expect(await pipeline).toBe(pipeline)
    expect(await transaction).toBe(transaction)
    transaction.set('k', 'v')
    expect(await transaction.exec()).toStrictEqual([[null, 'OK']])
  })

  it('read and write the status, through a Proxy too', () => {
    const proxy: any = new Proxy(redis, { set: (target, key, value) => Reflect.set(target, key, value) })
    proxy.status = 'end'
    expect(redis.status).toBe('end')
    redis.status = 'ready'
    expect(Object.keys(redis)).toContain('status')
  })

  it('call methods with a Proxy as this', async () => {
    const proxy: any = new Proxy(redis, {
      get: (target, key, receiver) => Reflect.get(target, key, receiver),
    })
    expect(await proxy.set('k', 'v')).toBe('OK')
    expect(await proxy.pipeline().get('k').exec()).toStrictEqual([[null, 'v']])
    expect(await proxy.multi().get('k').exec()).toStrictEqual([[null, 'v']])
    proxy.defineCommand('echoed', { numberOfKeys: 1, lua: 'return KEYS[1]' })
    expect([await proxy.echoed('a'), await redis.echoed('b')]).toStrictEqual(['a', 'b'])
    expect([proxy.mode, proxy.status, proxy.isCluster]).toStrictEqual(['normal', 'ready', false])
    const heard = event(redis, 'mine')
    proxy.emit('mine', 1)
    expect(await heard).toStrictEqual([1])
  })

  it('bind methods, and call them on the client', async () => {
    await redis.mset('a', '1', 'b', '2')
    expect(await redis.mget.bind(redis)(['a', 'b'])).toStrictEqual(['1', '2'])
    expect(await redis.scan.bind(redis)(0, 'MATCH', 'a')).toStrictEqual(['0', ['a']])
    expect(typeof (await redis.xadd.call(redis, ['stream', '*', 'f', 'v']))).toBe('string')
    const args = ['c', '3', 'EX', 60]
    expect(await redis.set.apply(redis, args)).toBe('OK')
    expect(args).toStrictEqual(['c', '3', 'EX', 60])
  })

  it('need the client for its methods', async () => {
    const { set } = redis
    expect((await rejection((async () => set('k', 'v'))())).name).toBe('TypeError')
  })

  it('put properties of their own on a client', () => {
    const key = Symbol('handlers')
    redis.blocked = true
    redis[key] = new Map()
    redis.send_anyways = true
    expect(Reflect.defineProperty(redis, 'namespace', { value: 'n', configurable: true })).toBe(true)
    expect([redis.blocked, redis[key].size, redis.send_anyways, redis.namespace]).toStrictEqual([
      true,
      0,
      true,
      'n',
    ])
    expect([Object.isExtensible(redis), Object.isFrozen(redis)]).toStrictEqual([true, false])
  })

  it('write options, which later connections have', async () => {
    redis.options.connectionName = `consumer-${Redis.name}-${process.pid}`
    const ended = event(redis, 'end')
    redis.disconnect()
    await ended
    await redis.connect()
    expect(await redis.client('GETNAME')).toBe(redis.options.connectionName)
    expect('family' in redis.options).toBe(true)
    expect([redis.options.maxRetriesPerRequest, redis.options.enableReadyCheck]).toStrictEqual([20, true])
  })

  it('chain the methods of an emitter', () => {
    const listener = (): void => {}
    for (const method of ['on', 'once', 'addListener', 'off', 'removeListener', 'prependListener']) {
      expect(redis[method]('x', listener)).toBe(redis)
    }
    expect(redis.setMaxListeners(0)).toBe(redis)
    expect([redis.getMaxListeners(), redis.removeAllListeners('x')]).toStrictEqual([0, redis])
  })

  it('have a listener of errors look at its client', async () => {
    const seen: unknown[] = []
    redis.on('error', function (this: any) {
      seen.push(this, this.listenerCount('error'))
    })
    redis.emit('error', new Error('theirs'))
    expect(seen).toStrictEqual([redis, redis.listenerCount('error')])
  })

  it('define a script unless there is one, and define it anew', async () => {
    const define = (lua: string): void => redis.defineCommand('rateLimited', { numberOfKeys: 1, lua })
    if (!redis.rateLimited) define('return 1')
    expect([typeof redis.rateLimited, typeof redis.rateLimitedBuffer]).toStrictEqual(['function', 'function'])
    expect(await redis.rateLimited('k')).toBe(1)
    define('return 2')
    expect(await redis.rateLimited('k')).toBe(2)
    expect(await redis.pipeline().rateLimited('k').exec()).toStrictEqual([[null, 2]])
    expect(redis.duplicate({ lazyConnect: true }).rateLimited).toBeUndefined()
  })

  it('call a script with one array, with two, without a count of keys, with numbers and booleans', async () => {
    const lua = 'return {#KEYS, #ARGV, KEYS[1] or "", ARGV[1] or ""}'
    redis.defineCommand('addStandardJob:6.7.0', { numberOfKeys: 1, lua })
    redis.defineCommand('counted', { lua })
    expect(await redis['addStandardJob:6.7.0'](['k', 'a', 'b'])).toStrictEqual([1, 2, 'k', 'a'])
    expect(await redis['addStandardJob:6.7.0'](['k'], ['{}'])).toStrictEqual([1, 1, 'k', '{}'])
    expect(await redis['addStandardJob:6.7.0']('k', 1000, true)).toStrictEqual([1, 2, 'k', '1000'])
    expect(await redis.counted(1, 'k', 'a')).toStrictEqual([1, 1, 'k', 'a'])
    expect(await redis.counted.bind(redis)(0, 'a')).toStrictEqual([0, 1, '', 'a'])
    const heard = await new Promise((resolve) => redis.counted(0, (...args: unknown[]) => resolve(args)))
    expect(heard).toStrictEqual([null, [0, 0, '', '']])
  })

  it('give scripts names that clients and pipelines use for themselves', async () => {
    const names = [
      'init',
      'check',
      'free',
      'submit',
      'register',
      'running',
      'queued',
      'done',
      'state',
      'session',
    ]
    for (const name of names) redis.defineCommand(name, { numberOfKeys: 1, lua: 'return KEYS[1]' })
    for (const name of names) {
      expect(await redis[name](name)).toBe(name)
      expect(await redis.multi()[name](name).exec()).toStrictEqual([[null, name]])
    }
    expect(await redis.ping()).toBe('PONG')
  })

  it('pass exec what is no callback', async () => {
    expect(await redis.multi().set('k', '1', 'EX', 5).pttl('none').exec(true)).toStrictEqual([
      [null, 'OK'],
      [null, -2],
    ])
    expect(await redis.pipeline().get('k').exec(undefined)).toStrictEqual([[null, '1']])
  })

  it('give callbacks to everything', async () => {
    const called = (call: (callback: (...args: unknown[]) => void) => unknown): Promise<unknown[]> =>
      new Promise((resolve) => call((...args) => resolve(args)))
    expect(await called((cb) => redis.hmset('h', 'a', 1, cb))).toStrictEqual([null, 'OK'])
    expect(await called((cb) => redis.hmget('h', ['a', 'b'], cb))).toStrictEqual([null, ['1', null]])
    expect(await called((cb) => redis.multi().llen('l').get('k').exec(cb))).toStrictEqual([
      null,
      [
        [null, 0],
        [null, null],
      ],
    ])
    expect(await called((cb) => redis.subscribe('channel', cb))).toStrictEqual([null, 1])
    expect(await called((cb) => redis.unsubscribe('channel', cb))).toStrictEqual([null, 0])
    expect(await called((cb) => redis.send_command('PUBSUB', ['NUMSUB', 'channel'], cb))).toStrictEqual([
      null,
      ['channel', 0],
    ])
    const [error] = await called((cb) => redis.evalsha('f'.repeat(40), [0], cb).catch(() => {}))
    expect((error as Error).message).toMatch(/^NOSCRIPT /)
    expect(await called((cb) => redis.quit(cb))).toStrictEqual([null, 'OK'])
  })

  it('give arrays where arguments are, one level deep', async () => {
    await redis.sadd('s1', ['a', 'b'])
    await redis.sadd('s2', 'c')
    expect((await redis.sunion(['s1', 's2'])).sort()).toStrictEqual(['a', 'b', 'c'])
    expect((await redis.sunion(...['s1', 's2'])).sort()).toStrictEqual(['a', 'b', 'c'])
    expect(await redis.del(['s1', 's2'])).toBe(2)
    expect(await redis.eval('return {KEYS[1], ARGV[1]}', 1, ['k', 'v'])).toStrictEqual(['k', 'v'])
    expect(await redis.eval(['return ARGV[1]', 0, 'v'])).toBe('v')
    const batch = [
      ['srem', 's', 'a'],
      ['sadd', 's', ['a', 'b']],
      ['expire', 's', 10],
    ]
    expect(await redis.pipeline(batch).exec()).toStrictEqual([
      [null, 0],
      [null, 2],
      [null, 1],
    ])
  })

  it('name their connection and look for it', async () => {
    expect(await redis.client('setname', 'bull:queue')).toBe('OK')
    expect(await redis.client('list')).toContain('name=bull:queue')
    expect(await redis.info()).toContain('redis_version')
  })

  it('watch, and are told of a conflict by null', async () => {
    await redis.watch('k')
    await bench.server.cli('SET', 'k', 'theirs')
    expect(await redis.multi().set('k', 'mine').exec()).toBeNull()
    await redis.watch('k')
    await redis.unwatch()
    expect(await redis.multi().set('k', 'mine').exec()).toStrictEqual([[null, 'OK']])
  })

  it('end a client that blocks, and connect it again', async () => {
    const blocking: any = redis.duplicate({ maxRetriesPerRequest: null, enableReadyCheck: false })
    await event(blocking, 'ready')
    for (let i = 0; i < 2; i++) {
      const blocked = rejection(blocking.bzpopmin('queue', 0))
      const ended = event(blocking, 'end')
      blocking.disconnect()
      expect((await blocked).message).toBe('Connection is closed.')
      await ended
      expect(blocking.status).toBe('end')
      await blocking.connect()
    }
    expect(await blocking.bzpopmin('queue', 0.001)).toBeNull()
    blocking.disconnect()
  })

  it('take Buffers of messages as their own', async () => {
    await redis.psubscribe('chan*')
    const heard = event(redis, 'pmessageBuffer')
    await bench.server.cli('PUBLISH', 'channel', 'a message')
    const [pattern, channel, message] = await heard
    expect([pattern, channel]).toStrictEqual(['chan*', Buffer.from('channel')])
    const part = message.slice(2)
    await redis.set('other', 'x'.repeat(10_000))
    expect(part.toString('utf-8', 0, 4)).toBe('mess')
  })

  it('unsubscribe from a name that is no pattern', async () => {
    await redis.subscribe('channel')
    expect(await Promise.all([redis.unsubscribe('channel'), redis.punsubscribe('channel')])).toStrictEqual([
      0, 0,
    ])
  })
})

describe('commands of the package ioredis', () => {
  const [[, IORedis]] = CLIENTS
  const { Command: Foreign } = IORedis as any

  it('are taken back by a signal before they are written', async () => {
    const redis = bench.make(Redis, { port: await freePort(), retryStrategy: () => 60_000 }) as any
    await event(redis, 'reconnecting')
    const controller = new AbortController()
    const taken = redis.withSignal(controller.signal).sendCommand(new Foreign('incr', ['taken']))
    controller.abort()
    expect(await rejection(taken)).toMatchObject({
      name: 'AbortError',
      phase: 'queued',
      maybeExecuted: false,
    })
    expect(redis.offlineQueue).toHaveLength(0)
  })

  it('subscribe a shared client, whose publishes go on', async () => {
    const { port } = bench.connect(Redis).options
    const redis = getRedis({ port, connectionName: 'foreign' })
    const heard = new Promise((resolve) => redis.once('message', (_, message) => resolve(message)))
    await redis.sendCommand(new Foreign('subscribe', ['foreign'], { replyEncoding: 'utf8' }) as any)
    expect(await redis.publish('foreign', 'hi')).toBe(1)
    expect(await heard).toBe('hi')
    await redis.quit()
  })

  it('are refused before they have a place in a pipeline', async () => {
    const redis = bench.connect(Redis) as any
    await redis.set('k', 'v')
    const pipeline = redis.pipeline()
    expect(() => pipeline.sendCommand(undefined)).toThrow('sendCommand expects a Command')
    expect(() => pipeline.sendCommand({ name: 'get', args: ['k'] })).toThrow(TypeError)
    expect(await pipeline.get('k').get('k').exec()).toStrictEqual([
      [null, 'v'],
      [null, 'v'],
    ])
  })
})

it('a script of a pipeline whose arguments can not be sent throws, and rejects nothing besides', async () => {
  const unhandled: unknown[] = []
  const hear = (error: unknown): unknown => unhandled.push(error)
  process.on('unhandledRejection', hear)
  const redis = bench.connect(Redis) as any
  redis.defineCommand('echoed', { numberOfKeys: 0, lua: 'return ARGV[1]' })
  expect(() => redis.pipeline().echoed(Object.create(null))).toThrow(TypeError)
  await expect(redis.echoed(Object.create(null))).rejects.toThrow(TypeError)
  expect(await redis.echoed('x')).toBe('x')
  process.off('unhandledRejection', hear)
  expect(unhandled).toStrictEqual([])
})
