/** Names and hosts with characters that no server takes: the connection is made all the same, or not. */
import { CLIENTS, setUpServer } from '../support/clients'
import { event } from '../support/events'

const bench = setUpServer()

describe.each(CLIENTS)('%s', (_, Redis) => {
  it.each(['a b', 'a\nb', 'a\r\nCLIENT KILL TYPE normal', 'ä', '\0'])(
    'a connection name %j that the server refuses is none',
    async (connectionName) => {
      const redis = bench.connect(Redis, { connectionName })
      await event(redis, 'ready')
      expect(await redis.client('GETNAME')).toBeNull()
      expect(await redis.client('ID')).toBeGreaterThan(0)
      expect((await bench.server.cli('CLIENT', 'LIST', 'TYPE', 'normal')).split('\n').length).toBeGreaterThan(
        1,
      )
    },
  )

  it.each(['p\r\nQUIT\r\n:', '\0', 'a b'])('a key prefix %j is a part of the keys', async (keyPrefix) => {
    const redis = bench.connect(Redis, { keyPrefix })
    await redis.set('k', 'v')
    expect(await redis.get('k')).toBe('v')
    expect(await redis.keys('*')).toEqual([`${keyPrefix}k`])
  })

  it('a host with a line break is a name that does not resolve', async () => {
    const redis = bench.make(Redis, {
      host: 'local\nhost',
      port: bench.server.port,
      retryStrategy: () => null,
    })
    const [error] = await event(redis, 'error')
    expect(error.message).toContain('getaddrinfo')
  })
})
