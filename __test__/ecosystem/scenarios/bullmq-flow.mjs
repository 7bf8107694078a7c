// Parents that wait for their children, added in one transaction, and a schedule.

import { getRedis, Redis } from '@app/redis-native'
import { FlowProducer, Queue, Worker } from 'bullmq'
import { disturb, errors, mode, tell, until, url, watch } from './support.mjs'

const connection = watch(new Redis(url, { maxRetriesPerRequest: null }))

const flows = watch(new FlowProducer({ connection: getRedis() }))
const queue = watch(new Queue('meals', { connection: getRedis() }))
const order = []
const cook = async (job) => {
  order.push(job.name)
  if (job.name === 'chop') await disturb()
  if (job.name !== 'meal') return `${job.name} done`
  return Object.values(await job.getChildrenValues()).sort()
}
const worker = watch(new Worker('meals', cook, { connection }))
const meal = () => ({
  name: 'meal',
  queueName: 'meals',
  children: [
    { name: 'cook', queueName: 'meals', children: [{ name: 'chop', queueName: 'meals' }] },
    { name: 'lay the table', queueName: 'meals' },
  ],
})

const first = await flows.add(meal())
const ended = (job) => async () => (await job.getState()) === 'completed'
await until(ended(first.job), 'the first meal')
await disturb()
// Flows are added in MULTI, where a script that the server has forgotten cannot be sent once more: with
// ioredis too, a producer whose connection outlives SCRIPT FLUSH is refused by NOSCRIPT.
const forgetful = mode === 'script-flush' ? [watch(getRedis().duplicate())] : []
const later = forgetful.length > 0 ? watch(new FlowProducer({ connection: forgetful[0] })) : flows
const more = await later.addBulk([meal(), meal()])
for (const { job } of more) await until(ended(job), 'the next meals')

await queue.upsertJobScheduler('breakfast', { every: 100, limit: 3 }, { name: 'breakfast' })
await until(() => order.filter((name) => name === 'breakfast').length === 3, 'three breakfasts')

const facts = {
  first: (await queue.getJob(first.job.id)).returnvalue,
  others: (await Promise.all(more.map(({ job }) => queue.getJob(job.id)))).map(
    ({ returnvalue }) => returnvalue,
  ),
  order: ['chop', 'cook', 'meal']
    .map((name) => order.indexOf(name))
    .every((at, i, all) => i === 0 || all[i - 1] < at),
  done: (await queue.getJobCounts('completed')).completed,
}
await worker.close()
await Promise.all([flows.close(), later.close()])
await queue.obliterate({ force: true })
facts.left = (await getRedis().keys('bull:meals:*')).length
await queue.close()
for (const one of [connection, ...forgetful]) one.disconnect()
tell({ ...facts, errors })
