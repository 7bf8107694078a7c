// Subscriptions of a GraphQL schema, fed through Redis.

import { createRequire } from 'node:module'
import { redis } from '@app/redis-native'
import { disturb, errors, tell, until, watch } from './support.mjs'

const require = createRequire(import.meta.url)
const { buildSchema, parse, subscribe } = require('graphql')
const { RedisPubSub } = require('graphql-redis-subscriptions')

const subscriber = watch(redis.duplicate())
const pubsub = new RedisPubSub({ publisher: redis, subscriber })

const schema = buildSchema(
  'type Query { a: Int } type Note { id: Int, text: String } type Subscription { added: Note }',
)
const rootValue = { added: () => pubsub.asyncIterator('notes') }
const notes = await subscribe({ schema, document: parse('subscription { added { id text } }'), rootValue })
const next = async () => (await notes.next()).value.data.added

const heard = { channel: [], pattern: [] }
const plain = await pubsub.subscribe('rooms.1', (room) => heard.channel.push(room))
await pubsub.subscribe('rooms.*', (room) => heard.pattern.push(room), { pattern: true })
const subscribed = async () => {
  const [, listening] = await redis.pubsub('NUMSUB', 'rooms.1')
  const [, asked] = await redis.pubsub('NUMSUB', 'notes')
  return listening === 1 && asked === 1 && (await redis.pubsub('NUMPAT')) === 1
}

const published = []
async function publish(round) {
  const note = next()
  await until(subscribed, `subscribed ${round}`)
  await pubsub.publish('notes', { added: { id: 1, text: `${round} ✓` } })
  published.push(await note)
  await pubsub.publish('rooms.1', { round })
  await pubsub.publish('rooms.2', { round })
}

await publish('before')
await disturb()
await publish('after')
await until(() => heard.pattern.length === 4, 'all was heard')
pubsub.unsubscribe(plain)
await until(async () => (await redis.pubsub('NUMSUB', 'rooms.1'))[1] === 0, 'unsubscribed')
await pubsub.publish('rooms.1', { round: 'late' })
await until(() => heard.pattern.length === 5, 'the pattern hears it')
await notes.return()

tell({ published, heard, errors })
// It quits both, and the shared client goes on for the others.
await pubsub.close()
