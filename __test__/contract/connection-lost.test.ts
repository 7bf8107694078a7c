/** What becomes of commands, pipelines and transactions when the connection is lost among them. */
import type { RedisOptions } from 'ioredis'
import { CLIENTS, type Client, rejection } from '../support/clients'
import { event } from '../support/events'
import { type Answer, bulk, ScriptedServer } from '../support/scripted'

describe.each(CLIENTS)('%s: a connection that is lost', (_, Redis) => {
  let server: ScriptedServer
  let redis: Client

  const begin = async (answer: Answer, options: RedisOptions = {}) => {
    server = await ScriptedServer.start(answer)
    redis = new Redis({ port: server.port, host: '127.0.0.1', retryStrategy: () => 5, ...options })
    redis.on('error', () => {})
    await event(redis, 'ready')
  }
  afterEach(async () => {
    redis.disconnect()
    await server.stop()
  })

  /** Answers ECHO, but on the first connection only the first `count`; then it closes. */
  const closesAfter =
    (count: number): Answer =>
    ({ words, connection, socket }) => {
      if (connection > 1) socket.write(words[0] === 'multi' ? '+OK\r\n' : bulk(words[1] ?? words[0]))
      else if (server.received.length <= count)
        socket.write(words[0] === 'multi' ? '+OK\r\n' : bulk(words[1] ?? words[0]))
      else socket.destroy()
    }

  it('commands without a reply are sent again, those with one are not', async () => {
    await begin(closesAfter(2))
    const replies = await Promise.all(['a', 'b', 'c', 'd'].map((word) => redis.echo(word)))
    expect(replies).toStrictEqual(['a', 'b', 'c', 'd'])
    const again = server.received.filter(({ connection }) => connection === 2)
    expect(again.map(({ words }) => words[1])).toStrictEqual(['c', 'd'])
  })

  it('a pipeline of which nothing was answered is sent again whole', async () => {
    await begin(closesAfter(0))
    expect(await redis.pipeline().echo('a').echo('b').exec()).toStrictEqual([
      [null, 'a'],
      [null, 'b'],
    ])
  })

  it('the rest of a pipeline of which a part was answered is aborted', async () => {
    await begin(closesAfter(1))
    const results = await redis.pipeline().echo('a').echo('b').echo('c').exec()
    expect(results?.[0]).toStrictEqual([null, 'a'])
    for (const [error] of results?.slice(1) ?? []) {
      expect(error?.message).toBe('Command aborted due to connection close')
      expect(error?.name).toBe('AbortError')
    }
    expect(server.received.filter(({ connection }) => connection === 2)).toStrictEqual([])
  })

  it('a transaction of which a part was answered is aborted', async () => {
    await begin(closesAfter(2))
    const error = await rejection(redis.multi().echo('a').echo('b').exec())
    expect(error.message).toBe('Command aborted due to connection close')
  })

  it('retryStrategy that ends it rejects what is in flight', async () => {
    await begin(closesAfter(0), { retryStrategy: () => null })
    expect((await rejection(redis.echo('a'))).message).toBe('Connection is closed.')
    expect(redis.status).toBe('end')
  })

  it('maxRetriesPerRequest holds for what was in flight when the server went', async () => {
    await begin(() => server.stop(), { maxRetriesPerRequest: 1 })
    const error = await rejection(redis.echo('a'))
    expect(error.name).toBe('MaxRetriesPerRequestError')
  })

  it('quit that is answered by the end of the connection ends the client', async () => {
    await begin(({ socket }) => socket.end('+OK\r\n'))
    const ended = event(redis, 'end')
    expect(await redis.quit()).toBe('OK')
    await ended
    expect(server.connections).toBe(1)
  })
})
