/** What is in flight when a connection is left: the server answers it before it closes. */
import { CLIENTS, rejection, setUpServer } from '../support/clients'
import { event } from '../support/events'

const bench = setUpServer()

/** As long as a server on a busy machine may take for its answers. */
const PATIENT = { disconnectTimeout: 20_000, retryStrategy: () => 1 }

describe.each(CLIENTS)('%s: leaving a connection', (_, Redis) => {
  it('disconnect() lets the server answer what was sent', async () => {
    const redis: any = bench.connect(Redis, PATIENT)
    await redis.ping()
    const replies = Promise.all([
      redis.set('k', 'v'),
      redis.get('k'),
      redis.pipeline().incr('n').get('k').exec(),
      redis.multi().incr('n').exec(),
      redis.subscribe('channel'),
    ])
    redis.disconnect()
    expect(await replies).toStrictEqual([
      'OK',
      'v',
      [
        [null, 1],
        [null, 'v'],
      ],
      [[null, 2]],
      1,
    ])
  })

  it('a command that blocks, and one that comes too late, reject', async () => {
    const redis = bench.connect(Redis)
    await redis.ping()
    const blocked = rejection(redis.blpop('list', 0))
    redis.disconnect()
    const late = rejection(redis.set('late', 'v'))
    expect([(await blocked).message, (await late).message]).toStrictEqual([
      'Connection is closed.',
      'Connection is closed.',
    ])
    expect(await bench.server.cli('EXISTS', 'late')).toBe('0')
  })

  it('without an offline queue a command that comes too late is told so', async () => {
    const redis = bench.connect(Redis, { enableOfflineQueue: false })
    await event(redis, 'ready')
    redis.disconnect()
    expect((await rejection(redis.get('k'))).message).toBe(
      "Stream isn't writeable and enableOfflineQueue options is false",
    )
  })

  it('disconnect(true) runs nothing twice', async () => {
    const redis = bench.connect(Redis, PATIENT)
    await redis.ping()
    const before = await redis.client('ID')
    const replies: Promise<number>[] = []
    for (let i = 0; i < 100; i++) replies.push(redis.incr('n'))
    redis.disconnect(true)
    const after = redis.incr('n')
    expect(await Promise.all(replies)).toStrictEqual(Array.from({ length: 100 }, (_, i) => i + 1))
    expect(await after).toBe(101)
    expect(await redis.client('ID')).not.toBe(before)
  })

  it('reconnectOnError leaves the replies behind the error to their commands', async () => {
    const redis = bench.connect(Redis, { ...PATIENT, reconnectOnError: () => 2 as const })
    await redis.ping()
    let asked = 0
    redis.options.reconnectOnError = () => (asked++ === 0 ? 2 : false)
    await redis.set('s', 'x')
    const replies = Promise.allSettled([redis.incr('n'), redis.incr('s'), redis.incr('n')])
    expect((await replies).map((reply: any) => reply.value ?? reply.reason.message)).toStrictEqual([
      1,
      'ERR value is not an integer or out of range',
      2,
    ])
    expect(await bench.server.cli('GET', 'n')).toBe('2')
  })

  it('disconnectTimeout bounds the wait for a server that does not close', async () => {
    const redis = bench.connect(Redis, { disconnectTimeout: 30 })
    await redis.ping()
    process.kill(bench.server.pid, 'SIGSTOP')
    try {
      const hanging = rejection(redis.get('k'))
      const ended = event(redis, 'end')
      redis.disconnect()
      expect((await hanging).message).toBe('Connection is closed.')
      await ended
    } finally {
      process.kill(bench.server.pid, 'SIGCONT')
    }
  })
})
