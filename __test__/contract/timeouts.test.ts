/** `commandTimeout`: it holds from the call, the text is fixed, and late replies go to nobody. */
import { getRedis } from '@app/redis-native'
import { CLIENTS, Redis, rejection, setUpServer } from '../support/clients'
import { event } from '../support/events'
import { freePort } from '../support/ports'

const bench = setUpServer()

describe.each(CLIENTS)('%s: commandTimeout', (_, Redis) => {
  it('rejects a command whose reply does not come', async () => {
    const redis = bench.connect(Redis, { commandTimeout: 50 })
    const error = await rejection(redis.blpop('list', 0))
    expect(error.message).toBe('Command timed out')
    expect(error).toBeInstanceOf(Error)
  })

  it('rejects a command that waits for a connection', async () => {
    const port = await freePort()
    const redis = bench.make(Redis, {
      port,
      host: '127.0.0.1',
      commandTimeout: 50,
      retryStrategy: () => 10_000,
    })
    expect((await rejection(redis.get('k'))).message).toBe('Command timed out')
  })

  it('a late reply goes to nobody', async () => {
    const redis = bench.connect(Redis, { commandTimeout: 1_000 })
    await event(redis, 'ready')
    const late = rejection(redis.blpop('list', 0))
    expect((await late).message).toBe('Command timed out')
    const echo = redis.echo('mine').catch(() => 'late, too')
    await bench.server.cli('RPUSH', 'list', 'for the one who has gone')
    expect(['mine', 'late, too']).toContain(await echo)
    expect(await redis.echo('next')).toBe('next')
  })

  it('holds for each command of a pipeline', async () => {
    const redis = bench.connect(Redis, { commandTimeout: 1_000 })
    await event(redis, 'ready')
    const results = await redis.pipeline().ping().blpop('list', 0).exec()
    expect(results?.[0]).toStrictEqual([null, 'PONG'])
    expect(results?.[1][0]?.message).toBe('Command timed out')
  })

  it('does not touch commands that are answered in time', async () => {
    const redis = bench.connect(Redis, { commandTimeout: 20_000 })
    expect(await redis.blpop('list', 0.3)).toBeNull()
    expect(await redis.ping()).toBe('PONG')
  })

  it('calls back', async () => {
    const redis = bench.connect(Redis, { commandTimeout: 50 })
    const args = await new Promise<any[]>((resolve) => {
      redis.blpop('list', 0, (...given: unknown[]) => resolve(given)).catch(() => {})
    })
    expect(args).toHaveLength(1)
    expect(args[0].message).toBe('Command timed out')
  })
})

describe('commandTimeout beyond that of ioredis', () => {
  it('one that no clock counts never passes', async () => {
    const redis = bench.connect(Redis, { commandTimeout: 2 ** 32 + 1 })
    expect(await redis.blpop('list', 0.3)).toBeNull()
  })

  it('one of the shared client need not be whole', async () => {
    const { port } = bench.server
    const redis = getRedis({ host: '127.0.0.1', port, commandTimeout: 20_000.5 })
    expect(await redis.ping()).toBe('PONG')
    redis.disconnect()
  })
})
