// A session that outlives the accident, and one that is destroyed.

import { once } from 'node:events'
import { redis } from '@app/redis-native'
import { RedisStore } from 'connect-redis'
import express from 'express'
import session from 'express-session'
import { disturb, tell } from './support.mjs'

const store = new RedisStore({ client: redis, prefix: 'session:', ttl: 600 })
const app = express()
app.use(session({ store, secret: 'a secret of the test', resave: false, saveUninitialized: false }))
app.get('/view', (request, response) => {
  request.session.views = (request.session.views ?? 0) + 1
  response.json({ views: request.session.views })
})
app.get('/look', (request, response) => response.json({ views: request.session.views ?? null }))
app.get('/logout', (request, response) =>
  request.session.destroy((error) => response.json({ error: error ?? null })),
)
const server = app.listen(0, '127.0.0.1')
await once(server, 'listening')

let cookie = ''
const visit = async (path, jar = cookie) => {
  const response = await fetch(`http://127.0.0.1:${server.address().port}${path}`, {
    headers: { cookie: jar },
  })
  if (response.headers.has('set-cookie')) cookie = response.headers.get('set-cookie').split(';')[0]
  return response.json()
}

const seen = [await visit('/view'), await visit('/view')]
const mine = cookie
await disturb()
seen.push(await visit('/view', mine), await visit('/look', mine))
await visit('/view', '')
const call = (method, ...args) =>
  new Promise((resolve, reject) =>
    store[method](...args, (error, value) => (error ? reject(error) : resolve(value))),
  )
const ids = await call('ids')

tell({
  seen: seen.map(({ views }) => views),
  timeToLive: (await Promise.all(ids.map((id) => redis.ttl(`session:${id}`)))).every(
    (ttl) => ttl > 590 && ttl <= 600,
  ),
  sessions: await call('length'),
  all: (await call('all')).map(({ views }) => views).sort(),
  logout: await visit('/logout', mine),
  after: await visit('/look', mine),
  cleared: await call('clear').then(() => call('length')),
})
server.closeAllConnections()
server.close()
