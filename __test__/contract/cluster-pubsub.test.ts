/** Subscriptions on a cluster: one connection, to some node. */
import { CLUSTERS, messages, setUpCluster } from '../support/clusters'
import { askUntil } from '../support/events'

const bench = setUpCluster()

// Nodes pass messages on among themselves, and one may come when the next test has begun: each has its own channel.
let count = 0
let news: string
beforeEach(() => {
  news = `${++count}-news`
})

describe.each(CLUSTERS)('%s: subscriptions on a cluster', (_, Cluster) => {
  it('a message published at any node is heard', async () => {
    const client = bench.connect(Cluster)
    const heard = messages(client, 'message', 6)
    expect(await client.subscribe(news, 'more')).toBe(2)
    for (const [i, node] of bench.cluster.nodes.entries()) {
      // One at a time: those of several nodes have no order among them.
      await node.ask('PUBLISH', news, `text ${i}`)
    }
    const texts = (await heard).map(([channel, text]) => `${channel}: ${text}`)
    expect([...texts].sort()).toStrictEqual(Array.from({ length: 6 }, (_, i) => `${news}: text ${i}`))
  })

  it('a subscribed client still takes commands', async () => {
    const client = bench.connect(Cluster)
    await client.subscribe(news)
    expect(await client.set('key', 'value')).toBe('OK')
    const heard = messages(client, 'message', 1)
    await client.publish(news, 'text')
    expect(await heard).toStrictEqual([[news, 'text']])
  })

  it('patterns, and Buffers', async () => {
    const client = bench.connect(Cluster)
    const texts = messages(client, 'pmessage', 1)
    const buffers = messages(client, 'pmessageBuffer', 1)
    const plain = messages(client, 'messageBuffer', 1)
    expect(await client.psubscribe(`${news}*`)).toBe(1)
    expect(await client.subscribe(news)).toBe(2)
    await client.publish(news, 'text')
    expect(await texts).toStrictEqual([[`${news}*`, news, 'text']])
    expect(await buffers).toStrictEqual([[`${news}*`, Buffer.from(news), Buffer.from('text')]])
    expect(await plain).toStrictEqual([[Buffer.from(news), Buffer.from('text')]])
  })

  it('a subscription within a transaction is in the way of no later one', async () => {
    // With RESP3, ioredis takes the confirmation for an error.
    const client = bench.connect(Cluster, { redisOptions: { protocol: 2 } })
    await client.multi().set(news, 1).subscribe(news).exec()
    expect(await client.subscribe(`${news}!`)).toBe(1)
    const heard = messages(client, 'message', 1)
    await bench.cluster.nodes[0].ask('PUBLISH', `${news}!`, 'heard')
    expect(await heard).toStrictEqual([[`${news}!`, 'heard']])
  })

  it('what is unsubscribed is heard no more', async () => {
    const client = bench.connect(Cluster)
    const heard = messages(client, 'message', 1)
    await client.subscribe(news, `${news}!`)
    expect(await client.unsubscribe(news)).toBe(1)
    await client.publish(news, 'not heard')
    await client.publish(`${news}!`, 'heard')
    expect(await heard).toStrictEqual([[`${news}!`, 'heard']])
    expect(await client.unsubscribe()).toBe(0)
  })

  it('subscriptions stand again when their connection was lost', async () => {
    const client = bench.connect(Cluster)
    await client.subscribe(news)
    await client.psubscribe('pattern*')
    const subscribers = async (): Promise<number> => {
      const lists = await Promise.all(
        bench.cluster.nodes.map((node) => node.ask('CLIENT', 'LIST', 'TYPE', 'PUBSUB')),
      )
      return lists.flatMap((list) =>
        String(list)
          .split('\n')
          .filter((line) => / sub=1 psub=1 /.test(line)),
      ).length
    }
    expect(await subscribers()).toBe(1)
    await Promise.all(bench.cluster.nodes.map((node) => node.ask('CLIENT', 'KILL', 'TYPE', 'PUBSUB')))
    await askUntil(subscribers, (count) => count === 1)
    const heard = messages(client, 'message', 1)
    await client.publish(news, 'again')
    expect(await heard).toStrictEqual([[news, 'again']])
  })
})
