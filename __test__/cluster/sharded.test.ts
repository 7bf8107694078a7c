/** Sharded channels: each belongs to a slot, and moves with it. */
import { askUntil, event } from '../support/events'
import { slotOf } from '../support/slots'
import { setUpCluster } from './cluster'

const bench = setUpCluster()

describe.each([true, false])('with shardedSubscribers: %s', (shardedSubscribers) => {
  it('channels of all masters are heard', async () => {
    const redis = bench.connect({ shardedSubscribers })
    const heard: string[][] = []
    redis.on('smessage', (channel, message) => heard.push([channel, message]))
    const channels = (await bench.cluster.tags()).map((tag) => `{${tag}}news`)
    for (const channel of channels) await redis.ssubscribe(channel)
    const publisher = bench.connect()
    for (const channel of channels) expect(await publisher.spublish(channel, `to ${channel}`)).toBe(1)
    await askUntil(
      () => heard.length,
      (length) => length === channels.length,
    )
    expect(heard.sort()).toStrictEqual(channels.map((channel) => [channel, `to ${channel}`]).sort())
    await redis.sunsubscribe(channels[0])
    expect(await publisher.spublish(channels[0], 'nobody')).toBe(0)
    await redis.sunsubscribe()
    for (const channel of channels) expect(await publisher.spublish(channel, 'nobody')).toBe(0)
  })

  it('a channel follows its slot', async () => {
    const redis = bench.connect({ shardedSubscribers })
    const [from, to] = await bench.cluster.masters()
    const [tag] = await bench.cluster.tagsOn(from)
    const channel = `{${tag}}news`
    await redis.ssubscribe(channel)
    await bench.cluster.moveSlot(slotOf(tag), to)
    try {
      const message = event(redis, 'smessage')
      const publisher = bench.connect()
      await askUntil(
        () => publisher.spublish(channel, 'again'),
        (receivers) => receivers === 1,
      )
      expect(await message).toStrictEqual([channel, 'again'])
    } finally {
      await bench.cluster.moveSlot(slotOf(tag), from)
    }
  })

  it('channels of several slots do not go together', async () => {
    const redis = bench.connect({ shardedSubscribers })
    const [a, b] = await bench.cluster.tags()
    await expect(redis.ssubscribe(`{${a}}`, `{${b}}`)).rejects.toThrow(
      'Possible CROSSSLOT error: All channels must hash to the same slot',
    )
  })
})

test('a subscription stands again when its node is killed', async () => {
  const redis = bench.connect()
  await redis.subscribe('news')
  await redis.psubscribe('news.*')
  const publisher = bench.connect()
  const listeners = await Promise.all(
    bench.cluster.nodes.map(async (node) => [node, await node.ask('PUBSUB', 'NUMSUB', 'news')] as const),
  )
  const [node] = listeners.find(([, reply]) => (reply as unknown[])[1] === 1)!
  await bench.cluster.kill(node)
  try {
    const message = event(redis, 'message')
    const matched = event(redis, 'pmessage')
    const others = bench.cluster.running
    await askUntil(
      async () => Promise.all(others.map((other) => other.ask('PUBSUB', 'NUMPAT'))),
      (counts) => counts.includes(1),
    )
    // Published on the nodes themselves: the publisher's own master may be the one that is gone.
    await Promise.all(others.map((other) => other.ask('PUBLISH', 'news', 'hello')))
    await Promise.all(others.map((other) => other.ask('PUBLISH', 'news.local', 'hello')))
    expect(await message).toStrictEqual(['news', 'hello'])
    expect(await matched).toStrictEqual(['news.*', 'news.local', 'hello'])
    publisher.disconnect()
  } finally {
    await bench.cluster.heal()
  }
})
