/** What the shared client makes of a cluster whose nodes go away, come back and change their roles. */

import { under } from '../configuration/environments'
import { untilWorks } from '../faults/clients'
import { rejection } from '../support/clients'
import { RedisCluster } from '../support/cluster'
import { event, record, within } from '../support/events'
import { freePort } from '../support/ports'

let cluster: RedisCluster
beforeAll(async () => {
  cluster = await RedisCluster.start()
})
afterEach(async () => {
  await cluster.heal()
  await cluster.flush()
})
afterAll(() => cluster?.stop())

type Api = typeof import('@app/redis-native') & Record<string, any>

/** Commands wait for the cluster however long it takes. */
const onCluster = (use: (api: Api) => Promise<void>) => {
  const variables = {
    REDIS_CLUSTER_HOSTS: cluster.nodes.map(({ address }) => address).join(),
    REDIS_COMMAND_TIMEOUT: '20000',
  }
  return under(variables, async (api) => {
    api.redis.on('error', () => {})
    try {
      await use(api)
    } finally {
      await api.closeRedis({ drainMs: 100 })
    }
  })
}

/** A key of the first master, that master, and a key of another. */
async function twoKeys() {
  const [one, other] = (await cluster.tags()).map((tag) => `{${tag}}:key`)
  return { one, other, master: await cluster.ownerOf(one) }
}

test('a command waits for the successor of a master that was killed, and others do not wait', () =>
  onCluster(async ({ redis }) => {
    const { one, other, master } = await twoKeys()
    const [replica] = await cluster.replicasOf(master)
    await redis.mset(one, '1', other, '1')
    await cluster.kill(master)
    const waits = redis.set(one, '2')
    for (let i = 2; i < 200; i++) expect(await redis.incr(other)).toBe(i)
    await cluster.promoted(replica)
    expect(await within(15_000, waits)).toBe('OK')
    expect(await redis.get(one)).toBe('2')
  }))

test('a master that says nothing holds up its own commands only, and its successor gets them', () =>
  onCluster(async ({ redis }) => {
    const { one, other, master } = await twoKeys()
    const [replica] = await cluster.replicasOf(master)
    await redis.mset(one, '1', other, '1')
    cluster.freeze(master)
    const read = redis.get(one)
    for (let i = 2; i < 200; i++) expect(await redis.incr(other)).toBe(i)
    await cluster.promoted(replica)
    expect(await within(15_000, read)).toBe('1')
    expect(await redis.set(one, '2')).toBe('OK')
  }))

test('a write whose reply was lost with its node says that it may have been executed', () =>
  onCluster(async ({ redis }) => {
    const { one, master } = await twoKeys()
    await redis.set(one, '1')
    // The server takes the bytes and executes nothing until it is killed.
    cluster.freeze(master)
    const written = rejection(redis.incr(one))
    const read = redis.get(one)
    await cluster.kill(master)
    expect(await written).toMatchObject({ phase: 'sent', maybeExecuted: true })
    expect(await within(15_000, read)).toBe('1')
  }))

test('slots that move under a load lose nothing and mix nothing up', () =>
  onCluster(async ({ redis }) => {
    const { one, master } = await twoKeys()
    const target = (await cluster.masters()).find((node) => node !== master)
    const tags = await cluster.tagsOn(master, 4)
    const keys = tags.flatMap((tag) => [`{${tag}}:a`, `{${tag}}:b`])
    const counts = new Map(keys.map((key) => [key, 0]))
    let going = true
    const load = keys.map(async (key) => {
      while (going) {
        const count = (counts.get(key) as number) + 1
        expect(await redis.incr(key)).toBe(count)
        counts.set(key, count)
      }
    })
    await redis.set(one, 'stays')
    const { slotOf } = await import('../support/slots')
    await cluster.moveSlots(tags.map(slotOf), target as never)
    going = false
    await Promise.all(load)
    expect(await redis.mget(keys)).toStrictEqual(keys.map((key) => String(counts.get(key))))
    await cluster.moveSlots(tags.map(slotOf), master)
  }))

test('a command that blocks waits for a slot that is on its way, and goes where it went', () =>
  onCluster(async ({ redis }) => {
    const { one, master } = await twoKeys()
    const { slotOf } = await import('../support/slots')
    const target = (await cluster.masters()).find((node) => node !== master) as never
    await redis.get(one)
    await cluster.openSlot(slotOf(one), target)
    const popped = redis.blpop(one, 20)
    await redis.rpush(one, 'element')
    await cluster.closeSlot(slotOf(one), master, target)
    expect(await within(10_000, popped)).toStrictEqual([one, 'element'])
    await cluster.moveSlot(slotOf(one), master)
  }))

test('a failover by command under a load loses no write that was acknowledged', () =>
  onCluster(async ({ redis }) => {
    const { one, master } = await twoKeys()
    const [replica] = await cluster.replicasOf(master)
    let acknowledged = 0
    let uncertain = 0
    let going = true
    const load = (async () => {
      while (going) {
        try {
          acknowledged = await redis.incr(one)
        } catch (error) {
          expect(error).toMatchObject({ maybeExecuted: true })
          uncertain++
        }
      }
    })()
    await cluster.failover(replica)
    going = false
    await load
    expect(await redis.incr(one)).toBeLessThanOrEqual(acknowledged + uncertain + 1)
    expect(await redis.get(one).then(Number)).toBeGreaterThan(acknowledged)
  }))

test('subscriptions go on when the node that has them is killed', () =>
  onCluster(async ({ redis }) => {
    const nodes = [...cluster.nodes].sort((a, b) => (a.address < b.address ? -1 : 1))
    await redis.subscribe('news')
    await redis.psubscribe('n*')
    const heard = event(redis, 'message')
    await redis.publish('news', 'first')
    expect(await heard).toStrictEqual(['news', 'first'])
    const counts = await Promise.all(nodes.map((node) => node.ask('PUBSUB', 'NUMSUB', 'news')))
    const home = nodes[counts.findIndex((count) => (count as unknown[])[1] === 1)]
    const gap = event(redis, 'gap')
    await cluster.kill(home)
    expect(await within(15_000, gap)).toStrictEqual([{ reason: 'connection' }])
    const [again, pattern] = [event(redis, 'message'), event(redis, 'pmessage')]
    const [other] = cluster.running
    await other.ask('PUBLISH', 'news', 'second')
    expect(await within(15_000, again)).toStrictEqual(['news', 'second'])
    expect(await within(15_000, pattern)).toStrictEqual(['n*', 'news', 'second'])
  }))

test('sharded channels are heard at the master of their slot, and follow it', () =>
  onCluster(async ({ redis }) => {
    const { one, other, master } = await twoKeys()
    const [replica] = await cluster.replicasOf(master)
    await (redis as any).ssubscribe(one)
    await (redis as any).ssubscribe(other)
    expect(await master.ask('PUBSUB', 'SHARDNUMSUB', one)).toStrictEqual([one, 1])
    const heard = event(redis, 'smessage')
    expect(await (redis as any).spublish(one, 'first')).toBe(1)
    expect(await heard).toStrictEqual([one, 'first'])
    const gap = event(redis, 'gap')
    await cluster.kill(master)
    await cluster.promoted(replica)
    expect(await within(10_000, gap)).toStrictEqual([{ reason: 'connection' }])
    const again = event(redis, 'smessage')
    await replica.ask('SPUBLISH', one, 'second')
    expect(await within(15_000, again)).toStrictEqual([one, 'second'])
  }))

test('a cluster that is not there rejects with the reason, soon', () =>
  under(
    { REDIS_CLUSTER_HOSTS: '127.0.0.1:1,127.0.0.1:2', REDIS_COMMAND_TIMEOUT: '20000' },
    async ({ redis }) => {
      redis.on('error', () => {})
      const error = await within(15_000, rejection(redis.get('a')))
      expect(error).toMatchObject({
        name: 'MaxRetriesPerRequestError',
        code: 'ECONNREFUSED',
        maybeExecuted: false,
      })
    },
  ))

test('a cluster that comes later is found', () =>
  onCluster(async ({ redis }) => {
    await Promise.all(cluster.nodes.map((node) => cluster.kill(node)))
    const early = rejection(redis.get('a'))
    expect(await early).toMatchObject({ code: 'ECONNREFUSED' })
    await cluster.heal()
    for (;;) {
      if ((await redis.set('a', '1').catch(() => null)) === 'OK') break
    }
    expect(redis.status).toBe('ready')
  }))

test('a cluster that is elsewhere after an outage is found by the addresses of the configuration', async () => {
  const port = await freePort()
  const first = await RedisCluster.start({ replicas: 0 })
  let second: RedisCluster | undefined
  const hosts = `${first.nodes[0].address},127.0.0.1:${port}`
  try {
    await under({ REDIS_CLUSTER_HOSTS: hosts }, async ({ redis, closeRedis }) => {
      redis.on('error', () => {})
      expect(await redis.set('a', 'first')).toBe('OK')
      await first.stop()
      expect(await rejection(redis.get('a'))).toMatchObject({ code: 'ECONNREFUSED' })
      second = await RedisCluster.start({ replicas: 0, ports: [port] })
      for (const tag of await second.tags()) {
        expect(await untilWorks(() => redis.set(`{${tag}}`, 'second'))).toBe('OK')
        expect(await (await second.ownerOf(`{${tag}}`)).ask('GET', `{${tag}}`)).toBe('second')
      }
      await closeRedis({ drainMs: 100 })
    })
  } finally {
    await first.stop()
    await second?.stop()
  }
})

test('whoever answers first after an outage of all nodes, the client is back once and for all', () =>
  onCluster(async ({ redis }) => {
    await redis.mset('a', '1', 'b', '2', 'c', '3')
    const blind = event(redis, 'reconnecting')
    await Promise.all(cluster.nodes.map((node) => cluster.kill(node)))
    await blind
    const seen = record(redis, ['ready', 'reconnecting', 'end'])
    // A replica first: it does not name itself until it has its master's data.
    const replicas = cluster.nodes.slice(3)
    for (const node of replicas) await cluster.restart(node)
    await untilWorks(async () => {
      if (redis.status !== 'ready') throw new Error(redis.status)
    })
    await cluster.heal()
    for (const key of ['a', 'b', 'c']) expect(await untilWorks(() => redis.set(key, key))).toBe('OK')
    expect(seen).toEqual(['ready'])
  }))
