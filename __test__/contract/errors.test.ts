/** Errors of the server: their class, name, message and facts, in the caller's realm. */
import { CLIENTS, type Client, rejection, setUpServer } from '../support/clients'
import { event } from '../support/events'

const bench = setUpServer()

describe.each(CLIENTS)('%s: error replies', (_, Redis) => {
  let redis: any
  const { ReplyError } = Redis as any

  beforeEach(() => {
    redis = bench.connect(Redis) as Client
  })

  it('is a ReplyError with the line of the server', async () => {
    await redis.set('k', 'text')
    const error = await rejection(redis.incr('k'))
    expect(error.message).toBe('ERR value is not an integer or out of range')
    expect(error.name).toBe('ReplyError')
    expect(error).toBeInstanceOf(ReplyError)
    expect(error).toBeInstanceOf(Error)
    expect(String(error)).toBe('ReplyError: ERR value is not an integer or out of range')
    expect(error.stack).toContain('ReplyError: ERR value is not an integer or out of range')
  })

  it('knows its command', async () => {
    const error = await rejection(redis.set('k', 'v', 'EX', 'soon'))
    expect(error.command).toStrictEqual({ name: 'set', args: ['k', 'v', 'EX', 'soon'] })
    const binary = await rejection(redis.hget('k', Buffer.from([1]), 'x'))
    expect(binary.command).toStrictEqual({ name: 'hget', args: ['k', Buffer.from([1]), 'x'] })
  })

  it.each([
    [
      'WRONGTYPE',
      ['lpush', 'hash', 'x'],
      'WRONGTYPE Operation against a key holding the wrong kind of value',
    ],
    ['ERR syntax', ['set', 'k', 'v', 'XX', 'NX'], 'ERR syntax error'],
    ['arity', ['get'], "ERR wrong number of arguments for 'get' command"],
    [
      'NOGROUP',
      ['xreadgroup', 'GROUP', 'g', 'c', 'STREAMS', 's', '>'],
      "NOGROUP No such key 's' or consumer group 'g' in XREADGROUP with GROUP option",
    ],
    ['EXEC alone', ['call', 'EXEC'], 'ERR EXEC without MULTI'],
    ['beyond ASCII', ['eval', 'return redis.error_reply("ÄRGER mit Ümläuten")', 0], 'ÄRGER mit Ümläuten'],
  ])('%s', async (_, [command, ...args], message) => {
    await redis.hset('hash', 'a', 1)
    expect((await rejection(redis[command](...args))).message).toBe(message)
  })

  it('each error is an object of its own', async () => {
    await redis.set('k', 'text')
    const [one, two] = await Promise.all([rejection(redis.incr('k')), rejection(redis.incr('k'))])
    expect(one).not.toBe(two)
    expect(one.command).not.toBe(two.command)
  })

  it('errors go to their own commands', async () => {
    await redis.set('k', 'text')
    const replies = await Promise.allSettled(
      Array.from({ length: 100 }, (_, i) => (i % 3 === 0 ? redis.incr('k') : redis.echo(`${i}`))),
    )
    expect(replies.map((reply, i) => (i % 3 === 0 ? reply.status : (reply as any).value))).toStrictEqual(
      Array.from({ length: 100 }, (_, i) => (i % 3 === 0 ? 'rejected' : `${i}`)),
    )
  })

  it('showFriendlyErrorStack shows the line of the call', async () => {
    const friendly: any = bench.connect(Redis, { showFriendlyErrorStack: true })
    const error = await rejection(friendly.incr('k', 'too', 'many'))
    expect(error.stack?.split('\n')[1]).toContain('errors.test.ts')
  })

  it('a database that the server does not have is told, and the client is ready', async () => {
    const redis: any = bench.connect(Redis, { db: 9999 })
    const ready = event(redis, 'ready')
    const [error] = await event(redis, 'error')
    expect(error.message).toBe('ERR DB index is out of range')
    expect(error.command).toStrictEqual({ name: 'select', args: ['9999'] })
    await ready
  })

  it('wrong arguments of the constructor are named', () => {
    expect(() => bench.make(Redis, true)).toThrow('Invalid argument true')
    expect(() => bench.make(Redis, 1, false)).toThrow('Invalid argument false')
  })

  it('print prints errors and replies', () => {
    expect(typeof (Redis as any).print).toBe('function')
    expect((Redis as any).print).toHaveLength(2)
    const printed = jest.spyOn(console, 'log').mockImplementation(() => {})
    try {
      ;(Redis as any).print(null, 'reply')
      ;(Redis as any).print(new Error('what'))
      expect(printed.mock.calls).toStrictEqual([['Reply: reply'], ['Error: Error: what']])
    } finally {
      printed.mockRestore()
    }
  })
})

describe.each(CLIENTS)('%s: reconnectOnError', (name, Redis) => {
  it('is asked for each error reply, and 2 sends the command again', async () => {
    const asked: string[] = []
    const redis: any = bench.connect(Redis, {
      reconnectOnError: (error) => {
        asked.push(error.message)
        return asked.length === 1 ? 2 : false
      },
    })
    await redis.set('k', 'text')
    const error = await rejection(redis.incr('k'))
    expect(error.message).toBe('ERR value is not an integer or out of range')
    expect(asked).toStrictEqual([error.message, error.message])
    expect(await redis.get('k')).toBe('text')
  })

  it('2 sends nothing of a transaction again outside of it', async () => {
    const refusals: string[] = []
    const redis: any = bench.connect(Redis, {
      reconnectOnError: (error) => {
        refusals.push(error.message.split(' ')[0])
        return error.message.startsWith('NOREPLICAS') ? 2 : false
      },
    })
    const witness = bench.connect(Redis)
    await witness.config('SET', 'min-replicas-to-write', 1)
    const back = redis.ping().then(() => new Promise((resolve) => redis.once('ready', resolve)))
    const error = await redis
      .ping()
      .then(() => rejection(redis.multi().set('m', 1).set('n', 1).exec()))
      .finally(() => witness.config('SET', 'min-replicas-to-write', 0))
    expect(error.message).toBe('EXECABORT Transaction discarded because of previous errors.')
    expect(error.previousErrors.map(({ message }: Error) => message)).toStrictEqual([
      'Command aborted due to connection close',
      'Command aborted due to connection close',
    ])
    await back
    expect(await redis.mget('m', 'n')).toStrictEqual([null, null])
    expect(refusals).toStrictEqual(['NOREPLICAS', 'NOREPLICAS', 'EXECABORT'])
  })

  it('2 sends the command again to the database that it was for', async () => {
    const asked: string[] = []
    const redis: any = bench.connect(Redis, {
      reconnectOnError: ({ message }) => asked.push(message) === 1 && 2,
    })
    const witness = bench.connect(Redis, { db: 3 })
    await witness.set('key', 'text')
    await redis.select(3)
    const added = redis.sadd('key', 'member')
    const selected = redis.select(5)
    await event(redis, 'reconnecting')
    await witness.del('key')
    expect(await added).toBe(1)
    expect(await selected).toBe('OK')
    expect(await witness.smembers('key')).toStrictEqual(['member'])
    await witness.select(5)
    expect(await witness.exists('key')).toBe(0)
    await redis.set('after', 'value')
    // ioredis stays where it sent the command again.
    if (name !== 'ioredis') expect(await witness.get('after')).toBe('value')
    expect(asked).toStrictEqual(['WRONGTYPE Operation against a key holding the wrong kind of value'])
  })

  it('2 does not give a command more than its time', async () => {
    const redis: any = bench.connect(Redis, {
      commandTimeout: 500,
      reconnectOnError: () => 2,
      retryStrategy: () => 1,
    })
    await redis.set('k', 'text').catch(() => {})
    const error = await rejection(redis.incr('k'))
    expect(error.message).toBe('Command timed out')
  })

  it('1 rejects the command, and connects anew', async () => {
    const redis: any = bench.connect(Redis, { reconnectOnError: () => 1 })
    const before = await redis.client('ID')
    await rejection(redis.incr('k', 'too many'))
    await new Promise((resolve) => redis.once('ready', resolve))
    expect(await redis.client('ID')).not.toBe(before)
  })

  it.each(['yes', {}, ['a match'], '2'])('%j neither reconnects nor sends again', async (decision) => {
    const redis: any = bench.connect(Redis, { reconnectOnError: () => decision as never })
    const before = await redis.client('ID')
    expect((await rejection(redis.incr('k', 'too many'))).message).toMatch(/^ERR wrong number/)
    expect(await redis.client('ID')).toBe(before)
    expect(redis.status).toBe('ready')
  })
})
