/** MOVED, ASK, TRYAGAIN and CLUSTERDOWN of a real cluster, whose slots move. */
import { rejection } from '../support/clients'
import type { ClusterNode } from '../support/cluster'
import { CLUSTERS, ready, setUpCluster } from '../support/clusters'
import { askUntil, event } from '../support/events'
import { slotOf } from '../support/slots'

const bench = setUpCluster()

/** A tag, the node that serves it, and another master. */
async function somewhere(): Promise<{ tag: string; slot: number; from: ClusterNode; to: ClusterNode }> {
  const [from, to] = await bench.cluster.masters()
  const [tag] = await bench.cluster.tagsOn(from)
  return { tag, slot: slotOf(tag), from, to }
}

describe.each(CLUSTERS)('%s: slots that have moved', (_, Cluster) => {
  it('MOVED is followed, and the slots are learned anew', async () => {
    const { tag, slot, to } = await somewhere()
    const client = bench.connect(Cluster)
    await client.set(`{${tag}}`, 'value')
    await bench.cluster.moveSlot(slot, to)
    const refreshed = event(client, 'refresh')
    expect(await client.get(`{${tag}}`)).toBe('value')
    await refreshed
    // From here on it asks the new node at once.
    await Promise.all(bench.cluster.nodes.map((node) => node.ask('CONFIG', 'RESETSTAT')))
    expect(await client.get(`{${tag}}`)).toBe('value')
    for (const node of bench.cluster.running) {
      const stats = await node.infoOf('INFO', 'errorstats')
      expect(stats.errorstat_MOVED).toBeUndefined()
    }
  })

  it('of many commands at once each gets its own reply', async () => {
    const { tag, slot, to } = await somewhere()
    const client = bench.connect(Cluster)
    const keys = Array.from({ length: 100 }, (_, i) => `{${tag}}:${i}`)
    await Promise.all(keys.map((key, i) => client.set(key, i)))
    await bench.cluster.moveSlot(slot, to)
    expect(await Promise.all(keys.map((key) => client.get(key)))).toStrictEqual(keys.map((_, i) => String(i)))
  })

  it('a pipeline and a transaction are sent again as a whole', async () => {
    const { tag, slot, to } = await somewhere()
    const client = bench.connect(Cluster)
    await client.set(`{${tag}}`, 1)
    await bench.cluster.moveSlot(slot, to)
    expect(await client.pipeline().incr(`{${tag}}`).get(`{${tag}}`).exec()).toStrictEqual([
      [null, 2],
      [null, '2'],
    ])
    const { tag: other, slot: otherSlot, to: target } = await somewhere()
    await client.set(`{${other}}`, 1)
    await bench.cluster.moveSlot(otherSlot, target)
    expect(await client.multi().incr(`{${other}}`).get(`{${other}}`).exec()).toStrictEqual([
      [null, 2],
      [null, '2'],
    ])
  })

  it('retryDelayOnMoved waits before it follows', async () => {
    const { tag, slot, to } = await somewhere()
    const client = bench.connect(Cluster, { retryDelayOnMoved: 50 })
    await client.set(`{${tag}}`, 'value')
    await bench.cluster.moveSlot(slot, to)
    expect(await client.get(`{${tag}}`)).toBe('value')
  })

  it('a slot that moves again and again is found each time', async () => {
    const { tag, slot } = await somewhere()
    const client = bench.connect(Cluster)
    await client.set(`{${tag}}`, 0)
    for (let round = 1; round <= 6; round++) {
      const masters = await bench.cluster.masters()
      await bench.cluster.moveSlot(slot, masters[round % masters.length])
      expect(await client.incr(`{${tag}}`)).toBe(round)
    }
  })
})

describe.each(CLUSTERS)('%s: slots that move', (_, Cluster) => {
  it('ASK is followed for keys that have left, and for nothing else', async () => {
    const { tag, slot, from, to } = await somewhere()
    const client = bench.connect(Cluster)
    const [gone, stays] = [`{${tag}}:gone`, `{${tag}}:stays`]
    await client.set(gone, 1)
    await client.set(stays, 2)
    await bench.cluster.openSlot(slot, to)
    await bench.cluster.moveKeys(from, to, [gone])
    for (let round = 0; round < 3; round++) {
      expect(await Promise.all([client.get(gone), client.get(stays)])).toStrictEqual(['1', '2'])
    }
    // A key that is new goes where the slot goes.
    expect(await client.set(`{${tag}}:new`, 3)).toBe('OK')
    expect(await to.ask('CLUSTER', 'COUNTKEYSINSLOT', slot)).toBe(2)
    expect(await from.ask('CLUSTER', 'COUNTKEYSINSLOT', slot)).toBe(1)
    await bench.cluster.closeSlot(slot, from, to)
    await bench.cluster.agreed()
    expect(await client.mget(gone, stays, `{${tag}}:new`)).toStrictEqual(['1', '2', '3'])
  })

  it('pipelines and transactions follow ASK', async () => {
    const { tag, slot, from, to } = await somewhere()
    const client = bench.connect(Cluster)
    await client.set(`{${tag}}`, 1)
    await bench.cluster.openSlot(slot, to)
    await bench.cluster.moveKeys(from, to, [`{${tag}}`])
    expect(await client.pipeline().incr(`{${tag}}`).get(`{${tag}}`).exec()).toStrictEqual([
      [null, 2],
      [null, '2'],
    ])
    expect(await client.multi().incr(`{${tag}}`).get(`{${tag}}`).exec()).toStrictEqual([
      [null, 3],
      [null, '3'],
    ])
    await bench.cluster.closeSlot(slot, from, to)
    await bench.cluster.agreed()
    expect(await client.get(`{${tag}}`)).toBe('3')
  })

  it('TRYAGAIN is asked again, until the move is over', async () => {
    const { tag, slot, from, to } = await somewhere()
    const client = bench.connect(Cluster, { retryDelayOnTryAgain: 10, maxRedirections: 10_000 })
    await client.mset(`{${tag}}a`, 1, `{${tag}}b`, 2)
    await bench.cluster.openSlot(slot, to)
    await bench.cluster.moveKeys(from, to, [`{${tag}}a`])
    const values = client.mget(`{${tag}}a`, `{${tag}}b`)
    let settled = false
    values.finally(() => {
      settled = true
    })
    // The servers have said so for certain before the move ends.
    await askUntil(
      () => Promise.all([from, to].map((node) => node.infoOf('INFO', 'errorstats'))),
      (stats) => stats.some(({ errorstat_TRYAGAIN }) => errorstat_TRYAGAIN !== undefined),
    )
    expect(settled).toBe(false)
    await bench.cluster.closeSlot(slot, from, to)
    expect(await values).toStrictEqual(['1', '2'])
    await bench.cluster.agreed()
    await Promise.all(bench.cluster.nodes.map((node) => node.ask('CONFIG', 'RESETSTAT')))
  })

  it('maxRedirections ends what a pipeline sends round with the words of the server', async () => {
    const { tag, slot, from, to } = await somewhere()
    const client = bench.connect(Cluster, { retryDelayOnTryAgain: 1, maxRedirections: 3 })
    await client.mset(`{${tag}}a`, 1, `{${tag}}b`, 2)
    await bench.cluster.openSlot(slot, to)
    await bench.cluster.moveKeys(from, to, [`{${tag}}a`])
    const [[error]] = await client.pipeline().mget(`{${tag}}a`, `{${tag}}b`).exec()
    expect(error.name).toBe('ReplyError')
    expect(error.message).toMatch(/^(TRYAGAIN|MOVED|ASK) /)
  })

  it('maxRedirections ends what goes round and round', async () => {
    const { tag, slot, from, to } = await somewhere()
    const client = bench.connect(Cluster, { retryDelayOnTryAgain: 1, maxRedirections: 3 })
    await client.mset(`{${tag}}a`, 1, `{${tag}}b`, 2)
    await bench.cluster.openSlot(slot, to)
    await bench.cluster.moveKeys(from, to, [`{${tag}}a`])
    const error = await rejection(client.mget(`{${tag}}a`, `{${tag}}b`))
    expect(error.message).toMatch(
      /^Too many Cluster redirections\. Last error: ReplyError: (TRYAGAIN|MOVED|ASK) /,
    )
    await bench.cluster.closeSlot(slot, from, to)
    await bench.cluster.agreed()
    expect(await client.mget(`{${tag}}a`, `{${tag}}b`)).toStrictEqual(['1', '2'])
  })

  it('automatic pipelines follow, too', async () => {
    const { tag, slot, from, to } = await somewhere()
    const client = bench.connect(Cluster, { enableAutoPipelining: true })
    const keys = Array.from({ length: 40 }, (_, i) => `{${tag}}:${i}`)
    await Promise.all(keys.map((key) => client.set(key, 0)))
    await bench.cluster.openSlot(slot, to)
    await bench.cluster.closeSlot(slot, from, to)
    expect(await Promise.all(keys.map((key) => client.incr(key)))).toStrictEqual(Array(40).fill(1))
    await bench.cluster.agreed()
  })
})

describe.each(CLUSTERS)('%s: a cluster whose nodes change their roles', (_, Cluster) => {
  it('a failover by command is followed, and nothing acknowledged is lost', async () => {
    const [master] = await bench.cluster.masters()
    const [replica] = await bench.cluster.replicasOf(master)
    const [tag] = await bench.cluster.tagsOn(master)
    const client = bench.connect(Cluster)
    await ready(client)
    for (let i = 1; i <= 10; i++) expect(await client.incr(`{${tag}}`)).toBe(i)
    await bench.cluster.failover(replica)
    expect(await client.incr(`{${tag}}`)).toBe(11)
    expect(client.nodes('master').map((node) => node.options.port)).toContain(replica.port)
  })
})
