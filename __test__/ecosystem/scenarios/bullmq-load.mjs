// A busy worker, and accidents with commands in flight: nothing is lost, and nothing is stuck.

import { getRedis, Redis } from '@app/redis-native'
import { Queue, Worker } from 'bullmq'
import { disturb, sleep, tell, until, url } from './support.mjs'

const ALL = 150
const connection = new Redis(url, { maxRetriesPerRequest: null })
// A job whose end was executed but not answered is ended once more, and BullMQ tells that it was.
for (const one of [connection, getRedis()]) one.on('error', () => {})

const queue = new Queue('load', { connection: getRedis() })
queue.on('error', () => {})
await queue.addBulk(Array.from({ length: ALL }, (_, number) => ({ name: 'work', data: { number } })))

const worked = new Set()
const work = async ({ data }) => {
  await sleep(data.number % 7)
  worked.add(data.number)
  return data.number
}
const worker = new Worker('load', work, {
  connection,
  concurrency: 8,
  stalledInterval: 1000,
  lockDuration: 2000,
})
worker.on('error', () => {})
for (const part of [0.2, 0.4, 0.6]) {
  await until(() => worked.size >= ALL * part, `${part} of the jobs`)
  await disturb()
}
await until(async () => (await queue.getJobCounts('completed')).completed === ALL, 'all jobs are completed')

const counts = await queue.getJobCounts('completed', 'failed', 'active', 'wait', 'delayed')
await worker.close()
await queue.close()
connection.disconnect()
tell({ worked: worked.size, counts })
