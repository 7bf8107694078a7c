/**
 * Every command with every kind of reply, whatever the command answers with on a real server: what
 * ioredis makes of it, this package makes of it, alone and as a part of a transaction's reply.
 */
import { CLIENTS, type Client } from '../support/clients'
import { event } from '../support/events'
import { bulk, ScriptedServer } from '../support/scripted'
import { MODES, type Mode, plain } from './commands/scenario'

/** Commands that the scripted server answers by itself, or after which a connection is another. */
const APART = new Set([
  ...['hello', 'auth', 'select', 'readonly', 'info', 'client', 'quit', 'multi', 'exec', 'discard', 'himport'],
  ...['subscribe', 'unsubscribe', 'psubscribe', 'punsubscribe', 'ssubscribe', 'sunsubscribe'],
])

const NIL = '$-1\r\n'
const pair = (a: string, b: string) => `*2\r\n${a}${b}`

/** Enough of them to be read together. */
const MANY = [
  'one of the many',
  '2',
  'one of the many',
  '',
  '__proto__',
  'the last but two',
  '10',
  'the last of all',
].map(bulk)

/** Replies of both protocols. */
const CLASSIC: Record<string, string> = {
  nothing: NIL,
  'no list': '*-1\r\n',
  OK: '+OK\r\n',
  status: '+FINE\r\n',
  'empty status': '+\r\n',
  one: ':1\r\n',
  'minus five': ':-5\r\n',
  'a large integer': ':9223372036854775807\r\n',
  'empty text': bulk(''),
  text: bulk('text'),
  'beyond ASCII': bulk('ä😀'),
  'an error': '-ERR wrong\r\n',
  'an error without a text': '-\r\n',
  'an empty list': '*0\r\n',
  pairs: `*4\r\n${bulk('a')}:1\r\n${bulk('b')}${bulk('2')}`,
  'an odd number of items': `*3\r\n${bulk('a')}:1\r\n${bulk('b')}`,
  'a list of pairs': pair(pair(bulk('a'), bulk('1')), pair(bulk('b'), bulk('2'))),
  'a list with a list': `*3\r\n${bulk('a')}*1\r\n*1\r\n:1\r\n:4\r\n`,
  'a list of an empty list': '*1\r\n*0\r\n',
  'a list of nothing': `*2\r\n${NIL}*-1\r\n`,
  'a list of many texts': `*8\r\n${MANY.join('')}`,
  'a list of many texts and nothing': `*10\r\n${NIL}${MANY.join('')}${NIL}`,
  'a list of many texts, one beyond JSON': `*9\r\n${MANY.join('')}${bulk('"\n\\')}`,
  'a list with many texts': `*2\r\n*8\r\n${MANY.join('')}:1\r\n`,
  'a list with an error': '*2\r\n-ERR in it\r\n:1\r\n',
  'a list with an error deep in it': '*2\r\n*1\r\n-ERR deep\r\n:1\r\n',
}

/** Replies that only RESP3 has. Doubles are some that ioredis's arithmetic gives right. */
const MODERN: Record<string, string> = {
  null: '_\r\n',
  'an empty map': '%0\r\n',
  'a map': `%2\r\n${bulk('a')}:1\r\n${bulk('b')}${pair(bulk('x'), ',0.5\r\n')}`,
  'a map in a map': '%1\r\n+a\r\n%1\r\n+b\r\n~2\r\n:1\r\n#f\r\n',
  'a map with a field twice': '%2\r\n+a\r\n:1\r\n+a\r\n:2\r\n',
  'a map with a special field': `%1\r\n${bulk('__proto__')}:1\r\n`,
  'a map of many texts': `%4\r\n${MANY.join('')}`,
  'a map with a map of many texts': `%1\r\n+a\r\n%4\r\n${MANY.join('')}`,
  'a set of many texts': `~8\r\n${MANY.join('')}`,
  'a map by numbers': '%3\r\n:5\r\n#t\r\n,1.5\r\n:1\r\n#f\r\n_\r\n',
  'a map by lists': '%2\r\n*2\r\n:1\r\n:2\r\n+v\r\n%1\r\n+a\r\n+b\r\n+c\r\n',
  'an empty set': '~0\r\n',
  'a set': `~3\r\n${bulk('a')}:1\r\n#t\r\n`,
  'a double': ',1.5\r\n',
  'a negative double': ',-0.25\r\n',
  'a whole double': ',3\r\n',
  'a double with an exponent': ',1e3\r\n',
  infinity: ',inf\r\n',
  'minus infinity': ',-inf\r\n',
  'no number': ',nan\r\n',
  true: '#t\r\n',
  false: '#f\r\n',
  'a big number': '(123456789012345678901234567890\r\n',
  'a text with a format': '=15\r\ntxt:Some string\r\n',
  'an error as a blob': '!11\r\nERR a\r\nb\r\nc\r\n',
  'members with scores': pair(pair(bulk('a'), ',1.5\r\n'), pair(bulk('b'), ',2\r\n')),
}

const SHAPES = { ...CLASSIC, ...MODERN }
const NAMES = Object.keys(SHAPES)

/** The last argument of a command names the reply; a transaction's reply has all of its commands'. */
function answer(words: string[], queue: string[] | undefined): string {
  const [name] = words
  if (name === 'multi') return '+OK\r\n'
  if (name === 'exec') return `*${queue?.length}\r\n${queue?.join('')}`
  const reply = SHAPES[NAMES[Number(words[words.length - 1])]]
  return queue?.push(reply) ? '+QUEUED\r\n' : reply
}

describe.each(MODES)('%s', (_, { options, buffers }: Mode) => {
  let server: ScriptedServer
  let clients: Client[]
  let commands: string[]
  let readers: string[]
  // Those that read their replies, and some that do not, in every mode; all in the main ones.
  const all = !buffers && !options.stringNumbers

  beforeAll(async () => {
    const queues = new WeakMap<object, string[]>()
    server = await ScriptedServer.start({
      script(peer, words) {
        if (words[0] === 'multi') queues.set(peer, [])
        peer.send(answer(words, words[0] === 'multi' ? undefined : queues.get(peer)))
        if (words[0] === 'exec') queues.delete(peer)
      },
    })
    clients = CLIENTS.map(([, Redis]) => new Redis({ port: server.port, host: '127.0.0.1', ...options }))
    await Promise.all(clients.map((client) => event(client, 'ready')))
    const builtin: string[] = (clients[0] as any).getBuiltinCommands()
    readers = ['get', 'mget', 'eval', ...Object.keys((CLIENTS[0][1] as any).Command._transformer.reply)]
    expect(readers.length).toBeGreaterThan(15)
    commands = all ? builtin.filter((command) => !APART.has(command)) : readers
  })

  afterAll(async () => {
    for (const client of clients) client.disconnect()
    await server.stop()
  })

  const shapes = Object.keys(options.protocol === 3 ? SHAPES : CLASSIC)
  const called = (target: any, command: string, shape: string) =>
    target[buffers ? `${command}Buffer` : command]('k', 'v', NAMES.indexOf(shape))

  it.each(shapes)('%s', async (shape) => {
    const [theirs, ours] = await Promise.all(
      clients.map(async (client) => {
        const replies = await Promise.allSettled(commands.map((command) => called(client, command, shape)))
        return replies.map((reply, i) => [
          commands[i],
          plain(reply.status === 'fulfilled' ? reply.value : reply.reason),
        ])
      }),
    )
    expect(theirs).toHaveLength(commands.length)
    expect(ours).toStrictEqual(theirs)
  })

  it('all of them in a transaction', async () => {
    const [theirs, ours] = await Promise.all(
      clients.map(async (client) => {
        const transaction = client.multi()
        for (const shape of shapes) for (const command of readers) called(transaction, command, shape)
        return plain(await transaction.exec())
      }),
    )
    expect(theirs).toHaveLength(readers.length * shapes.length)
    expect(ours).toStrictEqual(theirs)
  })
})
