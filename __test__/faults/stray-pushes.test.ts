/** Pushes that nobody asked for: never a reply, never the end of the process. */
import { within } from '../support/events'
import { runModule } from '../support/script'
import { bulk, ScriptedServer } from '../support/scripted'
import { KINDS, open, using } from './clients'

const PUSHES: [what: string, bytes: string][] = [
  ['of an unknown kind', `>2\r\n${bulk('weather')}${bulk('rain')}`],
  ['of an unknown kind and one item', `>1\r\n${bulk('weather')}`],
  ['that invalidates keys', `>2\r\n${bulk('invalidate')}*1\r\n${bulk('k')}`],
  ['that invalidates all keys', `>2\r\n${bulk('invalidate')}_\r\n`],
  ['without items', '>0\r\n'],
  ['of a number', '>1\r\n:1\r\n'],
  ['of a null', '>1\r\n_\r\n'],
  ['of an array', '>1\r\n*1\r\n:1\r\n'],
  ['that confirms a subscription nobody made', `>3\r\n${bulk('subscribe')}${bulk('ch')}:1\r\n`],
  ['with a message nobody waits for', `>3\r\n${bulk('message')}${bulk('ch')}${bulk('hello')}`],
  ['with a message that has no text', `>2\r\n${bulk('message')}${bulk('ch')}`],
  ['with a message of nulls', `>3\r\n${bulk('message')}_\r\n_\r\n`],
  ['with a message of numbers', `>3\r\n${bulk('message')}:1\r\n:2\r\n`],
  ['with a pmessage that is cut short', `>2\r\n${bulk('pmessage')}${bulk('p*')}`],
]

describe.each(KINDS)('%s client', (kind) => {
  test.each(PUSHES)('a push %s never takes the place of a reply', async (_, push) => {
    const server = using(
      await ScriptedServer.start({
        script: (peer, command) => void peer.send(push + bulk(command[1]) + push),
      }),
    )
    const client = open(kind, { port: server.port })
    for (let round = 0; round < 3; round++) {
      const replies = Promise.all(['a', 'b', 'c'].map((key) => client.get(key)))
      expect(await within(20_000, replies)).toEqual(['a', 'b', 'c'])
    }
    expect(server.peers).toHaveLength(1)
  })
})

test('pushes in the middle of the handshake are dropped', async () => {
  const push = PUSHES.map(([, bytes]) => bytes).join('')
  const server = using(
    await ScriptedServer.start({
      handshake: (_, [name]) => (name === 'CLIENT' ? `${push}+OK\r\n${push}` : undefined),
    }),
  )
  const client = open('shared', { port: server.port })
  expect(await within(20_000, client.get('k'))).toBe('k')
  expect(server.peers).toHaveLength(1)
})

test.each(PUSHES)('a process that listens for all that is pushed survives a push %s', async (_, push) => {
  const server = using(
    await ScriptedServer.start({ script: (peer, command) => void peer.send(push + bulk(command[1])) }),
  )
  const outcome = await runModule(
    `// A process that is held although nothing is pending ends with this code.
    setTimeout(() => process.exit(9), 30_000).unref()
    import Redis from 'PACKAGE/dist/index.mjs'
    const redis = new Redis(${server.port}, '127.0.0.1')
    for (const event of ['message', 'messageBuffer', 'pmessage', 'pmessageBuffer', 'smessage']) redis.on(event, () => {})
    redis.on('monitor', () => console.log('monitored'))
    console.log(await redis.get('a'), await redis.get('b'))`,
  )
  expect(outcome).toEqual({ code: 0, signal: null, stdout: 'a b\n', stderr: '' })
})
