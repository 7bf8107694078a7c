/** `himportFieldsets`, over a scripted server: the commands came with Redis 8.10. */
import { CLIENTS, type Client, rejection } from '../support/clients'
import { event } from '../support/events'
import { type Script, ScriptedServer } from '../support/scripted'

const HIMPORT = {
  himportFieldsets: [
    { name: 'users', fields: ['name', Buffer.from('age')] },
    { name: 'empty', fields: [] },
  ],
}

describe.each(CLIENTS)('%s: himport', (_, Redis) => {
  const clients = new Set<Client>()
  let server: ScriptedServer
  /** What the server knows, by connection, and what it refuses. */
  let known: Set<string>
  let refused: string | undefined

  const script: Script = (peer, [, action, key, name]) => {
    if (/^prepare$/i.test(action)) {
      if (refused !== undefined) return peer.send(`-${refused}\r\n`)
      known.add(`${peer.number} ${key}`)
      return peer.send('+OK\r\n')
    }
    if (!/^set$/i.test(action)) return peer.send('+OK\r\n')
    return peer.send(known.has(`${peer.number} ${name}`) ? ':1\r\n' : '-ERR no such fieldset\r\n')
  }

  const connect = (options: object = {}): any => {
    const redis = new Redis({
      port: server.port,
      host: '127.0.0.1',
      retryStrategy: () => 1,
      ...HIMPORT,
      ...options,
    })
    redis.on('error', () => {})
    clients.add(redis)
    return redis
  }

  const sent = () => server.commands.map((words) => words.join(' '))
  const PREPARED = ['himport PREPARE users name age', 'himport PREPARE empty']

  beforeEach(async () => {
    known = new Set()
    refused = undefined
    server = await ScriptedServer.start({ script })
  })
  afterEach(async () => {
    for (const client of clients) client.disconnect()
    clients.clear()
    await server.stop()
  })

  it('a connection prepares all sets, and the commands that waited come after', async () => {
    const redis = connect()
    expect(await redis.himport('SET', 'k', 'users', 'Ada', 36)).toBe(1)
    expect(sent()).toStrictEqual([...PREPARED, 'himport SET k users Ada 36'])
  })

  it('a connection that is ready sends at once', async () => {
    const redis = connect()
    await event(redis, 'ready')
    await redis.himport('SET', 'k', 'users', 'Ada', 36)
    expect(await redis.himport('SET', 'k', Buffer.from('users'), 'Ada', 36)).toBe(1)
    expect(sent().slice(2)).toStrictEqual(['himport SET k users Ada 36', 'himport SET k users Ada 36'])
  })

  it('a set that the server has forgotten is prepared again, once', async () => {
    const redis = connect()
    await redis.himport('SET', 'k', 'users', 'a', 1)
    known.clear()
    expect(await redis.himport('SET', 'k', 'users', 'b', 2)).toBe(1)
    expect(sent().slice(3)).toStrictEqual(['himport SET k users b 2', PREPARED[0], 'himport SET k users b 2'])
  })

  it('a set of nobody is the error of the server', async () => {
    const redis = connect()
    await event(redis, 'ready')
    expect((await rejection(redis.himport('SET', 'k', 'others', 'a'))).message).toBe('ERR no such fieldset')
    expect(sent()).toStrictEqual([...PREPARED, 'himport SET k others a'])
  })

  it('a set that can not be prepared rejects the command with that error', async () => {
    const redis = connect()
    await event(redis, 'ready')
    known.clear()
    refused = 'ERR no room'
    expect((await rejection(redis.himport('SET', 'k', 'users', 'a', 1))).message).toBe('ERR no room')
  })

  it('a refusal while it connects is an error event', async () => {
    refused = 'ERR no room'
    const redis = connect()
    const [error] = await event(redis, 'error')
    expect(error.message).toBe('ERR no room')
  })

  it('a new connection prepares them again', async () => {
    const redis = connect()
    await redis.himport('SET', 'k', 'users', 'a', 1)
    const ready = event(redis, 'ready')
    server.drop()
    await ready
    expect(await redis.himport('SET', 'k', 'users', 'b', 2)).toBe(1)
    const second = server.peers[1].commands
    expect(second.map((words) => words.join(' '))).toStrictEqual([...PREPARED, 'himport SET k users b 2'])
  })

  it('in a pipeline and in a transaction', async () => {
    const redis = connect()
    await event(redis, 'ready')
    const replies = await redis
      .pipeline()
      .himport('SET', 'k', 'users', 'a', 1)
      .himport('SET', 'l', 'empty')
      .exec()
    expect(replies).toStrictEqual([
      [null, 1],
      [null, 1],
    ])
    expect(sent()).toStrictEqual([...PREPARED, 'himport SET k users a 1', 'himport SET l empty'])
  })

  it('RESET is followed by another preparation', async () => {
    const redis = connect()
    await event(redis, 'ready')
    await redis.ping()
    await redis.reset()
    known.clear()
    expect(await redis.himport('SET', 'k', 'users', 'a', 1)).toBe(1)
    expect(sent().slice(3)).toStrictEqual(['reset', PREPARED[0], 'himport SET k users a 1'])
  })

  it.each([
    ['no array', { name: 'a' }, 'himportFieldsets must be an array'],
    ['no object', [1], 'Each HIMPORT fieldset must be an object'],
    ['no name', [{ fields: [] }], 'Each HIMPORT fieldset name must be a string or Buffer'],
    ['no fields', [{ name: 'a' }], 'Each HIMPORT fieldset fields value must be an array'],
    [
      'a field of another type',
      [{ name: 'a', fields: [1] }],
      'Each HIMPORT field must be a string or Buffer',
    ],
    [
      'a name twice',
      [
        { name: 'a', fields: [] },
        { name: Buffer.from('a'), fields: [] },
      ],
      'Duplicate HIMPORT fieldset name',
    ],
  ])('%s is refused', (_what, himportFieldsets, message) => {
    expect(() => connect({ himportFieldsets, lazyConnect: true })).toThrow(new TypeError(message))
  })

  it('the option is a copy that does not change', () => {
    const fields = ['name']
    const redis = connect({ himportFieldsets: [{ name: 'a', fields }], lazyConnect: true })
    fields.push('more')
    expect(redis.options.himportFieldsets).toStrictEqual([{ name: 'a', fields: ['name'] }])
    expect(Object.isFrozen(redis.options.himportFieldsets)).toBe(true)
  })
})
