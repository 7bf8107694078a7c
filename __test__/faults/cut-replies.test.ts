/** Replies that come in pieces, or not to their end. */
import { rejection } from '../support/clients'
import { within } from '../support/events'
import { bulk, echo, type Peer, ScriptedServer } from '../support/scripted'
import { open, using } from './clients'

/** As many as are read together. */
const NAMES =
  'Ada Lovelace,Alan Turing,Grace Hopper,Edsger Dijkstra,Ada Lovelace,Tony Hoare,Barbara Liskov,Ken'.split(
    ',',
  )

/** One reply of every kind, and what it is to the caller. */
const REPLIES: [bytes: string, value: unknown][] = [
  ['$5\r\nhello\r\n', 'hello'],
  ['$0\r\n\r\n', ''],
  ['+simple\r\n', 'simple'],
  [':-42\r\n', -42],
  ['$-1\r\n', null],
  ['_\r\n', null],
  ['*3\r\n:1\r\n*1\r\n$1\r\na\r\n$-1\r\n', [1, ['a'], null]],
  ['~2\r\n:1\r\n:2\r\n', [1, 2]],
  ['=8\r\ntxt:abcd\r\n', 'abcd'],
  [bulk('déjà vu'), 'déjà vu'],
  [`*9\r\n$-1\r\n${NAMES.map(bulk).join('')}`, [null, ...NAMES]],
  [`%4\r\n${NAMES.map(bulk).join('')}`, NAMES],
]
const STREAM = Buffer.from(REPLIES.map(([bytes]) => bytes).join(''))

test('a stream of replies that is cut at any byte gives the same values', async () => {
  let cut = 0
  let asked = 0
  const script = async (peer: Peer) => {
    if (++asked % REPLIES.length !== 0) return
    const at = cut++
    await peer.send(STREAM.subarray(0, at))
    await peer.send(STREAM.subarray(at))
  }
  const server = using(await ScriptedServer.start({ script: (peer) => void script(peer) }))
  const client = open('own', { port: server.port })
  for (let i = 0; i <= STREAM.length; i++) {
    const replies = Promise.all(REPLIES.map((_, n) => client.get(`k${n}`)))
    expect([i, await within(20_000, replies)]).toEqual([i, REPLIES.map(([, value]) => value)])
  }
  expect(server.peers).toHaveLength(1)
})

test('a stream of replies that comes byte by byte gives the same values', async () => {
  let asked = 0
  const drip = async (peer: Peer) => {
    if (++asked < REPLIES.length) return
    for (const byte of STREAM) await peer.send(Buffer.from([byte]))
  }
  const server = using(await ScriptedServer.start({ script: (peer) => void drip(peer) }))
  const client = open('shared', { port: server.port })
  const replies = Promise.all(REPLIES.map((_, n) => client.get(`k${n}`)))
  expect(await within(10_000, replies)).toEqual(REPLIES.map(([, value]) => value))
})

test('large replies that are cut near their heads and ends give the same values', async () => {
  const long = 'x'.repeat(70_000)
  const replies: [bytes: string, value: unknown][] = [
    [bulk(long), long],
    [bulk('small'), 'small'],
    [`*3\r\n${bulk(long)}:7\r\n${bulk('é')}`, [long, 7, 'é']],
    [bulk('y'.repeat(65_536)), 'y'.repeat(65_536)],
    [bulk(`${long}é`), `${long}é`],
    [`=${long.length + 4}\r\ntxt:${long}\r\n`, long],
  ]
  const stream = Buffer.from(replies.map(([bytes]) => bytes).join(''))
  const ends = replies.map((_, i) =>
    Buffer.byteLength(
      replies
        .slice(0, i)
        .map(([bytes]) => bytes)
        .join(''),
    ),
  )
  const cuts = [...ends, stream.length].flatMap((end) => [-3, -2, -1, 0, 1, 5, 12, 40].map((by) => end + by))
  let round = 0
  let asked = 0
  const script = async (peer: Peer) => {
    if (++asked % replies.length !== 0) return
    const at = cuts[round++]
    await peer.send(stream.subarray(0, at))
    await peer.send(stream.subarray(at))
  }
  const server = using(await ScriptedServer.start({ script: (peer) => void script(peer) }))
  const client = open('own', { port: server.port })
  for (const at of cuts.filter((at) => at >= 0)) {
    round = cuts.indexOf(at)
    const values = await within(20_000, Promise.all(replies.map((_, n) => client.get(`k${n}`))))
    expect([at, values.map(String)]).toEqual([at, replies.map(([, value]) => String(value))])
  }
  expect(server.peers).toHaveLength(1)
})

/** A server that ends its connection after so many bytes of the reply, and then is well. */
function closing(ends: (peer: Peer, reply: Buffer) => boolean) {
  return ScriptedServer.start({
    script(peer, command) {
      if (!ends(peer, Buffer.from(bulk(command[1])))) echo(peer, command)
    },
  })
}

test('a connection that ends at any byte of a reply gives the whole reply by the next one', async () => {
  let cut = 0
  const server = using(
    await closing((peer, reply) => {
      if (peer.number % 2 === 1) return false
      peer.end(reply.subarray(0, cut))
      return true
    }),
  )
  const client = open('own', { port: server.port, retryStrategy: () => 1 })
  for (cut = 0; cut < bulk('key-00').length; cut++) {
    const key = `key-${String(cut).padStart(2, '0')}`
    expect(await within(20_000, client.get(key))).toBe(key)
    expect(await within(20_000, client.get(`${key}-next`))).toBe(`${key}-next`)
    const ready = new Promise((resolve) => client.once('ready', resolve))
    client.disconnect(true)
    await within(20_000, ready)
  }
  expect(server.peers).toHaveLength(cut * 2 + 1)
})

test.each([
  ['in order', 'end'],
  ['by a reset', 'reset'],
] as const)('a shared write whose reply is cut %s rejects as maybe executed', async (_, how) => {
  const server = using(
    await closing((peer, reply) => {
      if (peer.number > 0) return false
      // Both commands came before the connection ends.
      if (peer.commands.length === 2) void peer.send(reply.subarray(0, 5)).then(() => peer[how]())
      return true
    }),
  )
  const client = open('shared', { port: server.port })
  const [write, read] = await within(
    10_000,
    Promise.all([rejection(client.incr('write')), client.get('read')]),
  )
  expect(write).toMatchObject({ phase: 'sent', maybeExecuted: true })
  expect(read).toBe('read')
  expect(server.peers[1].commands).toEqual([['get', 'read']])
})

test('replies that were whole before the cut are delivered, and only the rest is asked again', async () => {
  const server = using(
    await ScriptedServer.start({
      script(peer, command) {
        if (peer.number > 0) return echo(peer, command)
        if (peer.commands.length === 3) peer.end(`${bulk('a')}${bulk('b')}$1\r\n`)
      },
    }),
  )
  const client = open('shared', { port: server.port })
  const replies = Promise.all(['a', 'b', 'c'].map((key) => client.get(key)))
  expect(await within(10_000, replies)).toEqual(['a', 'b', 'c'])
  expect(server.peers[1].commands).toEqual([['get', 'c']])
})
