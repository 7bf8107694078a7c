/** The life of a cluster client: its statuses and events in their order, and its ends. */
import { rejection } from '../support/clients'
import { CLUSTERS, type ClusterClient, ready, setUpCluster } from '../support/clusters'
import { askUntil, event, record, turns } from '../support/events'
import { freePort } from '../support/ports'

const bench = setUpCluster()

const STATUSES = [
  'wait',
  'connecting',
  'refresh',
  'connect',
  'ready',
  'disconnecting',
  'close',
  'reconnecting',
  'end',
  'error',
]

/** A client may say more than once that it is closed, once for each node that goes. */
const once = (seen: string[]): string[] =>
  seen.filter((name, i) => name !== 'close' || seen.indexOf(name) === i)

const nobody = async () => [{ host: '127.0.0.1', port: await freePort() }]

describe.each(CLUSTERS)('%s: the life of a cluster client', (_, Cluster) => {
  it('connects, learns the slots, and is ready', async () => {
    const client = bench.connect(Cluster)
    expect(client.status).toBe('connecting')
    const seen = record(client, STATUSES)
    await event(client, 'ready')
    expect(client.status).toBe('ready')
    expect(seen).toStrictEqual(['connecting', 'refresh', 'connect', 'ready'])
  })

  it('the status is set before its event is told', async () => {
    const client = bench.connect(Cluster)
    const pairs: string[][] = []
    for (const name of ['connecting', 'connect', 'ready'])
      client.on(name, () => pairs.push([name, client.status]))
    await ready(client)
    await turns()
    expect(pairs[0]).toStrictEqual(['connecting', 'connecting'])
    expect(pairs.at(-1)).toStrictEqual(['ready', 'ready'])
  })

  it('each node is told, when it is added and when it is removed', async () => {
    const [first] = bench.cluster.addresses
    const client = bench.make(Cluster, [first], { lazyConnect: true })
    const [added, removed]: [number[], number[]] = [[], []]
    client.on('+node', (node) => added.push(node.options.port))
    client.on('-node', (node) => removed.push(node.options.port))
    await client.connect()
    expect([...added].sort()).toStrictEqual(bench.cluster.addresses.map(({ port }) => port).sort())
    client.disconnect()
    await askUntil(
      () => removed.length,
      (count) => count >= added.length,
    )
    expect([...removed].sort()).toStrictEqual([...added].sort())
  })

  it('with lazyConnect it waits for connect()', async () => {
    const client = bench.connect(Cluster, { lazyConnect: true })
    const seen = record(client, STATUSES)
    expect(client.status).toBe('wait')
    await turns()
    expect(client.status).toBe('wait')
    await client.connect()
    expect(client.status).toBe('ready')
    await turns()
    expect(seen).toStrictEqual(['wait', 'connecting', 'refresh', 'connect', 'ready'])
  })

  it('with lazyConnect it waits for a command', async () => {
    const client = bench.connect(Cluster, { lazyConnect: true })
    const reply = client.set('key', 'value')
    expect(client.status).toBe('connecting')
    expect(await reply).toBe('OK')
  })

  it('connect() on a client that connects or is connected rejects', async () => {
    const client = bench.connect(Cluster)
    const text = 'Redis is already connecting/connected'
    expect((await rejection(client.connect())).message).toBe(text)
    await ready(client)
    expect((await rejection(client.connect())).message).toBe(text)
  })

  it('commands before it is ready wait', async () => {
    const client = bench.connect(Cluster)
    const replies = await Promise.all(
      Array.from({ length: 50 }, async (_, i) => [
        await client.set(`key:${i}`, i),
        await client.get(`key:${i}`),
      ]),
    )
    expect(replies).toStrictEqual(Array.from({ length: 50 }, (_, i) => ['OK', String(i)]))
  })

  it('without an offline queue commands before it is ready reject, subscriptions among them', async () => {
    const client = bench.connect(Cluster, { enableOfflineQueue: false })
    for (const early of [client.get('key'), client.subscribe('news'), client.punsubscribe('news')]) {
      expect((await rejection(early)).message).toBe(
        "Cluster isn't ready and enableOfflineQueue options is false",
      )
    }
    await ready(client)
    expect(await client.set('key', 'value')).toBe('OK')
  })

  it('quit() answers OK, and ends', async () => {
    const client = bench.connect(Cluster)
    await ready(client)
    await client.set('key', 'value')
    const seen = record(client, STATUSES)
    const ended = event(client, 'end')
    const reply = client.quit()
    expect(client.status).toBe('disconnecting')
    expect(await reply).toBe('OK')
    await ended
    expect(once(seen)).toStrictEqual(['disconnecting', 'close', 'end'])
    expect(client.status).toBe('end')
  })

  it('quit() calls back', async () => {
    const client = bench.connect(Cluster)
    await ready(client)
    const told = await new Promise((resolve) => client.quit((...args) => resolve(args)))
    expect(told).toStrictEqual([null, 'OK'])
  })

  it('quit() lets the commands before it have their replies', async () => {
    const client = bench.connect(Cluster)
    await ready(client)
    const replies = Array.from({ length: 30 }, (_, i) => client.incr(`count:${i}`))
    expect(await client.quit()).toBe('OK')
    expect(await Promise.all(replies)).toStrictEqual(Array(30).fill(1))
  })

  it('disconnect() ends', async () => {
    const client = bench.connect(Cluster)
    await ready(client)
    const seen = record(client, STATUSES)
    client.disconnect()
    expect(client.status).toBe('disconnecting')
    await event(client, 'end')
    expect(once(seen)).toStrictEqual(['disconnecting', 'close', 'end'])
  })

  it('disconnect() and quit() end a client that waits for its first use', async () => {
    const ends: Array<(client: ClusterClient) => unknown> = [
      (client) => client.disconnect(),
      (client) => client.quit(),
    ]
    for (const end of ends) {
      const client = bench.connect(Cluster, { lazyConnect: true })
      const ended = event(client, 'end')
      expect([undefined, 'OK']).toContain(await end(client))
      await ended
      expect(client.status).toBe('end')
    }
  })

  it('commands after the end reject', async () => {
    const client = bench.connect(Cluster)
    await ready(client)
    client.disconnect()
    await event(client, 'end')
    expect((await rejection(client.get('key'))).message).toBe('Connection is closed.')
  })

  it('connect() after the end begins anew', async () => {
    const client = bench.connect(Cluster)
    await ready(client)
    client.disconnect()
    await event(client, 'end')
    await client.connect()
    expect(await client.set('key', 'value')).toBe('OK')
  })

  it('quit() after the end says OK, and is in the way of no connect()', async () => {
    const client = bench.connect(Cluster)
    await ready(client)
    client.disconnect()
    await event(client, 'end')
    expect(await client.quit()).toBe('OK')
    await client.connect()
    expect(await client.set('key', 'value')).toBe('OK')
  })

  it('disconnect(true) connects again', async () => {
    const client = bench.connect(Cluster)
    await ready(client)
    const seen = record(client, STATUSES)
    client.disconnect(true)
    await event(client, 'ready')
    expect(once(seen)).toStrictEqual([
      'disconnecting',
      'close',
      'reconnecting',
      'connecting',
      'refresh',
      'connect',
      'ready',
    ])
    expect(await client.set('key', 'value')).toBe('OK')
  })

  it('when no node answers it tells a ClusterAllFailedError, and tries again', async () => {
    const asked: number[] = []
    const nodes = await nobody()
    const client = bench.make(Cluster, nodes, {
      clusterRetryStrategy(times) {
        asked.push(times)
        return times < 3 ? 1 : null
      },
    })
    const seen = record(client, STATUSES)
    const errors: any[] = []
    client.on('error', (error) => errors.push(error))
    const nodeErrors: any[][] = []
    client.on('node error', (...args) => nodeErrors.push(args))
    await event(client, 'end')
    expect(asked).toStrictEqual([1, 2, 3])
    const round = ['connecting', 'error', 'close']
    expect(seen).toStrictEqual([...round, 'reconnecting', ...round, 'reconnecting', ...round, 'end'])
    expect(errors).toHaveLength(3)
    expect(errors[0]).toMatchObject({
      name: 'ClusterAllFailedError',
      message: 'Failed to refresh slots cache.',
    })
    expect(errors[0].lastNodeError.message).toBe('Connection is closed.')
    expect(nodeErrors.map(([, key]) => key)).toContain(`127.0.0.1:${nodes[0].port}`)
  })

  it('when no node answers and nobody listens, the console tells of each attempt', async () => {
    const shown = jest.spyOn(console, 'error').mockImplementation(() => {})
    try {
      const client = new Cluster(await nobody(), { clusterRetryStrategy: (times) => (times < 3 ? 1 : null) })
      await event(client, 'end')
      const line = [
        '[ioredis] Unhandled error event:',
        expect.stringMatching('Failed to refresh slots cache'),
      ]
      expect(shown.mock.calls).toStrictEqual([line, line, line])
    } finally {
      shown.mockRestore()
    }
  })

  it('when no node answers the commands that wait reject at the end', async () => {
    const client = bench.make(Cluster, await nobody(), { clusterRetryStrategy: () => null })
    const [one, other] = await Promise.all([rejection(client.get('key')), rejection(client.set('key', 1))])
    expect(one.message).toBe('None of startup nodes is available')
    expect(other.message).toBe('None of startup nodes is available')
    expect(client.status).toBe('end')
  })

  it('when no node answers connect() rejects', async () => {
    const client = bench.make(Cluster, await nobody(), {
      lazyConnect: true,
      clusterRetryStrategy: () => null,
    })
    expect((await rejection(client.connect())).message).toBe('None of startup nodes is available')
  })

  it('one node of those it begins with is enough', async () => {
    const client = bench.make(Cluster, [...(await nobody()), ...(await nobody()), bench.cluster.addresses[4]])
    expect(await client.set('key', 'value')).toBe('OK')
  })

  it('host names go through dnsLookup', async () => {
    const asked: string[] = []
    const [{ port }] = bench.cluster.addresses
    const client = bench.make(Cluster, [{ host: 'the.cluster.invalid', port }], {
      dnsLookup(name, callback) {
        asked.push(name)
        callback(null, '127.0.0.1', 4)
      },
    })
    expect(await client.set('key', 'value')).toBe('OK')
    expect(asked).toStrictEqual(['the.cluster.invalid'])
  })

  it('a host name that dnsLookup does not know makes connect reject with its error', async () => {
    const [{ port }] = bench.cluster.addresses
    const reasons: unknown[] = []
    const client = bench.make(Cluster, [{ host: 'the.cluster.invalid', port }], {
      lazyConnect: true,
      dnsLookup: (_, callback) => callback(new Error('not in the book') as any, '', 4),
      clusterRetryStrategy(_, reason) {
        reasons.push(reason?.message)
        return null
      },
    })
    expect((await rejection(client.connect())).message).toBe('not in the book')
    expect(reasons).toStrictEqual(['not in the book'])
  })

  it('SRV records give host and port', async () => {
    const [{ port }] = bench.cluster.addresses
    const names: string[] = []
    const client = bench.make(Cluster, [{ host: '_redis._tcp.invalid', port: 1 }], {
      useSRVRecords: true,
      resolveSrv(name, callback) {
        names.push(name)
        callback(null as any, [{ name: 'a-node.invalid', port, priority: 1, weight: 1 }])
      },
      dnsLookup(name, callback) {
        names.push(name)
        callback(null, '127.0.0.1', 4)
      },
    })
    expect(await client.set('key', 'value')).toBe('OK')
    expect(names).toStrictEqual(['_redis._tcp.invalid', 'a-node.invalid'])
  })

  it.each(['object', 'function'])('natMap as an %s says where a node is to be found', async (form) => {
    const { addresses } = bench.cluster
    const map = Object.fromEntries(
      addresses.map(({ host, port }) => [`${host}:${port}`, { host: 'localhost', port }]),
    )
    const client = bench.connect(Cluster, {
      natMap: form === 'object' ? map : (key: string) => map[key] ?? null,
    })
    await ready(client)
    expect(await client.set('key', 'value')).toBe('OK')
    expect(new Set(client.nodes().map((node) => node.options.host))).toStrictEqual(new Set(['localhost']))
  })

  it('a reconnect counts its attempts anew when it was ready', async () => {
    const asked: number[] = []
    const client = bench.connect(Cluster, {
      clusterRetryStrategy(times) {
        asked.push(times)
        return 1
      },
    })
    for (let i = 0; i < 3; i++) {
      await ready(client)
      client.disconnect(true)
      await event(client, 'connecting')
    }
    await ready(client)
    expect(asked).toStrictEqual([1, 1, 1])
  })

  it('a pipeline of a client that has ended rejects its commands, and nothing comes after', async () => {
    const client = bench.connect(Cluster, { redisOptions: { commandTimeout: 60_000 } })
    await client.set('key', 'value')
    const ended = event(client, 'end')
    client.disconnect()
    await ended
    const [[error]] = (await client.pipeline().get('key').exec())!
    expect(error?.message).toBe('Connection is closed.')
    // What throws in a timer ends the process.
    await new Promise((resolve) => setTimeout(resolve, 300))
  })
})
