/** One connection to each node for the whole process, whoever asks; and what operators see of a cluster. */

import { under } from '../configuration/environments'
import { type ClusterNode, RedisCluster } from '../support/cluster'
import { askUntil } from '../support/events'
import { runModule } from '../support/script'

let cluster: RedisCluster
beforeAll(async () => {
  cluster = await RedisCluster.start()
})
afterEach(() => cluster.heal())
afterAll(() => cluster?.stop())

const hosts = (): string => cluster.nodes.map(({ address }) => address).join()

/** What each node tells of its connections of this name. */
const linesOf = async (name: string): Promise<string[][]> => {
  const lists = await Promise.all(cluster.running.map((node: ClusterNode) => node.ask('CLIENT', 'LIST')))
  return lists.map((list) =>
    String(list)
      .split('\n')
      .filter((line) => line.includes(` name=${name} `)),
  )
}

/** How many connections of this name each node has. */
const connections = async (name: string) => (await linesOf(name)).map(({ length }) => length)

test('threads, realms and handles of one process have one connection to each master', async () => {
  const { stdout, stderr, code } = await runModule(
    `
    import { Worker, isMainThread } from 'node:worker_threads'
    import { once } from 'node:events'
    import { fileURLToPath } from 'node:url'
    import { redis, getRedis } from 'PACKAGE/dist/index.mjs'

    const keys = Array.from({ length: 60 }, (_, i) => 'key:' + i)
    const use = async (client) => {
      const replies = await Promise.all(keys.map((key) => client.set(key, key)))
      if (replies.some((reply) => reply !== 'OK')) throw new Error('a reply went astray')
      const values = await client.mget(keys)
      if (values.join() !== keys.join()) throw new Error('a value went astray')
    }
    if (isMainThread) {
      await use(redis)
      await use(getRedis({ stringNumbers: true }))
      const workers = Array.from({ length: 4 }, () => new Worker(fileURLToPath(import.meta.url)))
      await Promise.all(workers.map((worker) => once(worker, 'exit')))
      const counts = []
      for (const node of redis.nodes('master')) {
        const list = await node.client('LIST')
        counts.push(list.split('\\n').filter((line) => line.includes(' name=shared ')).length)
      }
      console.log(JSON.stringify(counts))
    } else {
      await use(redis)
    }`,
    { env: { REDIS_CLUSTER_HOSTS: hosts(), REDIS_CONNECTION_NAME: 'shared' } },
  )
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  expect(JSON.parse(stdout)).toEqual([1, 1, 1])
})

test('what is subscribed has one connection more, at one node', async () => {
  await under(
    { REDIS_CLUSTER_HOSTS: hosts(), REDIS_CONNECTION_NAME: 'heard' },
    async ({ redis, closeRedis }) => {
      await redis.mset('a', '1', 'b', '2', 'c', '3', 'd', '4')
      await redis.subscribe('one', 'two')
      await redis.psubscribe('t*')
      const lines = await linesOf('heard')
      expect(lines.flat().filter((line) => line.includes(' sub=2 psub=1 '))).toHaveLength(1)
      // A node that was slow to tell the slots has another one asked beside it, which has a connection then.
      const others = lines.map((all) => all.filter((line) => line.includes(' sub=0 psub=0 ')).length)
      expect(Math.max(...others)).toBe(1)
      expect(lines.flat()).toHaveLength(others.reduce((a, b) => a + b) + 1)
      await closeRedis()
    },
  )
})

test('closeRedis closes the connections to all nodes, and a later use opens them again', async () => {
  await under(
    { REDIS_CLUSTER_HOSTS: hosts(), REDIS_CONNECTION_NAME: 'closed' },
    async ({ redis, closeRedis }) => {
      await redis.mset('a', '1', 'b', '2', 'c', '3', 'd', '4')
      await closeRedis({ drainMs: 1000 })
      expect(redis.status).toBe('end')
      await askUntil(
        () => connections('closed'),
        (counts) => counts.every((count) => count === 0),
      )
      expect(await redis.get('a')).toBe('1')
      await closeRedis()
    },
  )
})

test('a thread that closes the client closes it for the process, and others open it again', async () => {
  const { stdout, stderr, code } = await runModule(
    `
    import { Worker, isMainThread } from 'node:worker_threads'
    import { once } from 'node:events'
    import { fileURLToPath } from 'node:url'
    import { redis, closeRedis } from 'PACKAGE/dist/index.mjs'

    const pairs = ['a', '1', 'b', '2', 'c', '3', 'd', '4']
    if (isMainThread) {
      await redis.mset(pairs)
      // An idle client does not hold the process.
      const held = setInterval(() => {}, 1000)
      const ended = once(redis, 'end')
      await once(new Worker(fileURLToPath(import.meta.url)), 'exit')
      await ended
      clearInterval(held)
      console.log(JSON.stringify(await redis.mget('a', 'b', 'c', 'd')))
    } else {
      await redis.mset(pairs)
      await closeRedis()
    }`,
    { env: { REDIS_CLUSTER_HOSTS: hosts() } },
  )
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  expect(JSON.parse(stdout)).toEqual(['1', '2', '3', '4'])
})

test('an idle client on a cluster does not hold the process', async () => {
  const { stdout, code } = await runModule(
    `import { redis } from 'PACKAGE/dist/index.mjs'
    console.log(await redis.set('a', '1'))`,
    { env: { REDIS_CLUSTER_HOSTS: hosts() } },
  )
  expect({ stdout: stdout.trim(), code }).toEqual({ stdout: 'OK', code: 0 })
})

test('health, facts and metrics tell of the nodes', async () => {
  await under({ REDIS_CLUSTER_HOSTS: hosts() }, async (api) => {
    const { redis, redisHealthCheck, getConnectionInfo, closeRedis } = api
    redis.on('error', () => {})
    await redis.mset('a', '1', 'b', '2', 'c', '3', 'd', '4')
    // On a busy machine it may be slow at first.
    const well = () =>
      askUntil(
        () => redisHealthCheck({ timeout: 20_000 }),
        ({ status }) => status === 'healthy',
      )
    expect(await well()).toMatchObject({ status: 'healthy', state: 'ready' })
    expect(getConnectionInfo()).toMatchObject({
      state: 'ready',
      breaker: 'closed',
      hosts: hosts().split(','),
    })
    expect(redis.metrics()).toMatchObject({ ready: true, breaker: 'closed', pending: 0 })
    expect(redis.metrics().commands).toBeGreaterThanOrEqual(3)
    const text = redis.metricsText({ app: 'test' })
    for (const { address } of await cluster.masters()) {
      const [host, port] = address.split(':')
      const server = `db_system_name="redis",server_address="${host}",server_port="${port}",db_namespace="0"`
      expect(text).toContain(`redis_native_ready{${server},app="test"} 1`)
    }
    expect(text.match(/# TYPE redis_native_ready gauge/g)).toHaveLength(1)

    const master = await cluster.ownerOf('a')
    await cluster.kill(master)
    let health = await redisHealthCheck({ timeout: 3_000 })
    // On a busy machine a PING that was slow may be the reason that is told.
    while (health.reason?.startsWith('a PING took')) health = await redisHealthCheck({ timeout: 3_000 })
    expect(health.status).toBe('degraded')
    expect(health.reason).toContain(master.address)
    await cluster.heal()
    await well()
    await closeRedis()
  })
})

test('a signal takes back what enableAutoPipelining would gather', async () => {
  await under({ REDIS_CLUSTER_HOSTS: hosts() }, async ({ getRedis, closeRedis }) => {
    const redis = getRedis({ enableAutoPipelining: true })
    const view = redis.withSignal(AbortSignal.abort())
    const all = await Promise.allSettled([view.set('never', '1'), view.call('set', 'nor', '1')])
    expect(all).toMatchObject([{ reason: { name: 'AbortError' } }, { reason: { name: 'AbortError' } }])
    expect(await Promise.all([redis.exists('never'), redis.exists('nor')])).toStrictEqual([0, 0])
    await closeRedis({ drainMs: 0 })
  })
})

test('a signal takes back a command, at a node as well as on its way', async () => {
  await under({ REDIS_CLUSTER_HOSTS: hosts() }, async ({ redis, closeRedis }) => {
    const controller = new AbortController()
    const popped = redis.withSignal(controller.signal).blpop('list', 0)
    const seen = popped.catch((error: Error) => error)
    await redis.ping()
    controller.abort()
    expect(await seen).toMatchObject({ name: 'AbortError' })
    expect(await redis.set('a', '1')).toBe('OK')

    const master = await cluster.ownerOf('a')
    await cluster.kill(master)
    const waiting = new AbortController()
    const [read, many] = [
      redis.withSignal(waiting.signal).get('a'),
      redis.withSignal(waiting.signal).mget('a', 'b', 'c'),
    ]
    const ends = Promise.all([read.catch((error: Error) => error), many.catch((error: Error) => error)])
    await redis.get('b')
    waiting.abort()
    expect(await ends).toMatchObject([{ name: 'AbortError' }, { name: 'AbortError' }])
    await closeRedis({ drainMs: 0 })
  })
})
