/**
 * A network that delivers replies in small pieces and loses the connection now and then: every
 * promise settles, and what it settles to belongs to its own command.
 */
import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { getRedis, Redis } from '@app/redis-native'
import { within } from '../support/events'
import { type RedisServer, startRedis } from '../support/server'

/** A sequence that looks like chance, and is the same each time. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff
    return state / 0x7fffffff
  }
}

/** Stands before a server, cuts its bytes into pieces, and ends the connection after every `lifetime` of them. */
class Network {
  losses = 0
  private left: number
  private readonly sockets = new Set<Socket>()
  private readonly server: Server

  constructor(
    private readonly target: number,
    private readonly lifetime: number,
    private readonly random: () => number,
  ) {
    this.left = lifetime
    this.server = createServer({ noDelay: true }, (socket) => this.accept(socket))
  }

  async listen(): Promise<number> {
    this.server.listen(0, '127.0.0.1')
    await once(this.server, 'listening')
    return (this.server.address() as { port: number }).port
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy()
    this.server.close()
    await once(this.server, 'close')
  }

  private accept(client: Socket): void {
    const upstream = connect(this.target, '127.0.0.1')
    const queue: Buffer[] = []
    let busy = false
    const forward = () => {
      busy = true
      for (let bytes = queue.shift(); bytes !== undefined; bytes = queue.shift()) {
        const size = 1 + Math.floor(this.random() * 200)
        const piece = bytes.subarray(0, size)
        if (size < bytes.length) queue.unshift(bytes.subarray(size))
        if (--this.left < 0) {
          this.left = this.lifetime
          this.losses += 1
          client.write(piece.subarray(0, piece.length >> 1))
          if (this.random() < 0.5) client.destroy()
          else client.resetAndDestroy()
          return
        }
        client.write(piece)
        if (this.random() < 0.1) {
          setImmediate(forward)
          return
        }
      }
      busy = false
    }
    this.sockets.add(client)
    client.on('error', () => {})
    upstream.on('error', () => {})
    client.on('close', () => {
      this.sockets.delete(client)
      upstream.destroy()
    })
    upstream.on('close', () => client.destroy())
    client.pipe(upstream)
    upstream.on('data', (bytes) => {
      queue.push(bytes)
      if (!busy) forward()
    })
  }
}

/** A call, and whether a value is what only this call can give. */
type Call = (redis: any, word: string) => [promise: Promise<any>, fits: (value: any) => boolean]

const CALLS: Call[] = [
  (redis, word) => [redis.echo(word), (value) => value === word],
  (redis, word) => [redis.echo(word.padEnd(6000, 'x')), (value) => value === word.padEnd(6000, 'x')],
  (redis, word) => [redis.echoBuffer(`${word}é`), (value) => value.equals(Buffer.from(`${word}é`))],
  (redis, word) => [redis.mget(word, word, word), (value) => JSON.stringify(value) === '[null,null,null]'],
  (redis, word) => [
    redis.eval_ro('return {ARGV[1], {1, ARGV[1]}}', 0, word),
    (value) => value[0] === word && value[1][1] === word,
  ],
  (redis, word) => [
    redis.pipeline().echo(word).echo(`${word} too`).exec(),
    ([[first, one], [second, two]]) =>
      (first !== null || one === word) && (second !== null || two === `${word} too`),
  ],
  (redis, word) => [redis.multi().echo(word).exec(), (value) => value[0][1] === word],
  (redis, word) => [
    redis.call('nosuchcommand', word).catch((error: Error) => {
      if (error.name === 'ReplyError') return error.message
      throw error
    }),
    (value) => value.includes(`'${word}'`),
  ],
]

let server: RedisServer
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())

it.each([
  ['own', 1, 4000, 60],
  ['own', 2, 1500, 60],
  // It waits ever longer between connections that do not last: fewer losses are enough.
  ['shared', 3, 6000, 30],
])('%s client, sequence %i', async (kind, seed, lifetime, rounds) => {
  const random = chance(seed)
  const network = new Network(server.port, lifetime, random)
  const options = {
    host: '127.0.0.1',
    port: await network.listen(),
    commandTimeout: 30_000,
    maxRetriesPerRequest: null,
  }
  const redis: any =
    kind === 'shared' ? getRedis(options) : new (Redis as any)({ ...options, retryStrategy: () => 1 })
  redis.on('error', () => {})
  let answered = 0
  let number = 0
  const settle = async (): Promise<void> => {
    const word = `word-${number++}`
    const [promise, fits] = CALLS[Math.floor(random() * CALLS.length)](redis, word)
    let value: unknown
    try {
      value = await promise
    } catch (error) {
      expect(error).toBeInstanceOf(Error)
      return
    }
    expect([word, value, fits(value)]).toStrictEqual([word, value, true])
    answered += 1
  }
  try {
    for (let round = 0; round < rounds; round++) {
      await within(40_000, Promise.all(Array.from({ length: 200 }, settle)), `round ${round}`)
    }
    expect(network.losses).toBeGreaterThan(2)
    expect(answered).toBeGreaterThan((rounds * 200) / 4)
  } finally {
    redis.disconnect()
    await network.close()
  }
})
