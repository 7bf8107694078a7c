/** Servers that break the protocol in mid-stream: the connection ends, nothing else does. */
import { rejection } from '../support/clients'
import { event, within } from '../support/events'
import { bulk, echo, ScriptedServer } from '../support/scripted'
import { KINDS, open, using, words } from './clients'

const BROKEN: [what: string, bytes: string][] = [
  ['text that is no RESP', 'HTTP/1.1 500 Internal Server Error\r\n\r\n'],
  ['binary garbage', '\0\x01\x02\xff\xfe\r\n'],
  ['a length that is no number', '$abc\r\n'],
  ['an empty length', '$\r\n'],
  ['a length above 64 bits', '$99999999999999999999999\r\n'],
  ['a bulk string of -2 bytes', '$-2\r\n'],
  ['an array of -2 items', '*-2\r\n'],
  ['a map of -1 items', '%-1\r\n'],
  ['a set of -1 items', '~-1\r\n'],
  ['a push of -1 items', '>-1\r\n'],
  ['an error of -1 bytes', '!-1\r\n'],
  ['a verbatim string of -1 bytes', '=-1\r\n'],
  ['a bulk string without its end', '$3\r\nabcdef\r\n'],
  ['a number that is none', ':12x\r\n'],
  ['a boolean that is none', '#x\r\n'],
  ['a null with a value', '_x\r\n'],
]

describe.each(KINDS)('%s client', (kind) => {
  test.each(BROKEN)('%s ends the connection and nothing else', async (_, bytes) => {
    const server = using(
      await ScriptedServer.start({
        script(peer, command) {
          if (peer.number > 0) return echo(peer, command)
          if (peer.commands.length === 3) void peer.send(bulk('first') + bytes)
        },
      }),
    )
    const client = open(kind, { port: server.port, commandTimeout: 5_000 })
    const before = process.memoryUsage().rss
    const first = client.get('first')
    const rest = Promise.all([rejection(client.get('second')), rejection(client.incr('third'))])
    expect(await within(10_000, first)).toBe('first')
    for (const error of await within(10_000, rest)) {
      expect(error.code).toBe('ERR_REDIS_PROTOCOL')
      expect(words(error)).toContain('protocol')
    }
    expect(await within(10_000, client.get('after'))).toBe('after')
    expect(server.peers).toHaveLength(2)
    expect(process.memoryUsage().rss - before).toBeLessThan(100 << 20)
  })

  test('a write that was sent before the fault rejects as maybe executed', async () => {
    const server = using(
      await ScriptedServer.start({
        script: (peer, command) => (peer.number > 0 ? echo(peer, command) : void peer.send('garbage\r\n')),
      }),
    )
    const client = open(kind, { port: server.port })
    const error = await within(10_000, rejection(client.incr('write')))
    expect(server.peers[0].commands).toEqual([['incr', 'write']])
    expect(error).toMatchObject({ phase: 'sent', maybeExecuted: true })
  })

  test.each([
    ['with the reply before it', bulk('a') + bulk('stray')],
    ['many at once', bulk('a') + bulk('stray').repeat(1_000)],
    ['an error', `${bulk('a')}-ERR stray\r\n`],
  ])('a reply that answers nothing ends the connection: %s', async (_, bytes) => {
    const server = using(
      await ScriptedServer.start({
        script: (peer, command) => (peer.number > 0 ? echo(peer, command) : void peer.send(bytes)),
      }),
    )
    const client = open(kind, { port: server.port })
    const closed = event(client, 'close')
    expect(await within(5_000, client.get('a'))).toBe('a')
    await within(5_000, closed)
    expect(await within(10_000, client.get('b'))).toBe('b')
    expect(server.peers).toHaveLength(2)
  })

  test('a length within the limit takes no memory before its bytes come', async () => {
    const server = using(
      await ScriptedServer.start({
        script: (peer, command) =>
          peer.number > 0
            ? echo(peer, command)
            : peer.end(`*4\r\n*100000000\r\n%60000000\r\n$536870912\r\nx`),
      }),
    )
    const client = open(kind, { port: server.port })
    const before = process.memoryUsage().rss
    expect(await within(10_000, client.get('a'))).toBe('a')
    expect(process.memoryUsage().rss - before).toBeLessThan(100 << 20)
  })

  test('a reply of megabytes in small pieces is whole', async () => {
    const text = 'x'.repeat(3 << 20)
    const server = using(
      await ScriptedServer.start({
        async script(peer) {
          const bytes = Buffer.from(bulk(text))
          for (let at = 0; at < bytes.length; at += 50_021) await peer.send(bytes.subarray(at, at + 50_021))
        },
      }),
    )
    const client = open(kind, { port: server.port })
    expect((await within(20_000, client.get('large'))) === text).toBe(true)
  })
})
