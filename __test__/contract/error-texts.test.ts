/** What errors of a client are: their class, name and text, and what they say of their command. */
import Ours from '@app/redis-native'
import IORedis from 'ioredis'
import { AbortError, RedisError, ReplyError } from 'redis-errors'
import { CLIENTS, type Client, rejection, setUpServer } from '../support/clients'
import { event } from '../support/events'

const bench = setUpServer()

/** The classes that errors are of, which ioredis takes from a package of their own. */
const CLASSES = new Map<unknown, Record<string, unknown>>([
  [IORedis, { AbortError, RedisError, ReplyError }],
  [
    Ours,
    {
      AbortError: (Ours as any).AbortError,
      RedisError: (Ours as any).RedisError,
      ReplyError: (Ours as any).ReplyError,
    },
  ],
])

describe.each(CLIENTS)('%s: the error', (_, Redis) => {
  const classes = CLASSES.get(Redis) as any

  /** What both clients say; ours may say more. */
  const shapeOf = (error: any) => ({
    text: String(error),
    classes: Object.keys(classes).filter((name) => error instanceof classes[name]),
    isError: error instanceof Error,
    command: error.command,
  })
  const REPLY = { classes: ['RedisError', 'ReplyError'], isError: true }
  const PLAIN = { classes: [], isError: true, command: undefined }

  const ready = async (options: object = {}): Promise<any> => {
    const redis = bench.connect(Redis, options)
    await event(redis, 'ready')
    return redis
  }

  it('of a reply', async () => {
    const redis = await ready()
    await redis.set('s', 'x')
    expect(shapeOf(await rejection(redis.hget('s', 'f')))).toStrictEqual({
      ...REPLY,
      text: 'ReplyError: WRONGTYPE Operation against a key holding the wrong kind of value',
      command: { name: 'hget', args: ['s', 'f'] },
    })
    const error = await rejection(redis.hget('s', 'f'))
    expect(Object.getOwnPropertyNames(error).sort()).toStrictEqual(['command', 'message', 'stack'])
    expect(JSON.stringify(error)).toBe('{"command":{"name":"hget","args":["s","f"]}}')
    expect(Object.keys(error)).toStrictEqual(['command'])
  })

  it('of a command that nobody knows keeps its arguments as they were given', async () => {
    const redis = await ready()
    expect(shapeOf(await rejection(redis.call('nonsense', 'a', Buffer.from('b'), 1)))).toStrictEqual({
      ...REPLY,
      text: "ReplyError: ERR unknown command 'nonsense', with args beginning with: 'a' 'b' '1' ",
      command: { name: 'nonsense', args: ['a', Buffer.from('b'), '1'] },
    })
  })

  it('within a pipeline knows its command, within a transaction it does not', async () => {
    const redis = await ready()
    await redis.set('s', 'x')
    const [[piped]] = await redis.pipeline().hget('s', 'f').exec()
    const [[executed]] = await redis.multi().hget('s', 'f').exec()
    expect(shapeOf(piped).command).toStrictEqual({ name: 'hget', args: ['s', 'f'] })
    expect(shapeOf(executed)).toStrictEqual({ ...shapeOf(piped), command: undefined })
  })

  it('within the reply of a script has no command', async () => {
    const redis = await ready()
    const [, error] = await redis.eval("return {1, redis.error_reply('MY text')}", 0)
    expect(shapeOf(error)).toStrictEqual({ ...REPLY, text: 'ReplyError: MY text', command: undefined })
  })

  it('of a transaction that was given up names the errors before it', async () => {
    const redis = await ready()
    const error = await rejection(redis.multi().set('a').get('b').exec())
    expect(shapeOf(error)).toStrictEqual({
      ...REPLY,
      text: 'ReplyError: EXECABORT Transaction discarded because of previous errors.',
      command: { name: 'exec', args: [] },
    })
    expect(error.previousErrors.map(shapeOf)).toStrictEqual([
      {
        ...REPLY,
        text: "ReplyError: ERR wrong number of arguments for 'set' command",
        command: { name: 'set', args: ['a'] },
      },
    ])
  })

  it('of EXEC without MULTI', async () => {
    const redis = await ready()
    expect(shapeOf(await rejection(redis.exec()))).toStrictEqual({
      ...REPLY,
      text: 'ReplyError: ERR EXEC without MULTI',
      command: { name: 'exec', args: [] },
    })
  })

  it('of a connection that stands', async () => {
    const redis = await ready()
    expect(shapeOf(await rejection(redis.connect()))).toStrictEqual({
      ...PLAIN,
      text: 'Error: Redis is already connecting/connected',
    })
  })

  it('of a client that is subscribed in RESP2, also in a pipeline', async () => {
    const redis = await ready({ protocol: 2 })
    await redis.subscribe('channel')
    const expected = {
      ...PLAIN,
      text: 'Error: Connection in subscriber mode, only subscriber commands may be used',
    }
    expect(shapeOf(await rejection(redis.get('k')))).toStrictEqual(expected)
    const [[piped]] = await redis.pipeline().get('k').exec()
    expect(shapeOf(piped)).toStrictEqual(expected)
  })

  it('of a client that monitors', async () => {
    const redis = await ready()
    const monitor = await redis.monitor()
    expect(shapeOf(await rejection(monitor.get('k')))).toStrictEqual({
      ...PLAIN,
      text: "Error: Connection is in monitoring mode, can't process commands.",
    })
    monitor.disconnect()
  })

  it('without an offline queue, also in a pipeline', async () => {
    const redis: any = bench.connect(Redis, { enableOfflineQueue: false })
    const expected = {
      ...PLAIN,
      text: "Error: Stream isn't writeable and enableOfflineQueue options is false",
    }
    expect(shapeOf(await rejection(redis.get('k')))).toStrictEqual(expected)
    const [[piped]] = await redis.pipeline().get('k').exec()
    expect(shapeOf(piped)).toStrictEqual(expected)
  })

  it('of a command that takes too long', async () => {
    const redis = await ready({ commandTimeout: 500 })
    expect(String(await rejection(redis.blpop('list', 0)))).toBe('Error: Command timed out')
  })

  it('of a socket that stays silent', async () => {
    // The handshake has as long between two words of the server, on a busy machine as well.
    const redis = await ready({ socketTimeout: 1_000, retryStrategy: null })
    const told = event(redis, 'error')
    const blocked = rejection(redis.blpop('list', 0))
    expect(shapeOf((await told)[0])).toStrictEqual({
      ...PLAIN,
      text: "Error: Socket timeout. Expecting data, but didn't receive any in 1000ms.",
    })
    expect(String(await blocked)).toBe('Error: Connection is closed.')
  })

  it('of a server that is not there', async () => {
    const redis: any = bench.connect(Redis, { port: 1, retryStrategy: () => null })
    const waiting = rejection(redis.get('k'))
    const [error] = await event(redis, 'error')
    // ioredis hands on the error of Node, which under jest is of another realm.
    expect(String(error)).toBe('Error: connect ECONNREFUSED 127.0.0.1:1')
    expect(error).toMatchObject({ code: 'ECONNREFUSED', syscall: 'connect', address: '127.0.0.1', port: 1 })
    expect(typeof error.errno).toBe('number')
    expect(String(await waiting)).toBe('Error: Connection is closed.')
    expect(String(await rejection(redis.get('k')))).toBe('Error: Connection is closed.')
  })

  it('of a command that has outlived its attempts', async () => {
    const redis: any = bench.connect(Redis, { port: 1, retryStrategy: () => 1, maxRetriesPerRequest: 1 })
    const { text, classes, isError } = shapeOf(await rejection(redis.get('k')))
    expect([text, classes, isError]).toStrictEqual([
      'MaxRetriesPerRequestError: Reached the max retries per request limit (which is 1). ' +
        'Refer to "maxRetriesPerRequest" option for details.',
      ['AbortError', 'RedisError'],
      true,
    ])
  })

  it('of a pipeline that was cut', async () => {
    const redis = await ready({ retryStrategy: () => 1 })
    const id = await redis.client('ID')
    const replies = redis.pipeline().set('a', 1).blpop('list', 0).get('a').exec()
    let list = ''
    while (!/ flags=b /.test(list)) list = await bench.server.cli('CLIENT', 'LIST', 'ID', String(id))
    await bench.server.cli('CLIENT', 'KILL', 'ID', String(id))
    const [first, second, third] = await replies
    expect(first).toStrictEqual([null, 'OK'])
    for (const [error] of [second, third]) {
      expect([String(error), error instanceof classes.AbortError]).toStrictEqual([
        'AbortError: Command aborted due to connection close',
        true,
      ])
    }
    expect(second[0].command).toMatchObject({ name: 'blpop', args: ['list', '0'] })
  })

  it.each([
    ['above all ports', 99_999],
    ['below all ports', -1],
    ['between two ports', 1.5],
  ])('of a port %s', async (_what, port) => {
    const redis: any = bench.connect(Redis, { port, lazyConnect: true })
    const ended = event(redis, 'end')
    const error = await rejection(redis.connect())
    await ended
    expect(String(error)).toBe(
      `RangeError [ERR_SOCKET_BAD_PORT]: Port should be >= 0 and < 65536. Received type number (${port}).`,
    )
    expect(error.code).toBe('ERR_SOCKET_BAD_PORT')
  })

  it('with showFriendlyErrorStack begins where the call was made', async () => {
    const redis: Client & Record<string, any> = await ready({ showFriendlyErrorStack: true })
    await redis.set('s', 'x')
    redis.defineCommand('wrong', { numberOfKeys: 0, lua: "return redis.call('nope')" })
    async function theCaller(call: () => Promise<unknown>): Promise<any> {
      return rejection(call())
    }
    const [[piped]] = (await redis.pipeline().hget('s', 'f').exec()) as [[Error]]
    for (const error of [
      await theCaller(async () => redis.hget('s', 'f')),
      await theCaller(async () => redis.wrong()),
      piped,
    ]) {
      const [head, first] = (error.stack as string).split('\n')
      expect(head).toBe(String(error))
      expect(first).toContain('error-texts.test.ts')
    }
  })
})
