/** The same `redis`, the same calls, on a cluster that the environment names. */

import { under } from '../configuration/environments'
import { rejection } from '../support/clients'
import { RedisCluster } from '../support/cluster'

let cluster: RedisCluster
beforeAll(async () => {
  cluster = await RedisCluster.start()
})
afterEach(() => cluster.flush())
afterAll(() => cluster?.stop())

type Api = typeof import('@app/redis-native') & Record<string, any>

/** Runs `use` with the package in a process whose environment names the cluster. */
const onCluster = (use: (api: Api) => Promise<void>, more: Record<string, string> = {}) =>
  under({ REDIS_CLUSTER_HOSTS: cluster.nodes.map(({ address }) => address).join(), ...more }, async (api) => {
    try {
      await use(api)
    } finally {
      await api.closeRedis()
    }
  })

/** Keys in the slots of each master. */
const keys = async (): Promise<string[]> => (await cluster.tags()).map((tag) => `{${tag}}:key`)

test('commands of one key go to the master of their slot, and helpers with them', () =>
  onCluster(async ({ redis, get, set, ping, getMultipleKeys }) => {
    for (const [i, key] of (await keys()).entries()) {
      expect(await redis.set(key, `value ${i}`)).toBe('OK')
      expect(await get(key)).toBe(`value ${i}`)
      expect(await (await cluster.ownerOf(key)).ask('GET', key)).toBe(`value ${i}`)
    }
    expect(await set('a', '1', 'EX', 60)).toBe('OK')
    expect(await ping()).toBe('PONG')
    expect(await getMultipleKeys(await keys())).toStrictEqual(['value 0', 'value 1', 'value 2'])
  }))

test('it is the class Redis, says that it is a cluster, and has its nodes', () =>
  onCluster(async ({ redis, Redis }) => {
    expect(redis).toBeInstanceOf(Redis)
    expect(redis.constructor.name).toBe('Redis')
    expect(redis.isCluster).toBe(true)
    await redis.ping()
    expect(redis.status).toBe('ready')
    const nodes = (redis as any).nodes('master')
    expect(nodes).toHaveLength(3)
    expect(await Promise.all(nodes.map((node: any) => node.ping()))).toStrictEqual(['PONG', 'PONG', 'PONG'])
    // A node names no replica that has nothing yet.
    expect((redis as any).nodes().length).toBeGreaterThanOrEqual(3)
  }))

test('on one server there are no nodes', () =>
  under({}, ({ redis }) => {
    expect(redis.isCluster).toBe(false)
    expect((redis as any).nodes).toBeUndefined()
    expect('nodes' in redis).toBe(false)
  }))

test('commands of many keys, pipelines and scans cover the cluster', () =>
  onCluster(async ({ redis }) => {
    const all = await keys()
    expect(await redis.mset(Object.fromEntries(all.map((key, i) => [key, String(i)])))).toBe('OK')
    expect(await redis.mget(all)).toStrictEqual(['0', '1', '2'])
    const pipeline = redis.pipeline()
    for (const key of all) pipeline.incr(key).get(key)
    expect(await pipeline.exec()).toStrictEqual(
      all.flatMap((_, i) => [
        [null, i + 1],
        [null, String(i + 1)],
      ]),
    )
    const found: string[] = []
    for await (const page of redis.scanStream({ match: '*:key' })) found.push(...page)
    expect(found.sort()).toStrictEqual([...all].sort())
    expect(await redis.del(all)).toBe(3)
  }))

test('a transaction is of one node', () =>
  onCluster(async ({ redis }) => {
    const [one, other] = await keys()
    expect(await redis.multi().set(one, '1').incr(one).exec()).toStrictEqual([
      [null, 'OK'],
      [null, 2],
    ])
    const error = await rejection(redis.multi().set(one, '1').set(other, '1').exec())
    expect(error.message).toBe('All keys in the pipeline should belong to the same slots allocation group')
    expect(await redis.get(other)).toBeNull()
  }))

test('isolate lends a connection to the node of a key, and asks for the key', () =>
  onCluster(async ({ redis }) => {
    for (const key of await keys()) {
      await redis.set(key, '1')
      const replies = await redis.isolate(async (own) => {
        await own.watch(key)
        return own.multi().incr(key).exec()
      }, key)
      expect(replies).toStrictEqual([[null, 2]])
    }
    const use = async () => null
    expect((await rejection((redis as any).isolate(use))).message).toMatch(
      /isolate\(async \(redis\) => \.\.\., key\)/,
    )
  }))

test.each([
  ['WATCH', (redis: any) => redis.watch('a'), /isolate\(async \(redis\) => \.\.\., key\)/],
  ['SELECT', (redis: any) => redis.select(1), /no other database/],
  ['MULTI', (redis: any) => redis.multi({ pipeline: false }), /redis\.multi\(\)\.\.\.exec\(\)/],
  ['READONLY', (redis: any) => redis.readonly(), /scaleReads/],
  ['ASKING', (redis: any) => redis.asking(), /refused/],
])('%s is refused', (_, call, words) =>
  onCluster(async ({ redis }) => {
    expect((await rejection(call(redis))).message).toMatch(words)
  }),
)

test('commands that block are lent a connection of the node of their key', () =>
  onCluster(async ({ redis }) => {
    for (const key of await keys()) {
      const popped = redis.blpop(key, 5)
      await redis.get(key)
      await redis.rpush(key, 'element')
      expect(await popped).toStrictEqual([key, 'element'])
    }
  }))

test('scripts run where their keys are', () =>
  onCluster(async ({ redis }) => {
    redis.defineCommand('twice', { numberOfKeys: 1, lua: 'return redis.call("incrby", KEYS[1], 2)' })
    for (const key of await keys()) {
      expect(await (redis as any).twice(key)).toBe(2)
      expect(await (redis as any).twice(key)).toBe(4)
    }
  }))

test('a prefix is put before every key, once', () =>
  onCluster(
    async ({ redis }) => {
      await redis.mset('a', '1', 'b', '2')
      expect(await redis.mget('a', 'b')).toStrictEqual(['1', '2'])
      expect(await (await cluster.ownerOf('app:a')).ask('GET', 'app:a')).toBe('1')
      expect(await redis.isolate((own) => own.get('a'), 'a')).toBe('1')
    },
    { REDIS_KEY_PREFIX: 'app:' },
  ))

test('the option is as good as the variable', async () => {
  const nodes = cluster.addresses
  const [first] = nodes
  await under({}, async ({ getRedis }) => {
    for (const options of [
      { cluster: nodes },
      { cluster: { nodes, scaleReads: 'master' } },
      { cluster: true, host: first.host, port: first.port },
    ]) {
      const client = getRedis(options as never)
      for (const key of await keys()) expect(await client.set(key, '1')).toBe('OK')
      client.disconnect()
    }
  })
})

test('a duplicate is a cluster client, without a deadline but one that was set', async () => {
  const deadlines = ({ redis }: Api) => {
    const copies = [
      redis.duplicate(),
      (redis as any).duplicate([], { redisOptions: { commandTimeout: 2_000 } }),
    ]
    for (const copy of copies) copy.disconnect()
    return copies.map(({ options }: any) => options.redisOptions.commandTimeout)
  }
  await onCluster(async (api) => expect(deadlines(api)).toEqual([undefined, 2_000]))
  await onCluster(async (api) => expect(deadlines(api)).toEqual([3_000, 2_000]), {
    REDIS_COMMAND_TIMEOUT: '3000',
  })
})

test('with enableAutoPipelining a publish waits for the subscribe before it', () =>
  onCluster(async ({ getRedis }) => {
    const redis: any = getRedis({ enableAutoPipelining: true })
    await redis.ping()
    for (const key of await keys()) {
      const subscribed = [redis.subscribe(key), redis.ssubscribe(key)]
      const receivers = [redis.publish(key, 'text'), redis.spublish(key, 'text')]
      expect(redis.autoPipelineQueueSize).toBe(0)
      await Promise.all(subscribed)
      expect((await Promise.all(receivers))[1]).toBe(1)
    }
    redis.disconnect()
  }))
