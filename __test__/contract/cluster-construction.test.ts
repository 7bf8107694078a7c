/** How a cluster client is made, what it knows of itself, and the nodes that it finds. */
import { rejection } from '../support/clients'
import { CLUSTERS, ready, setUpCluster } from '../support/clusters'
import { event } from '../support/events'

const bench = setUpCluster()

describe.each(CLUSTERS)('%s: making a cluster client', (_, Cluster) => {
  it('begins with any node, given as an object, a URL or a port', async () => {
    const [first, second] = bench.cluster.nodes
    for (const node of [
      { host: first.host, port: first.port },
      { port: String(second.port) as unknown as number },
      `redis://127.0.0.1:${first.port}`,
      `127.0.0.1:${second.port}`,
      first.port,
    ]) {
      const client = bench.make(Cluster, [node])
      expect(await client.set('key', 'value')).toBe('OK')
      expect(await client.get('key')).toBe('value')
    }
  })

  it('finds all nodes with their roles', async () => {
    const client = bench.connect(Cluster)
    await ready(client)
    const ports = (role?: 'all' | 'master' | 'slave') =>
      client
        .nodes(role)
        .map((node) => node.options.port)
        .sort()
    const of = (nodes: Array<{ port: number }>) => nodes.map(({ port }) => port).sort()
    expect(ports('master')).toStrictEqual(of(await bench.cluster.masters()))
    expect(ports('slave')).toStrictEqual(of(await bench.cluster.replicas()))
    expect(ports('all')).toStrictEqual(of(bench.cluster.nodes))
    expect(ports()).toStrictEqual(ports('all'))
  })

  it('a node is a client of its own, that sends what it is asked to its server', async () => {
    const client = bench.connect(Cluster)
    await ready(client)
    for (const node of client.nodes('master')) {
      expect(node.isCluster).toBe(false)
      expect(await node.config('GET', 'port')).toStrictEqual(['port', String(node.options.port)])
    }
    for (const node of client.nodes('slave')) {
      expect(await node.role()).toEqual(expect.arrayContaining(['slave']))
    }
  })

  it('a role that is none is refused', () => {
    const client = bench.connect(Cluster)
    expect(() => client.nodes('replica' as 'slave')).toThrow(
      new Error('Invalid role "replica". Expected "all", "master" or "slave"'),
    )
  })

  it('a scaleReads that is none is refused', () => {
    expect(() => bench.connect(Cluster, { scaleReads: 'some' as 'all' })).toThrow(
      new Error('Invalid option scaleReads "some". Expected "all", "master", "slave" or a custom function'),
    )
  })

  it('no node to begin with makes connect reject', async () => {
    const client = bench.make(Cluster, [], { lazyConnect: true, clusterRetryStrategy: () => null })
    expect((await rejection(client.connect())).message).toBe(
      '`startupNodes` should contain at least one node.',
    )
    expect(client.status).toBe('end')
  })

  it('an argument that is no node makes connect reject', async () => {
    const client = bench.make(Cluster, [true as unknown as number], {
      lazyConnect: true,
      clusterRetryStrategy: () => null,
    })
    expect((await rejection(client.connect())).message).toBe('Invalid argument true')
  })

  it('the options have the defaults', () => {
    const client = bench.connect(Cluster, { lazyConnect: true })
    expect(client.options).toMatchObject({
      clusterNodeRetryStrategy: null,
      enableOfflineQueue: true,
      enableReadyCheck: true,
      scaleReads: 'master',
      maxRedirections: 16,
      retryDelayOnMoved: 0,
      retryDelayOnFailover: 100,
      retryDelayOnClusterDown: 100,
      retryDelayOnTryAgain: 100,
      slotsRefreshTimeout: 1000,
      useSRVRecords: false,
      enableAutoPipelining: false,
      autoPipeliningIgnoredCommands: [],
      shardedSubscribers: false,
      lazyConnect: true,
    })
    const delay = client.options.clusterRetryStrategy as (times: number) => number
    expect([delay(1), delay(10), delay(5000)]).toStrictEqual([102, 120, 2000])
  })

  it('says that it is a cluster', () => {
    const client = bench.connect(Cluster, { lazyConnect: true })
    expect(client.isCluster).toBe(true)
    expect(client).toBeInstanceOf(Cluster)
    for (const name of [
      'connect',
      'disconnect',
      'quit',
      'duplicate',
      'nodes',
      'sendCommand',
      'call',
      'on',
      'emit',
    ])
      expect(typeof (client as any)[name]).toBe('function')
    for (const kind of ['s', 'h', 'z'])
      for (const form of ['scanStream', 'scanBufferStream'])
        expect(typeof (client as any)[kind + form]).toBe('function')
  })

  it('redisOptions go to the nodes', async () => {
    const client = bench.connect(Cluster, { redisOptions: { connectionName: 'of-a-node' } })
    await ready(client)
    const [node] = client.nodes('master')
    expect(await node.client('GETNAME')).toBe('of-a-node')
  })

  it('what an options object of a node says holds for that node', async () => {
    const [{ port }] = bench.cluster.nodes
    const client = bench.make(Cluster, [{ host: '127.0.0.1', port, connectionName: 'the-first' } as any])
    await ready(client)
    const names = await Promise.all(
      client.nodes().map(async (node) => [node.options.port, await node.client('GETNAME')]),
    )
    for (const [at, name] of names) expect(name).toBe(at === port ? 'the-first' : null)
  })

  it('a duplicate has the nodes and options of the original, but for those that are said', async () => {
    const client = bench.connect(Cluster, {
      scaleReads: 'all',
      redisOptions: { connectionName: 'original', commandTimeout: 30_000 },
    })
    const other = client.duplicate([], { redisOptions: { connectionName: 'duplicate' } })
    other.on('error', () => {})
    try {
      expect(other).toBeInstanceOf(Cluster)
      expect(other.options.scaleReads).toBe('all')
      expect(other.options.redisOptions).toMatchObject({
        connectionName: 'duplicate',
        commandTimeout: 30_000,
      })
      await client.set('key', 'value')
      expect(await other.get('key')).toMatch('value')
      expect(client.options.redisOptions).toMatchObject({ connectionName: 'original' })
    } finally {
      other.disconnect()
      await event(other, 'end')
    }
  })

  it('a duplicate may begin with other nodes', async () => {
    const [first, second] = bench.cluster.addresses
    const client = bench.make(Cluster, [first], { lazyConnect: true })
    const other = client.duplicate([second])
    try {
      expect(await other.set('key', 'value')).toBe('OK')
    } finally {
      other.disconnect()
    }
  })

  it('scripts of the options are commands', async () => {
    const client = bench.connect(Cluster, {
      scripts: { twice: { lua: 'return {KEYS[1], ARGV[1], ARGV[1]}', numberOfKeys: 1 } },
    })
    expect(await (client as any).twice('key', 'word')).toStrictEqual(['key', 'word', 'word'])
  })
})
