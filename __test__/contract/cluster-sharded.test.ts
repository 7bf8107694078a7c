/** Sharded subscriptions: a connection to each shard. */
import { rejection } from '../support/clients'
import { CLUSTERS, messages, ready, setUpCluster } from '../support/clusters'
import { event } from '../support/events'

const bench = setUpCluster()

describe.each(CLUSTERS)('%s: sharded subscriptions', (_, Cluster) => {
  it('each channel is heard at the node of its slot', async () => {
    const client = bench.connect(Cluster, { shardedSubscribers: true })
    const tags = await bench.cluster.tags()
    await ready(client)
    for (const tag of tags) expect(await client.ssubscribe(`{${tag}}`)).toBe(1)
    const heard = messages(client, 'smessage', tags.length)
    for (const tag of tags) {
      const owner = await bench.cluster.ownerOf(tag)
      expect(await owner.ask('PUBSUB', 'SHARDCHANNELS')).toStrictEqual([`{${tag}}`])
      expect(await client.spublish(`{${tag}}`, tag)).toBe(1)
    }
    const channels = (await heard).map(([channel, text]) => `${channel} ${text}`)
    expect([...channels].sort()).toStrictEqual(tags.map((tag) => `{${tag}} ${tag}`).sort())
  })

  it('Buffers come as Buffers', async () => {
    const client = bench.connect(Cluster, { shardedSubscribers: true })
    await ready(client)
    const heard = messages(client, 'smessageBuffer', 1)
    await client.ssubscribe('channel')
    await client.spublish('channel', Buffer.from([0, 255]))
    expect(await heard).toStrictEqual([[Buffer.from('channel'), Buffer.from([0, 255])]])
  })

  it('what is unsubscribed is heard no more', async () => {
    const client = bench.connect(Cluster, { shardedSubscribers: true })
    await ready(client)
    await client.ssubscribe('{t}one', '{t}other')
    expect(await client.sunsubscribe('{t}one')).toBe(1)
    const heard = messages(client, 'smessage', 1)
    await client.spublish('{t}one', 'not heard')
    await client.spublish('{t}other', 'heard')
    expect(await heard).toStrictEqual([['{t}other', 'heard']])
  })

  it('channels of several slots in one command are refused', async () => {
    const client = bench.connect(Cluster, { shardedSubscribers: true })
    await ready(client)
    const [one, other] = await bench.cluster.tags()
    const error = await rejection(client.ssubscribe(`{${one}}`, `{${other}}`))
    expect(error.message).toBe('Possible CROSSSLOT error: All channels must hash to the same slot')
  })

  it('tells when its subscribers are ready', async () => {
    const client = bench.connect(Cluster, { shardedSubscribers: true })
    await event(client, 'subscribersReady')
    await ready(client)
    expect(await client.ssubscribe('channel')).toBe(1)
  })
})
