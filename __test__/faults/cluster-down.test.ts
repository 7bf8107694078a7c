/** A cluster that does not serve: slots that nobody has, and nodes that are not there yet. */
import { RedisCluster } from '../support/cluster'
import { askUntil, event, within } from '../support/events'
import { freePort } from '../support/ports'
import { SLOTS, slotOf, tagsOf } from '../support/slots'
import { untilWorks, using, words } from './clients'
import { KINDS, open } from './clusters'

describe.each(KINDS)('%s client', (kind) => {
  it('CLUSTERDOWN: commands wait for the slot that nobody has, until somebody gets it', async () => {
    const cluster = using(await RedisCluster.start({ replicas: 0 }))
    const client = open(kind, cluster.addresses, { cluster: { maxRedirections: 10_000 } })
    const [tag] = tagsOf(() => true)
    await client.set(`{${tag}}other`, 'value')
    const owner = await cluster.ownerOf(tag)
    // The others learn of it, and stop to serve: the slots are to be complete.
    await Promise.all(cluster.nodes.map((node) => node.ask('CLUSTER', 'DELSLOTS', slotOf(tag))))
    await askUntil(
      () => Promise.all(cluster.nodes.map((node) => node.infoOf('CLUSTER', 'INFO'))),
      (infos) => infos.every(({ cluster_state }) => cluster_state === 'fail'),
    )
    const asked = [client.get(`{${tag}}`), client.incr(`{${tag}}count`), client.incr('elsewhere')]
    // It has been refused for certain before the slot is served again.
    await askUntil(
      () => Promise.all(cluster.nodes.map((node) => node.infoOf('INFO', 'errorstats'))),
      (stats) => stats.some(({ errorstat_CLUSTERDOWN }) => errorstat_CLUSTERDOWN !== undefined),
    )
    await owner.ask('CLUSTER', 'ADDSLOTS', slotOf(tag))
    expect(await within(20_000, Promise.all(asked))).toStrictEqual([null, 1, 1])
  })

  it('CLUSTERDOWN that does not end is told', async () => {
    const cluster = using(await RedisCluster.start({ masters: 1, replicas: 0, slots: false }))
    const [node] = cluster.nodes
    await node.ask('CLUSTER', 'ADDSLOTSRANGE', 0, SLOTS - 2)
    const client = open(kind, cluster.addresses, {
      cluster: {
        maxRedirections: 3,
        ...(kind === 'own' && { enableReadyCheck: false, retryDelayOnClusterDown: 10 }),
      },
      redisOptions: { commandTimeout: 2_000 },
    })
    const error = await client.get('key').catch((error: Error) => error)
    expect(words(error)).toContain('CLUSTERDOWN')
  })

  it('a cluster that comes later is found', async () => {
    const port = await freePort()
    const client = open(kind, [{ host: '127.0.0.1', port }])
    await event(client, 'error')
    const cluster = using(await RedisCluster.start({ masters: 1, replicas: 0, ports: [port] }))
    expect(
      await within(
        20_000,
        untilWorks(() => client.set('key', 'value')),
      ),
    ).toBe('OK')
    expect(cluster.nodes).toHaveLength(1)
  })
})
