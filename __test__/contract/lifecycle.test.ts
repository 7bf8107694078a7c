/** Statuses and events, in their order, from the first connection to the end. */
import { CLIENTS, Redis as Ours, rejection, setUpServer } from '../support/clients'
import { event, record, STATUSES } from '../support/events'

const bench = setUpServer()

describe.each(CLIENTS)('%s: life of a connection', (_, Redis) => {
  it('connects when it is made: connecting, connect, ready', async () => {
    const redis = bench.connect(Redis)
    const seen = record(redis, STATUSES)
    expect(redis.status).toBe('connecting')
    await event(redis, 'connect')
    expect(redis.status).toBe('connect')
    await event(redis, 'ready')
    expect(redis.status).toBe('ready')
    expect(seen).toStrictEqual(['connecting', 'connect', 'ready'])
  })

  it('lazyConnect waits for the first command', async () => {
    const redis = bench.connect(Redis, { lazyConnect: true })
    expect(redis.status).toBe('wait')
    const ready = event(redis, 'ready')
    expect(await redis.ping()).toBe('PONG')
    await ready
    expect(redis.status).toBe('ready')
  })

  it('lazyConnect emits wait, then what connecting emits', async () => {
    const redis = bench.connect(Redis, { lazyConnect: true })
    const seen = record(redis, STATUSES)
    await redis.connect()
    await redis.ping()
    expect(seen).toStrictEqual(['wait', 'connecting', 'connect', 'ready'])
  })

  it.each([
    ['disconnect() in the tick of the constructor', (redis: any) => redis.disconnect(), {}],
    [
      'disconnect() in the tick of connect()',
      (redis: any) => redis.connect().catch(() => {}) && redis.disconnect(),
      { lazyConnect: true },
    ],
    ['quit() of a client that never connected', (redis: any) => redis.quit(), { lazyConnect: true }],
  ])('%s tells its end, and no close', async (_, end, options) => {
    const redis = bench.connect(Redis, options)
    const seen = record(redis, ['close', 'end'])
    const ended = event(redis, 'end')
    end(redis)
    await ended
    expect(seen).toStrictEqual(['end'])
    expect(redis.status).toBe('end')
    await redis.connect()
    expect(await redis.ping()).toBe('PONG')
  })

  it('connect() resolves when the client is ready', async () => {
    const redis = bench.connect(Redis, { lazyConnect: true })
    expect(await redis.connect()).toBeUndefined()
    expect(redis.status).toBe('ready')
  })

  it.each(['connecting', 'connect', 'ready'])('connect() rejects in status %s', async (status) => {
    const redis = bench.connect(Redis)
    await event(redis, status)
    expect(redis.status).toBe(status)
    expect((await rejection(redis.connect())).message).toBe('Redis is already connecting/connected')
  })

  it('quit() resolves to OK, then close and end', async () => {
    const redis = bench.connect(Redis)
    await event(redis, 'ready')
    const seen = record(redis, STATUSES)
    const ended = event(redis, 'end')
    expect(await redis.quit()).toBe('OK')
    await ended
    expect(seen).toStrictEqual(['close', 'end'])
    expect(redis.status).toBe('end')
  })

  it('quit() lets the commands before it finish', async () => {
    const redis = bench.connect(Redis)
    const replies = Promise.all([redis.set('k', 'v'), redis.get('k'), redis.quit()])
    expect(await replies).toStrictEqual(['OK', 'v', 'OK'])
  })

  it('quit() before any connection resolves to OK and ends it', async () => {
    const redis = bench.connect(Redis, { lazyConnect: true })
    const ended = event(redis, 'end')
    expect(await redis.quit()).toBe('OK')
    await ended
    expect(redis.status).toBe('end')
  })

  it('disconnect() ends a connection: close, end', async () => {
    const redis = bench.connect(Redis)
    await event(redis, 'ready')
    const seen = record(redis, STATUSES)
    redis.disconnect()
    await event(redis, 'end')
    expect(seen).toStrictEqual(['close', 'end'])
  })

  it('disconnect() at once after the constructor ends it', async () => {
    const redis = bench.connect(Redis)
    redis.disconnect()
    await event(redis, 'end')
    expect(redis.status).toBe('end')
  })

  it('disconnect() while it connects ends it', async () => {
    const redis = bench.connect(Redis)
    await event(redis, 'connecting')
    redis.disconnect()
    await event(redis, 'end')
    expect(redis.status).toBe('end')
  })

  it('disconnect() before lazyConnect ends it', async () => {
    const redis = bench.connect(Redis, { lazyConnect: true })
    redis.disconnect()
    await event(redis, 'end')
    expect(redis.status).toBe('end')
  })

  it('disconnect() rejects what is in flight and what waits', async () => {
    const redis = bench.connect(Redis)
    const waiting = rejection(redis.get('k'))
    redis.disconnect()
    expect((await waiting).message).toBe('Connection is closed.')

    const other = bench.connect(Redis)
    await event(other, 'ready')
    const blocked = rejection(other.blpop('list', 0))
    other.disconnect()
    expect((await blocked).message).toBe('Connection is closed.')
  })

  it('disconnect() rejects a connect() that waits', async () => {
    const redis = bench.connect(Redis, { lazyConnect: true })
    const connecting = rejection(redis.connect())
    redis.disconnect()
    expect((await connecting).message).toBe('Connection is closed.')
  })

  it('commands after the end reject', async () => {
    const redis = bench.connect(Redis)
    await event(redis, 'ready')
    redis.disconnect()
    await event(redis, 'end')
    expect((await rejection(redis.get('k'))).message).toBe('Connection is closed.')
  })

  it('the same object connects again after disconnect()', async () => {
    const redis = bench.connect(Redis)
    await event(redis, 'ready')
    for (let i = 0; i < 3; i++) {
      redis.disconnect()
      await event(redis, 'end')
      await redis.connect()
      expect(await redis.incr('n')).toBe(i + 1)
    }
  })

  it('the same object connects again after quit()', async () => {
    const redis = bench.connect(Redis)
    const ended = event(redis, 'end')
    await redis.quit()
    await ended
    await redis.connect()
    expect(await redis.ping()).toBe('PONG')
  })

  it('disconnect(true) connects anew: close, reconnecting with its delay, connecting, connect, ready', async () => {
    const redis = bench.connect(Redis, { retryStrategy: () => 7 })
    await event(redis, 'ready')
    const before = await redis.client('ID')
    const seen = record(redis, STATUSES)
    const delay = event(redis, 'reconnecting')
    redis.disconnect(true)
    expect(await delay).toStrictEqual([7])
    await event(redis, 'ready')
    expect(seen).toStrictEqual(['close', 'reconnecting', 'connecting', 'connect', 'ready'])
    expect(await redis.client('ID')).not.toBe(before)
  })

  it('end() is disconnect()', async () => {
    const redis: any = bench.connect(Redis)
    await event(redis, 'ready')
    redis.end()
    await event(redis, 'end')
  })

  it('a status has changed when its event comes, and is not changed by it', async () => {
    const redis = bench.connect(Redis)
    const pairs: [string, string][] = []
    for (const name of ['connecting', 'connect', 'ready'])
      redis.on(name, () => pairs.push([name, redis.status]))
    await event(redis, 'ready')
    expect(pairs).toStrictEqual([
      ['connecting', 'connecting'],
      ['connect', 'connect'],
      ['ready', 'ready'],
    ])
  })

  it('one connection is one client of the server, with its name and database', async () => {
    const connectionName = `life-${process.pid}-${Redis.name}`
    const redis = bench.connect(Redis, { connectionName, db: 3 })
    await redis.ping()
    const list = (await bench.server.cli('CLIENT', 'LIST'))
      .split('\n')
      .filter((line) => line.includes(connectionName))
    expect(list).toHaveLength(1)
    expect(list[0]).toMatch(/ db=3 /)
    await redis.quit()
    expect(await bench.server.cli('CLIENT', 'LIST')).not.toContain(connectionName)
  })
})

it('a client that is given up twice as it was asked for tells no close either', async () => {
  const redis = bench.connect(Ours)
  const seen = record(redis, ['close', 'end'])
  const ended = event(redis, 'end')
  redis.disconnect()
  setImmediate(() => redis.disconnect())
  await ended
  expect(seen).toStrictEqual(['end'])
})
