// Two servers, a browser at each, and Redis between them.

import { once } from 'node:events'
import { createServer } from 'node:http'
import { redis } from '@app/redis-native'
import { createAdapter } from '@socket.io/redis-adapter'
import { Server } from 'socket.io'
import { io as connect } from 'socket.io-client'
import { disturb, errors, tell, until, watch } from './support.mjs'

const subscribers = []

async function serve() {
  const http = createServer().listen(0, '127.0.0.1')
  await once(http, 'listening')
  const subscriber = watch(redis.duplicate())
  subscribers.push(subscriber)
  const server = new Server(http, { adapter: createAdapter(redis, subscriber, { requestsTimeout: 2000 }) })
  server.on('connection', (socket) =>
    socket.on('join', async (room, joined) => joined(await socket.join(room))),
  )
  const address = `http://127.0.0.1:${http.address().port}`
  return { server, address }
}

const [one, two] = [await serve(), await serve()]
const ada = connect(one.address, { transports: ['websocket'] })
const eve = connect(two.address, { transports: ['websocket'] })
await Promise.all([ada, eve].map((client) => once(client, 'connect')))
const bothSubscribed = async () => (await redis.client('LIST')).match(/ sub=3 psub=1 /g)?.length === 2
await until(bothSubscribed, 'both servers are subscribed')

const heard = { ada: [], eve: [] }
ada.on('news', (...news) => heard.ada.push(news))
eve.on('news', (...news) => heard.eve.push(news))
two.server.on('question', (text, answer) => answer(`two heard ${text}`))

async function talk(round) {
  one.server.emit('news', `${round}: all`, { count: 1 })
  await until(() => heard.eve.length > 0 && heard.ada.length > 0, 'news for all')
  one.server.to('cellar').emit('news', `${round}: cellar`, Buffer.from([0, 255, 10]))
  await until(() => heard.eve.length > 1, 'news for the room')
  const answers = await one.server.serverSideEmitWithAck('question', round)
  const found = (await one.server.fetchSockets()).map(({ id }) => id)
  const acknowledged = await one.server.timeout(2000).emitWithAck('ping')
  const said = { ada: heard.ada.splice(0), eve: heard.eve.splice(0) }
  const bytes = said.eve[1].splice(1)[0]
  return {
    ...said,
    bytes: [...bytes],
    answers,
    servers: await one.server.of('/').adapter.serverCount(),
    found: [ada, eve].every(({ id }) => found.includes(id)) && found.length === 2,
    acknowledged: acknowledged.sort(),
  }
}

for (const [name, client] of Object.entries({ ada, eve })) client.on('ping', (answer) => answer(name))
await eve.emitWithAck('join', 'cellar')
const before = await talk('before')
await disturb()
await until(bothSubscribed, 'both servers are subscribed again')
const after = await talk('after')
// From one server to the sockets of the other.
one.server.in(eve.id).socketsJoin('attic')
await until(() => two.server.sockets.adapter.rooms.has('attic'), 'joined from the other server')
one.server.in(eve.id).disconnectSockets()
await once(eve, 'disconnect')

ada.disconnect()
await Promise.all([one.server.close(), two.server.close()])
for (const subscriber of subscribers) await subscriber.quit()
tell({ before, after, errors })
