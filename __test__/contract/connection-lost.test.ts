/** What becomes of commands, pipelines and transactions when the connection is lost among them. */
import type { RedisOptions } from 'ioredis'
import { CLIENTS, type Client, rejection } from '../support/clients'
import { event } from '../support/events'
import { bulk, type Script, ScriptedServer } from '../support/scripted'

describe.each(CLIENTS)('%s: a connection that is lost', (_, Redis) => {
  let server: ScriptedServer
  let redis: Client

  const begin = async (script: Script, options: RedisOptions = {}) => {
    server = await ScriptedServer.start({ script })
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
    (count: number): Script =>
    (peer, words) => {
      if (peer.number === 0 && peer.commands.length > count) peer.drop()
      else peer.send(words[0] === 'multi' ? '+OK\r\n' : bulk(words[1] ?? words[0]))
    }

  it('commands without a reply are sent again, those with one are not', async () => {
    await begin(closesAfter(2))
    const replies = await Promise.all(['a', 'b', 'c', 'd'].map((word) => redis.echo(word)))
    expect(replies).toStrictEqual(['a', 'b', 'c', 'd'])
    const again = server.peers[1].commands
    expect(again.map((words) => words[1])).toStrictEqual(['c', 'd'])
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
    expect(server.peers[1]?.commands ?? []).toStrictEqual([])
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
    await begin((peer) => peer.end('+OK\r\n'))
    const ended = event(redis, 'end')
    expect(await redis.quit()).toBe('OK')
    await ended
    expect(server.peers).toHaveLength(1)
  })
})
