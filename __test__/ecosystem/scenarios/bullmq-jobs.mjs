// A queue on the process's client, and a worker that blocks on connections of its own.

import { getRedis, Redis } from '@app/redis-native'
import { Queue, QueueEvents, UnrecoverableError, Worker } from 'bullmq'
import { disturb, errors, tell, until, url, watch } from './support.mjs'

const own = () => new Redis(url, { maxRetriesPerRequest: null })
const connections = []
const connect = () => {
  connections.push(watch(own()))
  return connections.at(-1)
}

// The work of a shop: first by priority, then whatever is due.
const queue = watch(new Queue('shop', { connection: getRedis() }))
const events = watch(new QueueEvents('shop', { connection: connect() }))
const heard = { completed: 0, failed: 0, progress: 0 }
events.on('completed', () => heard.completed++)
events.on('failed', () => heard.failed++)
events.on('progress', () => heard.progress++)
await Promise.all([queue.waitUntilReady(), events.waitUntilReady()])

for (const priority of [30, 10, 20]) await queue.add('prioritised', { priority }, { priority })
const delayed = await queue.add('delayed', {}, { delay: 300 })
const retried = await queue.add('retried', {}, { attempts: 3, backoff: { type: 'fixed', delay: 20 } })
const hopeless = await queue.add('hopeless', {}, { attempts: 5 })
const bulk = await queue.addBulk(
  Array.from({ length: 20 }, (_, number) => ({ name: 'bulk', data: { number } })),
)
const counted = await queue.getJobCounts('wait', 'prioritized', 'delayed')

const order = []
let late = 0
const work = async (job) => {
  if (job.name === 'prioritised') order.push(job.data.priority)
  if (job.name === 'delayed') late = Date.now() - job.timestamp
  if (job.name === 'retried' && job.attemptsMade < 2) throw new Error(`attempt ${job.attemptsMade}`)
  if (job.name === 'hopeless') throw new UnrecoverableError('in vain')
  if (job.name === 'bulk' && job.data.number === 10) {
    await job.updateProgress(50)
    await disturb()
  }
  return job.data.number ?? null
}
const worker = watch(new Worker('shop', work, { connection: connect() }))

const done = async () => {
  const { completed, failed } = await queue.getJobCounts('completed', 'failed')
  return completed === 25 && failed === 1
}
await until(done, 'all jobs are done')

// What comes after the accident: to a worker that is blocked again, from a queue that reconnected.
const last = await queue.add('bulk', { number: 100 })
const value = await last.waitUntilFinished(events, 5000)
await until(() => heard.completed === 26 && heard.failed === 1, 'the events of all jobs')

const reload = async ({ id }) => queue.getJob(id)
const facts = {
  counted,
  order,
  late: late >= 300 && late < 3000,
  attempts: (await reload(retried)).attemptsMade,
  reason: (await reload(hopeless)).failedReason,
  hopeless: (await reload(hopeless)).attemptsMade,
  delayed: await (await reload(delayed)).getState(),
  values: (await Promise.all(bulk.map(reload))).every(({ returnvalue, data }) => returnvalue === data.number),
  value,
  heard,
}

// The worker has nothing to do, and waits in BZPOPMIN.
await until(async () => (await getRedis().client('LIST')).includes('cmd=bzpopmin'), 'the worker is blocked')
const began = Date.now()
await worker.close()
facts.closedPromptly = Date.now() - began < 2000
await events.close()
await queue.close()
facts.sharedAlive = await getRedis().ping()
for (const connection of connections) connection.disconnect()
facts.errors = errors
tell(facts)
