/** The shared client serves many requests at once: none of their contexts reaches another's listeners. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { redis } from '@app/redis-native'
import { event, STATUSES } from '../support/events'
import { useSharedClient } from './shared-client'

const client = useSharedClient('async-context')
const request = new AsyncLocalStorage<string>()

function record(emitter: typeof redis, names: string[]): [event: string, context: string | undefined][] {
  const seen: [string, string | undefined][] = []
  for (const name of names) emitter.on(name, () => seen.push([name, request.getStore()]))
  return seen
}

const contexts = (seen: [string, string | undefined][]) => new Set(seen.map(([, context]) => context))

it('the first command connects, and its context is that of its own callbacks alone', async () => {
  const seen = record(redis, ['connecting', 'ready'])
  const ready = event(redis, 'ready')
  const ran: (string | undefined)[] = []
  await request.run('first', () => redis.get('k', () => ran.push(request.getStore())))
  await ready
  expect(ran).toStrictEqual(['first'])
  expect(seen).toStrictEqual([
    ['connecting', undefined],
    ['ready', undefined],
  ])
})

it('a handle that joins a connection tells it in no context', async () => {
  const handle = request.run('making', () => client.handle({ keyPrefix: 'joining:' }))
  const seen = record(handle, STATUSES)
  await request.run('command', () => handle.get('k'))
  const ended = event(handle, 'end')
  request.run('leaving', () => handle.disconnect())
  await ended
  expect(seen.map(([name]) => name)).toStrictEqual(['connecting', 'connect', 'ready', 'close', 'end'])
  expect(contexts(seen)).toStrictEqual(new Set([undefined]))
})

it('messages are told in no context, whoever subscribed first', async () => {
  const seen = record(redis, ['message', 'pmessage', 'smessage'])
  await request.run('first', () => redis.subscribe('channel'))
  await request.run('second', () => redis.psubscribe('chan*'))
  await request.run('third', () => redis.ssubscribe('shard'))
  const last = event(redis, 'smessage')
  const others = event(redis, 'pmessage')
  await request.run('publisher', () => redis.publish('channel', 'x'))
  await request.run('publisher', () => redis.spublish('shard', 'x'))
  await Promise.all([last, others])
  expect(seen.map(([name]) => name).sort()).toStrictEqual(['message', 'pmessage', 'smessage'])
  expect(contexts(seen)).toStrictEqual(new Set([undefined]))
})

it('a context that a listener enters does not stay for the next event', async () => {
  await redis.subscribe('entering')
  const first = event(redis, 'message')
  redis.once('message', () => request.enterWith('entered'))
  await client.server.cli('PUBLISH', 'entering', '1')
  await first
  const seen = record(redis, ['message'])
  const second = event(redis, 'message')
  await client.server.cli('PUBLISH', 'entering', '2')
  await second
  expect(contexts(seen)).toStrictEqual(new Set([undefined]))
})

it('an outage and its end are told in no context', async () => {
  const seen = record(redis, STATUSES)
  const ready = event(redis, 'ready')
  await request.run('dropping', () => client.server.cli('CLIENT', 'KILL', 'TYPE', 'normal'))
  await request.run('command', () => redis.get('k'))
  await ready
  expect(seen.map(([name]) => name)).toContain('close')
  expect(contexts(seen)).toStrictEqual(new Set([undefined]))
})
