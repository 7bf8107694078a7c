/** Unmodified libraries that know clusters, doing their jobs on the `redis` of the process. */
import { join } from 'node:path'
import { installLibraries } from '../ecosystem/libraries'
import { RedisCluster } from '../support/cluster'
import { ROOT, run } from '../support/script'

jest.setTimeout(120_000)

let cluster: RedisCluster
beforeAll(async () => {
  await installLibraries()
  cluster = await RedisCluster.start()
})
afterEach(() => cluster.flush())
afterAll(() => cluster?.stop())

/** What a script tells, in a process whose environment names the cluster. It has to end by itself. */
async function told(script: string): Promise<unknown> {
  const source = `const tell = (value) => console.log(JSON.stringify(value))\n${script}`
  const { code, stdout, stderr } = await run(
    'timeout',
    ['--signal=KILL', '30', process.execPath, '--input-type=module', '-e', source],
    {
      env: { REDIS_CLUSTER_HOSTS: cluster.nodes.map(({ address }) => address).join() },
      cwd: join(ROOT, '__test__', 'ecosystem'),
    },
  )
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout)
}

test('rate-limiter-flexible counts the points of many keys', async () => {
  const facts = await told(`
    import { redis } from '@app/redis-native'
    import { RateLimiterRedis } from 'rate-limiter-flexible'
    const limiter = new RateLimiterRedis({ storeClient: redis, points: 3, duration: 60 })
    const users = Array.from({ length: 20 }, (_, i) => 'user ' + i)
    const admitted = await Promise.all(
      users.map(async (user) => {
        const tries = await Promise.allSettled([1, 2, 3, 4, 5].map(() => limiter.consume(user)))
        return tries.filter(({ status }) => status === 'fulfilled').length
      }),
    )
    await limiter.block('mallory', 30)
    tell({ admitted, blocked: await limiter.consume('mallory').then(() => false, () => true) })`)
  expect(facts).toEqual({ admitted: Array(20).fill(3), blocked: true })
})

test('BullMQ works off its jobs with a hash tag in its prefix', async () => {
  const facts = await told(`
    import { redis, getRedis } from '@app/redis-native'
    import { FlowProducer, Queue, QueueEvents, Worker } from 'bullmq'
    const connection = getRedis({ maxRetriesPerRequest: null })
    const options = { connection, prefix: '{bull}' }
    const queue = new Queue('meals', options)
    const events = new QueueEvents('meals', options)
    const worker = new Worker('meals', async (job) => job.name + ' done', options)
    await events.waitUntilReady()
    const jobs = await queue.addBulk(['cook', 'eat', 'wash'].map((name) => ({ name, data: {} })))
    const results = await Promise.all(jobs.map((job) => job.waitUntilFinished(events)))
    const late = await queue.add('late', {}, { delay: 50 })
    results.push(await late.waitUntilFinished(events))
    const counts = await queue.getJobCounts('completed', 'failed')
    await Promise.all([worker.close(), events.close(), queue.close()])
    tell({ results, counts, cluster: redis.isCluster })`)
  expect(facts).toEqual({
    results: ['cook done', 'eat done', 'wash done', 'late done'],
    counts: { completed: 4, failed: 0 },
    cluster: true,
  })
})

test('express-session keeps its sessions through connect-redis', async () => {
  const facts = await told(`
    import { redis } from '@app/redis-native'
    import { RedisStore } from 'connect-redis'
    const store = new RedisStore({ client: redis, prefix: 'sess:' })
    const call = (name, ...args) => new Promise((resolve, reject) =>
      store[name](...args, (error, value) => (error ? reject(error) : resolve(value))))
    const ids = Array.from({ length: 12 }, (_, i) => 'session-' + i)
    for (const id of ids) await call('set', id, { id, cookie: { originalMaxAge: 60000 } })
    const read = await call('get', ids[3])
    const all = await call('all')
    await call('destroy', ids[0])
    tell({ read: read.id, all: all.length, left: await call('length') })`)
  expect(facts).toEqual({ read: 'session-3', all: 12, left: 11 })
})
