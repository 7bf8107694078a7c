/** A client that was ended stays ended, however often and from wherever it is ended. */
import { CLIENTS, type Client, rejection, setUpServer } from '../support/clients'
import { event, record, STATUSES, within } from '../support/events'
import { freePort } from '../support/ports'
import { startRedis } from '../support/server'

const bench = setUpServer()
let names = 0

describe.each(CLIENTS)('%s: ended', (_, Redis) => {
  let name: string
  const make = (options = {}): Client => {
    name = `ending-${process.pid}-${++names}`
    return bench.connect(Redis, { connectionName: name, retryStrategy: () => 1, ...options })
  }

  /** A round trip of another client: what an ended client would do by mistake, it has done by then. */
  const settled = async () => {
    const other = bench.connect(Redis)
    for (let i = 0; i < 20; i++) await other.ping()
    await other.quit()
  }
  const expectEnded = async (redis: Client) => {
    await settled()
    expect(redis.status).toBe('end')
    expect(await bench.server.cli('CLIENT', 'LIST')).not.toContain(name)
    expect((await rejection(redis.get('k'))).message).toBe('Connection is closed.')
  }

  it('quit() and then disconnect()', async () => {
    const redis = make()
    await redis.ping()
    const ended = event(redis, 'end')
    await redis.quit()
    redis.disconnect()
    await ended
    await expectEnded(redis)
  })

  it.each([
    ['disconnect(), quit()', (redis: Client) => redis.disconnect()],
    ['disconnect(true), quit()', (redis: Client) => redis.disconnect(true)],
    [
      'a command, disconnect(), quit()',
      (redis: Client) => {
        redis.get('in flight').catch(() => {})
        redis.disconnect()
      },
    ],
    [
      'quit(), disconnect(), quit()',
      (redis: Client) => {
        redis.quit()
        redis.disconnect()
      },
    ],
  ])('%s is answered, and ends the client', async (_, end) => {
    const redis = make()
    await redis.ping()
    const ended = event(redis, 'end')
    end(redis)
    expect(await redis.quit()).toBe('OK')
    expect(await redis.pipeline().quit().exec()).toStrictEqual([[null, 'OK']])
    await ended
    await expectEnded(redis)
  })

  it('quit() behind a command that waits for the next connection is answered there', async () => {
    const redis = make()
    await redis.ping()
    redis.disconnect(true)
    expect(await Promise.all([redis.set('waits', 1), redis.quit()])).toStrictEqual(['OK', 'OK'])
    await event(redis, 'end')
    await expectEnded(redis)
  })

  it('quit() behind a command that came too late is refused with it', async () => {
    const redis = make()
    await redis.ping()
    redis.disconnect()
    const errors = await Promise.all([redis.get('late'), redis.quit()].map(rejection))
    expect(errors.map(({ message }) => message)).toStrictEqual(Array(2).fill('Connection is closed.'))
  })

  it('disconnect() twice', async () => {
    const redis = make()
    await redis.ping()
    const seen = record(redis, STATUSES)
    redis.disconnect()
    redis.disconnect()
    await event(redis, 'end')
    await expectEnded(redis)
    expect(seen).toStrictEqual(['close', 'end'])
  })

  it('disconnect() after the end tells nothing', async () => {
    const redis = make()
    await redis.ping()
    redis.disconnect()
    await event(redis, 'end')
    const seen = record(redis, STATUSES)
    redis.disconnect()
    redis.disconnect()
    await expectEnded(redis)
    expect(seen).toStrictEqual([])
  })

  it('disconnect() twice while it connects', async () => {
    const redis = make()
    redis.disconnect()
    redis.disconnect()
    await event(redis, 'end')
    await expectEnded(redis)
  })

  it('disconnect() by a listener of end', async () => {
    const redis = make()
    await redis.ping()
    const seen = record(redis, STATUSES)
    const ended = event(redis, 'end')
    redis.once('end', () => redis.disconnect())
    redis.disconnect()
    await ended
    await expectEnded(redis)
    expect(seen).toStrictEqual(['close', 'end'])
  })

  it('disconnect(true) and then disconnect()', async () => {
    const redis = make()
    await redis.ping()
    const ended = event(redis, 'end')
    redis.disconnect(true)
    redis.disconnect()
    await ended
    await expectEnded(redis)
  })

  it.each(['disconnect', 'quit'] as const)('%s() by a listener of error', async (method) => {
    const port = await freePort()
    const redis = make({ port })
    let attempts = 0
    redis.on('connecting', () => {
      attempts += 1
    })
    const ended = event(redis, 'end')
    redis.once('error', () => {
      const result: unknown = redis[method]()
      if (result instanceof Promise) result.catch(() => {})
    })
    await ended
    await settled()
    expect(redis.status).toBe('end')
    expect(attempts).toBe(1)
  })

  it('and it connects again when it is asked to', async () => {
    const redis = make()
    await redis.ping()
    redis.disconnect()
    redis.disconnect()
    await event(redis, 'end')
    await redis.connect()
    expect(await redis.ping()).toBe('PONG')
    const closed = event(redis, 'close')
    await bench.server.cli('CLIENT', 'KILL', 'ID', String(await redis.client('ID')))
    await closed
    // What was said before the new connection does not end this one.
    expect(await redis.ping()).toBe('PONG')
  })
})

describe.each(CLIENTS)('%s: quit() and what waits', (_, Redis) => {
  it('waits for the server with the commands before it', async () => {
    const port = await freePort()
    const redis = bench.make(Redis, { port, host: '127.0.0.1', retryStrategy: () => 5 })
    const reconnecting = event(redis, 'reconnecting')
    const replies = Promise.all([redis.set('k', 'v'), redis.quit()])
    replies.catch(() => {})
    await within(10_000, reconnecting, 'a client that tries again')
    const server = await startRedis({ port })
    try {
      expect(await within(20_000, replies)).toStrictEqual(['OK', 'OK'])
      expect(await server.cli('GET', 'k')).toBe('v')
    } finally {
      await server.stop()
    }
  })

  it('aborts what stands behind it in a pipeline', async () => {
    const redis = bench.connect(Redis)
    await redis.ping()
    const results = await redis.pipeline().set('a', 1).quit().get('a').exec()
    expect(results?.slice(0, 2)).toStrictEqual([
      [null, 'OK'],
      [null, 'OK'],
    ])
    expect(results?.[2][0]?.message).toBe('Command aborted due to connection close')
  })
})

describe.each(CLIENTS)('%s: a port that is none', (_, Redis) => {
  it.each([70_000, Number.NaN, -1])('%p rejects commands, and is not taken for another', async (port) => {
    const redis = bench.make(Redis, { port, host: '127.0.0.1', retryStrategy: () => null })
    const error = await within(5_000, rejection(redis.get('k')))
    expect(error.message).toMatch(/port/i)
  })
})
