/**
 * What goes over the wire for every command that ioredis knows, also for those that the local
 * server does not: the same words as ioredis sends, with a key prefix to show which are keys.
 */
import { CLIENTS, type Client } from '../support/clients'
import { event } from '../support/events'
import { bulk, ScriptedServer } from '../support/scripted'

/** Commands that the scripted server answers by itself, or after which a connection is another. */
const APART = new Set([
  ...['hello', 'auth', 'select', 'readonly', 'info', 'client', 'quit', 'multi', 'exec', 'discard', 'himport'],
  ...['subscribe', 'unsubscribe', 'psubscribe', 'punsubscribe', 'ssubscribe', 'sunsubscribe'],
])

const ARGUMENTS: unknown[][] = [
  ['a', 'b', 'c'],
  ['2', 'a', 'b', 'c', 'd'],
  ['a', 1, 'b', 'c', 2.5, null, undefined, true],
  ['a', 'b', '2', 'c', 'd', 'e', 'f', 'g'],
  ['STREAMS', 'a', 'b', '0', '0'],
  ['GROUP', 'g', 'c', 'COUNT', 1, 'STREAMS', 'a', '>'],
  ['a', 'BY', 'w_*', 'GET', '#', 'GET', 'x_*', 'STORE', 'd'],
  ['dest', '2', 'a', 'b', 'WEIGHTS', 1, 2],
  ['a', '1', '2', '3', 'km', 'STOREDIST', 'c'],
  ['USAGE', 'a', 'b', 'c'],
  ['h', 6379, '', 0, 100, 'KEYS', 'a', 'b'],
  ['lua', 2, 'a', 'b', 'c'],
  [['a', 'b'], 'c', ['d', 'e']],
]

/** What a client sends for each call, as texts; nothing where it throws. */
async function wordsOf(
  Redis: (typeof CLIENTS)[number][1],
  commands: string[],
): Promise<(string[] | undefined)[]> {
  const server = await ScriptedServer.start(({ socket }) => socket.write(bulk('reply')))
  const redis: any = new Redis({ port: server.port, host: '127.0.0.1', keyPrefix: 'P:' }) as Client
  redis.on('error', () => {})
  try {
    await event(redis, 'ready')
    const sent: (string[] | undefined)[] = []
    for (const command of commands) {
      for (const args of ARGUMENTS) {
        const before = server.received.length
        await (async () => redis[command](...args))().catch(() => {})
        sent.push(server.received[before]?.words)
      }
    }
    return sent
  } finally {
    redis.disconnect()
    await server.stop()
  }
}

it('every command is sent as ioredis sends it', async () => {
  const [[, IORedis], [, Redis]] = CLIENTS
  const list = new IORedis({ lazyConnect: true }) as any
  const commands: string[] = list.getBuiltinCommands().filter((command: string) => !APART.has(command))
  expect(commands.length).toBeGreaterThan(250)
  const theirs = await wordsOf(IORedis, commands)
  const ours = await wordsOf(Redis, commands)
  // Where arguments are missing, ioredis makes keys of the text "undefined"; that need not be copied.
  const sensible = theirs.flatMap((words, i) => (words && !words.includes('P:undefined') ? [i] : []))
  expect(sensible.length).toBeGreaterThan(2000)
  expect(sensible.map((i) => ours[i])).toStrictEqual(sensible.map((i) => theirs[i]))
})

describe.each(CLIENTS)('%s: a key that is missing, with a prefix', (_, Redis) => {
  it.each([
    ['rename', ['a']],
    ['get', []],
    ['lmove', ['a']],
    ['bitop', ['AND', 'd']],
  ])('%s throws nothing, and is answered', async (command, args) => {
    const server = await ScriptedServer.start(({ socket }) =>
      socket.write('-ERR wrong number of arguments\r\n'),
    )
    const redis: any = new Redis({ port: server.port, host: '127.0.0.1', keyPrefix: 'P:' }) as Client
    redis.on('error', () => {})
    try {
      await event(redis, 'ready')
      const outcome = Promise.resolve(redis[command](...args)).then(
        () => 'resolved',
        (error: Error) => error.name,
      )
      expect(await outcome).toBe('ReplyError')
    } finally {
      redis.disconnect()
      await server.stop()
    }
  })
})
