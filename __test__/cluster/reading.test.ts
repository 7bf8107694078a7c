/** Where reads go, and under which addresses nodes are found. */
import { askUntil, event } from '../support/events'
import { setUpCluster } from './cluster'

const bench = setUpCluster()

/** All nodes name the replicas: they do once a replica has told that it has something. */
async function replicasAreNamed(): Promise<void> {
  for (const node of bench.cluster.nodes) {
    await askUntil(
      () => node.ask('CLUSTER', 'SLOTS') as Promise<unknown[][]>,
      (rows) => rows.every((row) => row.length === 4),
    )
  }
}

beforeAll(replicasAreNamed)

/** How many GETs each node has had, by its address, while `run` ran. */
async function getsOf(run: () => Promise<unknown>): Promise<Record<string, number>> {
  const count = async (): Promise<[string, number][]> =>
    Promise.all(
      bench.cluster.nodes.map(async (node): Promise<[string, number]> => {
        const stats = await node.infoOf('INFO', 'commandstats')
        return [node.address, Number(/calls=(\d+)/.exec(stats.cmdstat_get ?? 'calls=0')?.[1])]
      }),
    )
  const before = new Map(await count())
  await run()
  const after = await count()
  return Object.fromEntries(
    after.flatMap(([address, calls]) => {
      const more = calls - (before.get(address) ?? 0)
      return more > 0 ? [[address, more]] : []
    }),
  )
}

async function shard(): Promise<{ key: string; master: string; replica: string }> {
  const [master] = await bench.cluster.masters()
  const [replica] = await bench.cluster.replicasOf(master)
  const [tag] = await bench.cluster.tagsOn(master)
  return { key: `{${tag}}key`, master: master.address, replica: replica.address }
}

async function readTenTimes(client: ReturnType<typeof bench.connect>, key: string): Promise<void> {
  for (let i = 0; i < 10; i++) await client.get(key)
}

test('with scaleReads "slave" reads go to the replica, writes to the master', async () => {
  const { key, replica } = await shard()
  const redis = bench.connect({ scaleReads: 'slave' })
  expect(await redis.set(key, '1')).toBe('OK')
  expect(await getsOf(() => readTenTimes(redis, key))).toStrictEqual({ [replica]: 10 })
})

test('with scaleReads "master" reads go to the master', async () => {
  const { key, master } = await shard()
  const redis = bench.connect()
  expect(await getsOf(() => readTenTimes(redis, key))).toStrictEqual({ [master]: 10 })
})

test('a function chooses of the nodes of the slot', async () => {
  const { key, master, replica } = await shard()
  const asked: string[][] = []
  const redis = bench.connect({
    scaleReads: (nodes: any[], command: any) => {
      asked.push([command.name, ...nodes.map(({ options }) => `${options.host}:${options.port}`)])
      return nodes.slice(1)
    },
  })
  expect(await getsOf(() => readTenTimes(redis, key))).toStrictEqual({ [replica]: 10 })
  expect(asked[0]).toStrictEqual(['get', master, replica])
})

test('a replica that is killed is read from no more, and no read is lost', async () => {
  const { key, replica } = await shard()
  const redis = bench.connect({ scaleReads: 'slave' })
  await redis.get(key)
  const node = bench.cluster.nodes.find(({ address }) => address === replica)!
  await bench.cluster.kill(node)
  try {
    expect(await Promise.all(Array.from({ length: 20 }, () => redis.get(key)))).toStrictEqual(
      Array(20).fill(null),
    )
  } finally {
    await bench.cluster.heal()
    await replicasAreNamed()
  }
})

test('any other scaleReads is refused', () => {
  expect(() => bench.connect({ scaleReads: 'some' as never })).toThrow(
    'Invalid option scaleReads "some". Expected "all", "master", "slave" or a custom function',
  )
})

test('natMap leads to the addresses to connect to, as an object and as a function', async () => {
  // What the nodes tell, and where they are found: by another name of the same machine.
  const map = Object.fromEntries(
    bench.cluster.nodes.map(({ address, port }) => [address, { host: 'localhost', port }]),
  )
  for (const natMap of [map, (key: string) => map[key]]) {
    const redis = bench.connect({ natMap })
    await event(redis, 'ready')
    expect(redis.nodes().map(({ options }) => options.host)).toStrictEqual(Array(6).fill('localhost'))
    expect(redis.slots[0][0]).toMatch(/^localhost:/)
    redis.disconnect()
  }
})

test('names of startup nodes are resolved by dnsLookup, and by SRV records', async () => {
  const [{ port }] = bench.cluster.nodes
  const names: string[] = []
  const dnsLookup = (name: string, callback: any) => {
    names.push(name)
    callback(null, '127.0.0.1', 4)
  }
  const byName = bench.make([{ host: 'redis.test', port }], { dnsLookup })
  expect(await byName.ping()).toBe('PONG')
  const resolveSrv = (name: string, callback: any) => {
    names.push(name)
    callback(null, [{ name: 'node.test', port, priority: 1, weight: 1 }])
  }
  const byRecord = bench.make([{ host: '_redis._tcp.test' }], { dnsLookup, resolveSrv, useSRVRecords: true })
  expect(await byRecord.ping()).toBe('PONG')
  expect(names).toStrictEqual(['redis.test', '_redis._tcp.test', 'node.test'])
})
