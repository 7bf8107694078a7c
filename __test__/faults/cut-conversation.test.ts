/**
 * One conversation with a real server, once for each of its bytes: the connection ends after that
 * byte of what the client sends, or of what the server says. Each promise settles once, with its own
 * answer or an honest error, and the server's own list shows what was executed.
 */

import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { within } from '../support/events'
import type { RedisServer } from '../support/server'
import { type Client, type Kind, open, ready, serve, using } from './clients'

type Direction = 'request' | 'reply'

/** A way to the server whose first connection ends after so many bytes of the conversation. */
class Cut {
  /** Whether the conversation was long enough. */
  happened = false
  private left = Number.POSITIVE_INFINITY
  private first = true
  private readonly sockets = new Set<Socket>()
  private readonly server: Server

  constructor(
    private readonly target: number,
    private readonly direction: Direction,
    private readonly at: number,
  ) {
    this.server = createServer({ noDelay: true }, (socket) => this.accept(socket))
  }

  async listen(): Promise<number> {
    this.server.listen(0, '127.0.0.1')
    await once(this.server, 'listening')
    return (this.server.address() as { port: number }).port
  }

  /** From now on bytes count. */
  arm(): void {
    this.left = this.at
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy()
    this.server.close()
    await once(this.server, 'close')
  }

  private accept(client: Socket): void {
    const server = connect({ port: this.target, host: '127.0.0.1', noDelay: true })
    const cut = this.first ? this.direction : undefined
    this.first = false
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ]) {
      this.sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        this.sockets.delete(socket)
        other.destroy()
      })
    }
    client.on('data', (bytes) => {
      if (cut !== 'request' || bytes.length < this.left) this.forward(server, bytes, cut === 'request')
      // The server still executes what is whole; every other time its answers get lost.
      else this.end(client, server, bytes)
    })
    server.on('data', (bytes) => {
      if (cut === 'request' && this.happened && this.at % 2 === 0) return
      if (cut !== 'reply' || bytes.length < this.left) this.forward(client, bytes, cut === 'reply')
      else this.end(server, client, bytes)
    })
  }

  private forward(to: Socket, bytes: Buffer, counted: boolean): void {
    if (counted) this.left -= bytes.length
    to.write(bytes)
  }

  private end(from: Socket, to: Socket, bytes: Buffer): void {
    if (this.happened) return
    this.happened = true
    from.pause().removeAllListeners('data')
    to.end(bytes.subarray(0, this.left))
  }
}

interface Told {
  name: string
  /** What was appended to the list, if anything. */
  word?: string
  value?: unknown
  error?: Error & Record<string, any>
  times: number
}

const plain = (value: unknown) =>
  JSON.parse(JSON.stringify(value, (_, v) => (v instanceof Error ? `error: ${v.message}` : v)))

/** What each part of the conversation is answered; N stands for a length of the list. */
const ANSWERS: Record<string, unknown> = {
  string: 'a text',
  array: ['1', '2', '3'],
  map: { a: '1', b: '2' },
  error: 'error: ERR value is not an integer or out of range',
  append: 'N',
  late: 'N',
  published: 1,
}

/** Says all of it at once, and resolves when all is settled. */
async function talk(client: Client, log: string): Promise<Told[]> {
  const told: Told[] = []
  const tell = (name: string, call: (hear: () => void) => Promise<unknown>, word?: string) => {
    const one: Told = { name, times: 0, ...(word !== undefined && { word }) }
    told.push(one)
    return call(() => {
      one.times++
    }).then(
      (value) => {
        one.value = value
      },
      (error) => {
        one.error = error
      },
    )
  }
  const group = async (name: string, calls: any, words: string[]) => {
    const parts = words.map((word): Told => ({ name, word, times: 1 }))
    told.push(...parts)
    try {
      const results: [Error | null, unknown][] = await calls.exec()
      expect(results).toHaveLength(3)
      parts.forEach((part, i) => {
        const [error, value] = results[i === 0 ? 0 : 2]
        if (error) part.error = error as Told['error']
        else part.value = value
      })
      if (results[1][0] === null) expect(results[1][1]).toBe('a text')
    } catch (error) {
      for (const part of parts) part.error = error as Told['error']
    }
  }
  await Promise.all([
    tell('string', (hear) => client.get('string', hear)),
    tell('append', (hear) => client.rpush(log, 'one', hear), 'one'),
    tell('array', (hear) => client.lrange('array', 0, -1, hear)),
    tell('map', (hear) => client.hgetall('map', hear)),
    tell('error', (hear) => client.incr('string', hear)),
    group('pipeline', client.pipeline().rpush(log, 'p1').get('string').rpush(log, 'p2'), ['p1', 'p2']),
    group('transaction', client.multi().rpush(log, 't1').get('string').rpush(log, 't2'), ['t1', 't2']),
    tell('late', (hear) => client.rpush(log, 'two', hear), 'two'),
    ...(client.listenerCount('message') > 0
      ? [tell('published', (hear) => client.publish(log, 'news', hear))]
      : []),
  ])
  return told
}

/** One cut. Tells whether the conversation reached it. */
async function converse(
  server: RedisServer,
  kind: Kind,
  options: object,
  direction: Direction,
  at: number,
  strange: unknown[],
): Promise<{ log: string; told: Told[]; happened: boolean }> {
  const cut = using(new Cut(server.port, direction, at))
  const client = open(kind, {
    port: await cut.listen(),
    maxRetriesPerRequest: null,
    commandTimeout: 30_000,
    retryStrategy: kind === 'own' ? () => 1 : undefined,
    ...options,
  })
  const log = `log:${kind}:${direction}:${at}`
  await ready(client)
  if (kind === 'own') {
    // Pushes among the replies: each client hears what it says itself.
    await client.subscribe(log)
    client.on('message', (channel, text) => {
      if (channel !== log || text !== 'news') strange.push([log, 'heard', channel, text])
    })
  }
  await client.get('string')
  cut.arm()
  const told = await within(40_000, talk(client, log), log)
  client.disconnect()
  return { log, told, happened: cut.happened }
}

/** What is wrong with what was told, given what the server executed. */
function untruths(
  { log, told }: { log: string; told: Told[] },
  executed: string[],
  once: boolean,
): unknown[] {
  const wrong: unknown[] = []
  for (const { name, word, value, error, times } of told) {
    const where = [log, name, word]
    const count = executed.filter((one) => one === word).length
    if (times !== 1) wrong.push([...where, 'settled', times])
    if (error === undefined) {
      const answer = ANSWERS[name] ?? 'N'
      const right =
        answer === 'N' ? Number.isInteger(value) : JSON.stringify(plain(value)) === JSON.stringify(answer)
      if (!right) wrong.push([...where, 'was answered', value])
      if (word !== undefined && count < 1) wrong.push([...where, 'was acknowledged and is not there'])
    } else if (error.name === 'ReplyError') {
      if (`error: ${error.message}` !== ANSWERS[name]) wrong.push([...where, error.message])
    } else {
      const { phase, maybeExecuted } = error
      if (!['queued', 'connecting', 'sent'].includes(phase) || typeof maybeExecuted !== 'boolean')
        wrong.push([...where, error.message, phase, maybeExecuted])
      if (maybeExecuted === false && count > 0) wrong.push([...where, 'was executed after all'])
    }
    if (once && count > 1) wrong.push([...where, 'was executed', count])
  }
  return wrong
}

/** All that was appended, by the name of its list. */
async function appended(server: RedisServer): Promise<Map<string, string[]>> {
  const script = `local all = {} for i, key in ipairs(redis.call('KEYS', 'log:*')) do
    all[i] = key .. '=' .. table.concat(redis.call('LRANGE', key, 0, -1), ',') end return table.concat(all, ';')`
  const text = await server.cli('EVAL', script, '0')
  return new Map(text.split(';').map((line) => [line.split('=')[0], line.split('=')[1]?.split(',') ?? []]))
}

test.each([
  ['shared', {}, 'request', true],
  ['shared', {}, 'reply', true],
  ['own', { autoResendUnfulfilledCommands: 'readonly' }, 'request', true],
  ['own', { autoResendUnfulfilledCommands: 'readonly' }, 'reply', true],
  ['own', {}, 'request', false],
  ['own', {}, 'reply', false],
] as [Kind, object, Direction, boolean][])(
  '%s client %j: a connection that ends at any byte of a %s leaves only true answers',
  async (kind, options, direction, once) => {
    const server = await serve()
    await server.cli('SET', 'string', 'a text')
    await server.cli('RPUSH', 'array', '1', '2', '3')
    await server.cli('HSET', 'map', 'a', '1', 'b', '2')
    const strange: unknown[] = []
    const talks: { log: string; told: Told[]; happened: boolean }[] = []
    // Many at a time, each a client of its own: between two connections time passes.
    for (let at = 1; talks.every(({ happened }) => happened); at += 60) {
      const cuts = Array.from({ length: 60 }, (_, i) =>
        converse(server, kind, options, direction, at + i, strange),
      )
      talks.push(...(await Promise.all(cuts)))
    }
    const lists = await appended(server)
    const wrong = talks.flatMap((one) => untruths(one, lists.get(one.log) ?? [], once))
    expect([...strange, ...wrong]).toEqual([])
    // The conversation is as long as it was meant to be.
    expect(talks.filter(({ happened }) => happened).length).toBeGreaterThan(180)
  },
)
