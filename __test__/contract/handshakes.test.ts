/** What a client says before it is ready, by its options: the commands of both clients, in order. */
import { CLIENTS } from '../support/clients'
import { event } from '../support/events'
import { ScriptedServer } from '../support/scripted'

/** The commands of a handshake; the name and the version of the library are each client's own. */
async function greetings(
  Redis: (typeof CLIENTS)[number][1],
  options: Record<string, unknown>,
  answer: (words: string[]) => string | undefined = () => undefined,
): Promise<string[]> {
  const server = await ScriptedServer.start({ handshake: (_, words) => answer(words) })
  const redis = new Redis({ port: server.port, host: '127.0.0.1', ...options })
  redis.on('error', () => {})
  try {
    await event(redis, 'ready')
    return server.greetings
      .map((words) => words.join(' ').replace(/^\S+( setname| setinfo)?/i, upper))
      .map((line) => line.replace(/(LIB-VER) .*/, '$1').replace(/(LIB-NAME) [a-z-]+/, '$1'))
  } finally {
    redis.disconnect()
    await server.stop()
  }
}

const upper = (text: string) => text.toUpperCase()

const OPTIONS: [what: string, options: Record<string, unknown>, expected: string[]][] = [
  ['nothing', {}, ['HELLO 3', 'CLIENT SETINFO LIB-VER', 'CLIENT SETINFO LIB-NAME', 'INFO']],
  ['protocol 2', { protocol: 2 }, ['CLIENT SETINFO LIB-VER', 'CLIENT SETINFO LIB-NAME', 'INFO']],
  ['disableClientInfo', { disableClientInfo: true }, ['HELLO 3', 'INFO']],
  ['disableClientInfo and no ready check', { disableClientInfo: true, enableReadyCheck: false }, ['HELLO 3']],
  [
    'clientInfoTag',
    { clientInfoTag: 'tag_v1', enableReadyCheck: false },
    ['HELLO 3', 'CLIENT SETINFO LIB-VER', 'CLIENT SETINFO LIB-NAME(tag_v1)'],
  ],
  ['a password', { password: 'secret', disableClientInfo: true }, ['HELLO 3 AUTH default secret', 'INFO']],
  ['a user', { username: 'bob', password: 'ä b', disableClientInfo: true }, ['HELLO 3 AUTH bob ä b', 'INFO']],
  [
    'a password, in RESP2',
    { protocol: 2, password: 'secret', disableClientInfo: true },
    ['AUTH secret', 'INFO'],
  ],
  [
    'a user, in RESP2',
    { protocol: 2, username: 'bob', password: 'secret', disableClientInfo: true },
    ['AUTH bob secret', 'INFO'],
  ],
  [
    'an empty user',
    { username: '', password: 'secret', disableClientInfo: true },
    ['HELLO 3 AUTH default secret', 'INFO'],
  ],
  // Of a user that needs none.
  ['a user without a password', { username: 'bob', disableClientInfo: true }, ['HELLO 3 AUTH bob ', 'INFO']],
  [
    'a user without a password, in RESP2',
    { protocol: 2, username: 'bob', disableClientInfo: true },
    ['AUTH bob ', 'INFO'],
  ],
  ['a database', { db: 3, disableClientInfo: true }, ['HELLO 3', 'SELECT 3', 'INFO']],
  ['a database as a text', { db: '4', disableClientInfo: true }, ['HELLO 3', 'SELECT 4', 'INFO']],
  ['a name', { connectionName: 'me', disableClientInfo: true }, ['HELLO 3', 'CLIENT SETNAME me', 'INFO']],
  [
    'a number for a name',
    { connectionName: 7, disableClientInfo: true },
    ['HELLO 3', 'CLIENT SETNAME 7', 'INFO'],
  ],
  ['protocol 2 as a text', { protocol: '2', disableClientInfo: true }, ['INFO']],
  ['a ready check of 0', { enableReadyCheck: 0, disableClientInfo: true }, ['HELLO 3']],
  ['no ready check as null', { enableReadyCheck: null, disableClientInfo: true }, ['HELLO 3']],
  [
    'parts of a millisecond',
    { connectTimeout: 999.5, keepAlive: 1.5, disableClientInfo: true },
    ['HELLO 3', 'INFO'],
  ],
  ['idleness of years', { keepAlive: 1e12, disableClientInfo: true }, ['HELLO 3', 'INFO']],
  [
    'times as texts, which a URL has',
    { maxLoadingRetryTime: '5000', socketTimeout: '5000', disableClientInfo: true },
    ['HELLO 3', 'INFO'],
  ],
  ['readOnly', { readOnly: true, disableClientInfo: true }, ['HELLO 3', 'READONLY', 'INFO']],
  [
    'everything',
    { username: 'bob', password: 'secret', db: 3, connectionName: 'me', readOnly: true },
    [
      'HELLO 3 AUTH bob secret',
      'SELECT 3',
      'CLIENT SETNAME me',
      'READONLY',
      'CLIENT SETINFO LIB-VER',
      'CLIENT SETINFO LIB-NAME',
      'INFO',
    ],
  ],
]

describe.each(CLIENTS)('%s: the handshake', (_, Redis) => {
  it.each(OPTIONS)('with %s', async (_, options, expected) => {
    expect(await greetings(Redis, options)).toStrictEqual(expected)
  })

  it('is said once more in RESP2 where the server knows no HELLO', async () => {
    const answer = ([name]: string[]) =>
      name.toLowerCase() === 'hello'
        ? "-ERR unknown command 'HELLO', with args beginning with: \r\n"
        : undefined
    const options = { password: 'secret', db: 3, connectionName: 'me', disableClientInfo: true }
    const words = await greetings(Redis, options, answer)
    expect(words[0]).toBe('HELLO 3 AUTH default secret')
    expect(words.slice(-4)).toStrictEqual(['AUTH secret', 'SELECT 3', 'CLIENT SETNAME me', 'INFO'])
  })

  it('is said again by the next connection', async () => {
    const server = await ScriptedServer.start()
    const options = { db: 3, connectionName: 'me', readOnly: true, disableClientInfo: true }
    const redis = new Redis({ port: server.port, host: '127.0.0.1', retryStrategy: () => 1, ...options })
    redis.on('error', () => {})
    try {
      await event(redis, 'ready')
      redis.disconnect(true)
      await event(redis, 'ready')
      const words = server.greetings.map((line) => line.join(' ').toUpperCase())
      expect(words).toHaveLength(10)
      expect(words.slice(5)).toStrictEqual(words.slice(0, 5))
    } finally {
      redis.disconnect()
      await server.stop()
    }
  })

  it('is begun anew where the connection ends after a refusal that does not matter', async () => {
    let refused = false
    const server = await ScriptedServer.start({
      handshake(peer, [name]) {
        if (refused || name.toLowerCase() !== 'client') return undefined
        refused = true
        peer.end("-ERR unknown subcommand 'SETINFO'. Try CLIENT HELP.\r\n")
        return ''
      },
    })
    const redis: any = new Redis({
      port: server.port,
      host: '127.0.0.1',
      retryStrategy: () => 1,
      maxRetriesPerRequest: null,
    })
    redis.on('error', () => {})
    try {
      expect(await redis.echo('waited')).toBe('waited')
      expect(server.peers.length).toBe(2)
    } finally {
      redis.disconnect()
      await server.stop()
    }
  })

  it('of a server that is silent ends by socketTimeout', async () => {
    const server = await ScriptedServer.start({ handshake: ({ number }) => (number === 0 ? '' : undefined) })
    const redis: any = new Redis({
      port: server.port,
      host: '127.0.0.1',
      connectTimeout: 0,
      socketTimeout: 200,
      retryStrategy: () => 1,
    })
    try {
      const failed = event(redis, 'error')
      expect(await redis.echo('waited')).toBe('waited')
      const [error] = await failed
      expect(error.message).toBe("Socket timeout. Expecting data, but didn't receive any in 200ms.")
    } finally {
      redis.disconnect()
      await server.stop()
    }
  })
})
