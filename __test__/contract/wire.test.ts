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
  [],
  ['a'],
  [['a']],
  [['a', ['b', 'c']], []],
  ['a', { x: 1, y: null }],
  [
    'a',
    new Map<unknown, unknown>([
      ['x', 1n],
      [Buffer.from('y'), [1, 2]],
    ]),
  ],
  ['a', [{ x: 1 }]],
  [{ x: 1, y: { z: 1 } }],
  [new Map([['x', 1]])],
  ['a', Buffer.from([0xc3, 0xa4, 0x00, 0x0d, 0x0a])],
  [Buffer.from('ä'), 'ä'],
  [Buffer.from('ä')],
  ['a', 1n, new Date(0), false, Number.NaN, -0, 1e21, 1e-7, Number.POSITIVE_INFINITY],
  ['a', [null, undefined], null],
  ['a', new Uint8Array([1, 2]), new Set([1]), new String('s'), Math],
  [null],
  ['a', 'b', () => {}],
  [['a', 'b'], () => {}],
]

/** The ways of calling a command. */
type Way = (redis: any, command: string, args: unknown[]) => unknown
const WAYS: Record<'method' | 'name' | 'pipeline', Way> = {
  method: (redis, command, args) => redis[command](...args),
  name: (redis, command, args) => redis.call(command.toUpperCase(), ...args),
  pipeline: (redis, command, args) =>
    redis
      .pipeline()
      [command](...args)
      .exec(),
}

/** What a client sends for each call, as texts; nothing where it throws. */
async function wordsOf(
  Redis: (typeof CLIENTS)[number][1],
  options: object,
  commands: string[],
  way: Way,
): Promise<(string[] | undefined)[]> {
  const server = await ScriptedServer.start({ script: (peer) => peer.send(bulk('reply')) })
  const redis: any = new Redis({ port: server.port, host: '127.0.0.1', ...options }) as Client
  redis.on('error', () => {})
  try {
    await event(redis, 'ready')
    const sent: (string[] | undefined)[] = []
    for (const command of commands) {
      for (const args of ARGUMENTS) {
        const before = server.commands.length
        await (async () => way(redis, command, args))().catch(() => {})
        sent.push(server.commands[before])
      }
    }
    return sent
  } finally {
    redis.disconnect()
    await server.stop()
  }
}

it.each([
  ['by its method', {}, WAYS.method],
  ['by its method, with a prefix', { keyPrefix: 'P:' }, WAYS.method],
  ['by its method, with a prefix that is a Buffer', { keyPrefix: Buffer.from('P:') }, WAYS.method],
  ['by its name, with a prefix', { keyPrefix: 'P:' }, WAYS.name],
  ['in a pipeline, with a prefix', { keyPrefix: 'P:' }, WAYS.pipeline],
])('every command is sent as ioredis sends it, %s', async (_, options, way) => {
  const [[, IORedis]] = CLIENTS
  const list = new IORedis({ lazyConnect: true }) as any
  const commands: string[] = list.getBuiltinCommands().filter((command: string) => !APART.has(command))
  expect(commands.length).toBeGreaterThan(250)
  const [theirs, ours] = await Promise.all(CLIENTS.map(([, Redis]) => wordsOf(Redis, options, commands, way)))
  // Where arguments are missing, ioredis makes keys of the text "undefined"; that need not be copied.
  const sensible = theirs.flatMap((words, i) => (words && !words.includes('P:undefined') ? [i] : []))
  expect(sensible.length).toBeGreaterThan(5000)
  expect(sensible.map((i) => ours[i])).toStrictEqual(sensible.map((i) => theirs[i]))
})

describe.each(CLIENTS)('%s: a key that is missing, with a prefix', (_, Redis) => {
  it.each([
    ['rename', ['a']],
    ['get', []],
    ['lmove', ['a']],
    ['bitop', ['AND', 'd']],
  ])('%s throws nothing, and is answered', async (command, args) => {
    const server = await ScriptedServer.start({
      script: (peer) => peer.send('-ERR wrong number of arguments\r\n'),
    })
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
