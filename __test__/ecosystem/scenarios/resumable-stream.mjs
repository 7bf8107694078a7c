// A stream that one process makes and others join: from its start, from its middle, and after its end.

import { redis } from '@app/redis-native'
import { createResumableStreamContext } from 'resumable-stream/ioredis'
import { disturb, tell, until } from './support.mjs'

const waitUntil = (promise) => void promise
const subscribers = [redis.duplicate(), redis.duplicate()]
const [making, joining] = subscribers.map((subscriber) =>
  createResumableStreamContext({ waitUntil, publisher: redis, subscriber, keyPrefix: 'answers' }),
)
// Without clients it makes its own: of the module `ioredis`, for REDIS_URL.
const alone = createResumableStreamContext({ waitUntil, keyPrefix: 'answers' })

/** A stream that says what it is told to. */
function speaker() {
  let controller
  const stream = new ReadableStream({
    start(one) {
      controller = one
    },
  })
  return { stream, say: (text) => controller.enqueue(text), end: () => controller.close() }
}

/** Reads on, and knows at any time what it has read. */
function listen(stream) {
  const heard = { text: '' }
  heard.ended = (async () => {
    for await (const chunk of stream) heard.text += chunk
  })()
  return heard
}

const { stream, say, end } = speaker()
const first = listen(await making.resumableStream('one', () => stream))
say('Once ')
say('upon ')
const second = listen(await joining.resumeExistingStream('one'))
await until(() => second.text === 'Once upon ', 'the second has caught up')
await disturb()
await until(async () => {
  const [, requests] = await redis.pubsub('NUMSUB', 'answers:rs:request:one')
  return requests === 1 && (await redis.pubsub('CHANNELS', 'answers:rs:chunk:*')).length === 1
}, 'the subscriptions are there again')
say('a ')
const middle = listen(await joining.resumeExistingStream('one', 5))
const third = listen(await alone.resumeExistingStream('one'))
await until(() => middle.text === 'upon a ' && third.text === 'Once upon a ', 'the others have caught up')
say('time.')
end()
await Promise.all([first, second, middle, third].map(({ ended }) => ended))

tell({
  heard: [first, second, middle, third].map(({ text }) => text),
  over: await until(async () => (await joining.hasExistingStream('one')) === 'DONE', 'done'),
  late: await joining.resumeExistingStream('one'),
  unknown: await joining.resumeExistingStream('two'),
})
for (const subscriber of subscribers) subscriber.disconnect()
