/** Pipelines, transactions and automatic pipelines on a cluster. */
import { rejection } from '../support/clients'
import { CLUSTERS, type ClusterClient, ready, setUpCluster } from '../support/clusters'

const bench = setUpCluster()

describe.each(CLUSTERS)('%s: pipelines on a cluster', (_, Cluster) => {
  it('of one slot answer in order', async () => {
    const client = bench.connect(Cluster)
    for (const tag of await bench.cluster.tags()) {
      const results = await client
        .pipeline()
        .set(`{${tag}}a`, 1)
        .incr(`{${tag}}a`)
        .lpush(`{${tag}}a`, 'x')
        .get(`{${tag}}a`)
        .exec()
      expect(results?.map(([error, value]) => [error?.message.split(' ')[0] ?? null, value])).toStrictEqual([
        [null, 'OK'],
        [null, 2],
        ['WRONGTYPE', undefined],
        [null, '2'],
      ])
    }
  })

  it('of several slots of one node answer in order', async () => {
    const client = bench.connect(Cluster)
    await ready(client)
    const [master] = await bench.cluster.masters()
    const pipeline = client.pipeline()
    for (const tag of await bench.cluster.tagsOn(master, 20)) pipeline.set(`{${tag}}`, tag).get(`{${tag}}`)
    const results = await pipeline.exec()
    expect(results).toHaveLength(40)
    expect(results?.every(([error]) => error === null)).toBe(true)
  })

  it('before the slots are known wait for them', async () => {
    const client = bench.connect(Cluster, { lazyConnect: true })
    expect(await client.pipeline().set('key', 1).incr('key').exec()).toStrictEqual([
      [null, 'OK'],
      [null, 2],
    ])
  })

  it('without keys go to some node', async () => {
    const client = bench.connect(Cluster)
    await ready(client)
    expect(await client.pipeline().ping().echo('text').exec()).toStrictEqual([
      [null, 'PONG'],
      [null, 'text'],
    ])
  })

  it('empty ones answer with nothing', async () => {
    const client = bench.connect(Cluster)
    await ready(client)
    expect(await client.pipeline().exec()).toStrictEqual([])
  })

  it('given as an array, and by callback', async () => {
    const client = bench.connect(Cluster)
    const results = await new Promise((resolve) =>
      client
        .pipeline([
          ['set', 'key', '1'],
          ['get', 'key'],
        ])
        .exec((...args) => resolve(args)),
    )
    expect(results).toStrictEqual([
      null,
      [
        [null, 'OK'],
        [null, '1'],
      ],
    ])
  })

  it('with scripts and Buffers', async () => {
    const client = bench.connect(Cluster) as ClusterClient & Record<string, any>
    client.defineCommand('twice', { numberOfKeys: 1, lua: 'return {KEYS[1], ARGV[1]}' })
    const pipeline = client.pipeline() as any
    expect(await pipeline.twice('key', 'a').set('key', 'b').getBuffer('key').exec()).toStrictEqual([
      [null, ['key', 'a']],
      [null, 'OK'],
      [null, Buffer.from('b')],
    ])
  })
})

describe.each(CLUSTERS)('%s: transactions on a cluster', (_, Cluster) => {
  it('of one slot are executed', async () => {
    const client = bench.connect(Cluster)
    for (const tag of await bench.cluster.tags()) {
      expect(
        await client.multi().set(`{${tag}}a`, 1).incr(`{${tag}}a`).hgetall(`{${tag}}h`).exec(),
      ).toStrictEqual([
        [null, 'OK'],
        [null, 2],
        [null, {}],
      ])
    }
  })

  it('over several nodes are refused', async () => {
    const client = bench.connect(Cluster)
    await ready(client)
    const [one, other] = await bench.cluster.tags()
    const error = await rejection(client.multi().set(`{${one}}`, 1).set(`{${other}}`, 2).exec())
    expect(error.message).toBe('All keys in the pipeline should belong to the same slots allocation group')
    expect(await client.exists(`{${one}}`)).toBe(0)
    expect(await client.exists(`{${other}}`)).toBe(0)
  })

  it('with a command that is wrong are not executed', async () => {
    const client = bench.connect(Cluster)
    const error = await rejection(client.multi().set('key', 1).call('SET', 'key').exec())
    expect(error.message).toBe('EXECABORT Transaction discarded because of previous errors.')
    expect(error.previousErrors).toHaveLength(1)
    expect(await client.exists('key')).toBe(0)
  })

  it('with a command that fails have its error in its place', async () => {
    const client = bench.connect(Cluster)
    const results = await client.multi().set('key', 'x').incr('key').get('key').exec()
    expect(results?.map(([error, value]) => error?.message ?? value)).toStrictEqual([
      'OK',
      'ERR value is not an integer or out of range',
      'x',
    ])
  })

  it('before the slots are known wait for them', async () => {
    const client = bench.connect(Cluster, { lazyConnect: true })
    expect(await client.multi().set('key', 1).incr('key').exec()).toStrictEqual([
      [null, 'OK'],
      [null, 2],
    ])
  })

  it('within a pipeline', async () => {
    const client = bench.connect(Cluster)
    await ready(client)
    const results = await client
      .pipeline()
      .get('{t}a')
      .multi()
      .set('{t}a', 1)
      .incr('{t}a')
      .exec()
      .get('{t}a')
      .exec()
    expect(results).toStrictEqual([
      [null, null],
      [null, 'OK'],
      [null, 'QUEUED'],
      [null, 'QUEUED'],
      [null, ['OK', 2]],
      [null, '2'],
    ])
  })
})

describe.each(CLUSTERS)('%s: automatic pipelines on a cluster', (_, Cluster) => {
  it('answer each command, whatever node it is for', async () => {
    const client = bench.connect(Cluster, { enableAutoPipelining: true })
    const keys = Array.from({ length: 200 }, (_, i) => `key:${i}`)
    expect(await Promise.all(keys.map((key, i) => client.set(key, i)))).toStrictEqual(Array(200).fill('OK'))
    expect(await Promise.all(keys.map((key) => client.get(key)))).toStrictEqual(keys.map((_, i) => String(i)))
  })

  it('gather the commands of a tick by their nodes', async () => {
    const client = bench.connect(Cluster, { enableAutoPipelining: true })
    await ready(client)
    await client.get('first')
    expect(client.autoPipelineQueueSize).toBe(0)
    const replies = Array.from({ length: 60 }, (_, i) => client.incr(`key:${i}`))
    expect(client.autoPipelineQueueSize).toBe(60)
    expect(await Promise.all(replies)).toStrictEqual(Array(60).fill(1))
    expect(client.autoPipelineQueueSize).toBe(0)
  })

  it('an error reaches its own command alone', async () => {
    const client = bench.connect(Cluster, { enableAutoPipelining: true })
    await client.set('{t}text', 'x')
    const [failed, value] = await Promise.all([rejection(client.incr('{t}text')), client.get('{t}text')])
    expect(failed.message).toBe('ERR value is not an integer or out of range')
    expect(value).toBe('x')
  })

  it('with a prefix', async () => {
    const client = bench.connect(Cluster, { enableAutoPipelining: true, keyPrefix: 'app:' })
    const keys = Array.from({ length: 50 }, (_, i) => `key:${i}`)
    await Promise.all(keys.map((key) => client.set(key, key)))
    expect(await Promise.all(keys.map((key) => client.get(key)))).toStrictEqual(keys)
    const owner = await bench.cluster.ownerOf('app:key:7')
    expect(await owner.ask('GET', 'app:key:7')).toBe('key:7')
  })

  it('with reads from replicas', async () => {
    const client = bench.connect(Cluster, { enableAutoPipelining: true, scaleReads: 'slave' })
    const keys = Array.from({ length: 50 }, (_, i) => `key:${i}`)
    expect(await Promise.all(keys.map((key) => client.incr(key)))).toStrictEqual(Array(50).fill(1))
    for (const value of await Promise.all(keys.map((key) => client.get(key))))
      expect([null, '1']).toContain(value)
  })
})
