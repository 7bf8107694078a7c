// An Express app behind a limit that is kept in Redis.

import { once } from 'node:events'
import { redis } from '@app/redis-native'
import express from 'express'
import { rateLimit } from 'express-rate-limit'
import { RedisStore } from 'rate-limit-redis'
import { disturb, tell } from './support.mjs'

const store = new RedisStore({
  sendCommand: (command, ...args) => redis.call(command, ...args),
  prefix: 'limit:',
})
const app = express()
app.use(
  rateLimit({
    windowMs: 60_000,
    limit: 4,
    standardHeaders: 'draft-6',
    store,
    keyGenerator: (request) => request.get('who'),
  }),
)
app.get('/', (_, response) => response.send('hello'))
const server = app.listen(0, '127.0.0.1')
await once(server, 'listening')

const visit = async (who) => {
  const response = await fetch(`http://127.0.0.1:${server.address().port}/`, { headers: { who } })
  await response.text()
  return [response.status, Number(response.headers.get('ratelimit-remaining'))]
}

const visits = []
for (let i = 0; i < 3; i++) visits.push(await visit('ada'))
await disturb()
for (let i = 0; i < 3; i++) visits.push(await visit('ada'))
const { totalHits } = await store.get('ada')
await store.decrement('ada')
const decremented = (await store.get('ada')).totalHits
await store.resetKey('ada')
const crowd = await Promise.all(Array.from({ length: 10 }, () => visit('crowd')))

tell({
  visits,
  totalHits,
  decremented,
  afterReset: await visit('ada'),
  admitted: crowd.filter(([status]) => status === 200).length,
})
server.closeAllConnections()
server.close()
