/** What one command or one pipeline asks of several nodes: split, and joined in the order of the question. */
import { CLUSTERS, type ClusterClient, ready, setUpCluster } from '../support/clusters'
import { slotOf } from '../support/slots'

const bench = setUpCluster()
const [, [, Cluster]] = CLUSTERS

const COUNT = 60
const keys = Array.from({ length: COUNT }, (_, i) => `key:${i}`)
const values = keys.map((_, i) => `value ${i}`)

const connect = async (options = {}): Promise<ClusterClient & Record<string, any>> => {
  const client = bench.connect(Cluster, options)
  await ready(client)
  return client
}

describe('keys of all nodes in one command', () => {
  it('the last of two values for a key counts', async () => {
    const client = await connect()
    expect(
      await client.mset(...keys.flatMap((key) => [key, 'first']), ...keys.flatMap((key) => [key, 'last'])),
    ).toBe('OK')
    expect(new Set(await client.mget(keys))).toStrictEqual(new Set(['last']))
  })

  it('with automatic pipelines', async () => {
    const client = await connect({ enableAutoPipelining: true })
    await client.mset(...keys.flatMap((key, i) => [key, values[i]]))
    expect(await Promise.all([client.mget(keys), client.get('key:1'), client.exists(keys)])).toStrictEqual([
      values,
      'value 1',
      COUNT,
    ])
    expect(await client.del(keys)).toBe(COUNT)
  })

  it('while the slot of some of them has moved', async () => {
    const client = await connect()
    await client.mset(...keys.flatMap((key, i) => [key, values[i]]))
    const from = await bench.cluster.ownerOf(keys[0])
    const to = (await bench.cluster.masters()).find((master) => master !== from)
    await bench.cluster.moveSlot(slotOf(keys[0]), to!)
    expect(await client.mget(keys)).toStrictEqual(values)
    expect(await client.del(keys)).toBe(COUNT)
  })
})

describe('a pipeline over all nodes', () => {
  it('with commands over several slots, Buffers, scripts and commands without keys', async () => {
    const client = await connect()
    client.defineCommand('double', { numberOfKeys: 1, lua: 'return {KEYS[1], ARGV[1] .. ARGV[1]}' })
    const pipeline = client.pipeline() as any
    pipeline
      .mset(...keys.flatMap((key, i) => [key, values[i]]))
      .mget(keys)
      .getBuffer('key:7')
      .echo('text')
    for (const key of keys) pipeline.double(key, 'a')
    const results = await pipeline.exec()
    expect(results.slice(0, 4)).toStrictEqual([
      [null, 'OK'],
      [null, values],
      [null, Buffer.from('value 7')],
      [null, 'text'],
    ])
    expect(results.slice(4)).toStrictEqual(keys.map((key) => [null, [key, 'aa']]))
  })

  it('while slots have moved', async () => {
    const client = await connect()
    await client.mset(...keys.flatMap((key) => [key, 0]))
    for (const key of keys.slice(0, 5)) {
      const from = await bench.cluster.ownerOf(key)
      const to = (await bench.cluster.masters()).find((master) => master !== from)
      await bench.cluster.moveSlot(slotOf(key), to!)
    }
    const pipeline = client.pipeline()
    for (const key of keys) pipeline.incr(key).get(key)
    expect(await pipeline.exec()).toStrictEqual(
      keys.flatMap(() => [
        [null, 1],
        [null, '1'],
      ]),
    )
  })
})
