/** What stands beside the commands of the shared client: its stream, its queues, automatic pipelines. */
import { redis } from '@app/redis-native'
import { event, record, STATUSES } from '../support/events'
import { useSharedClient } from './shared-client'

const client = useSharedClient('face')

it('the stream tells where the connection leads, and destroy() has another made', async () => {
  await redis.set('k', 'v')
  const { stream } = redis
  expect([stream.remoteAddress, stream.remotePort, stream.writable]).toStrictEqual([
    '127.0.0.1',
    client.server.port,
    true,
  ])
  const before = await redis.client('ID')
  const seen = record(redis, STATUSES)
  const closed = event(stream, 'close')
  const ready = event(redis, 'ready')
  stream.destroy()
  await closed
  await ready
  expect(seen).toStrictEqual(['close', 'reconnecting', 'connecting', 'connect', 'ready'])
  expect(stream.destroyed).toBe(true)
  expect(await redis.client('ID')).not.toBe(before)
})

it('disconnect(true) answers what was sent, once', async () => {
  const replies: Promise<number>[] = []
  for (let i = 0; i < 50; i++) replies.push(redis.incr('n'))
  const ready = event(redis, 'ready')
  redis.disconnect(true)
  expect(await Promise.all(replies)).toStrictEqual(Array.from({ length: 50 }, (_, i) => i + 1))
  await ready
  expect(await redis.get('n')).toBe('50')
})

it('the queue of a handle counts its own commands', async () => {
  const other = client.handle({ keyPrefix: 'other:' })
  const replies = [redis.get('a'), redis.get('b'), other.get('c')]
  expect([redis.commandQueue.length, other.commandQueue.length + other.offlineQueue.length]).toStrictEqual([
    2, 1,
  ])
  await Promise.all(replies)
  expect(redis.commandQueue.length).toBe(0)
})

it('automatic pipelines leave out what has a connection of its own', async () => {
  const handle = client.handle({ enableAutoPipelining: true })
  const message = event(handle, 'message')
  const replies = [handle.set('k', 'v'), handle.get('k')]
  expect(handle.autoPipelineQueueSize).toBe(2)
  const subscribed = Promise.all([handle.subscribe('channel'), handle.punsubscribe('none')])
  const blocked = handle.blpop('list', 0)
  expect(handle.autoPipelineQueueSize).toBe(2)
  expect(await Promise.all(replies)).toStrictEqual(['OK', 'v'])
  await subscribed
  await handle.rpush('list', 'x')
  expect(await blocked).toStrictEqual(['list', 'x'])
  await client.server.cli('PUBLISH', 'channel', 'hello')
  expect(await message).toStrictEqual(['channel', 'hello'])
})
