/** What stands beside the commands of the shared client: its stream, its queues, automatic pipelines. */
import { redis } from '@app/redis-native'
import { rejection } from '../support/clients'
import { event, record, STATUSES } from '../support/events'
import { ScriptedServer } from '../support/scripted'
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

it('automatic pipelines do not wait for each other: the time of a command runs from its call', async () => {
  const asked: string[] = []
  const silent = await ScriptedServer.start({ script: (_, [, key]) => void asked.push(String(key)) })
  const handle = client.handle({
    host: '127.0.0.1',
    port: silent.port,
    enableAutoPipelining: true,
    commandTimeout: 1_000,
  })
  handle.on('error', () => {})
  const order: string[] = []
  const errors = ['first', 'second', 'third'].map(async (key, i) => {
    await new Promise((resolve) => setTimeout(resolve, i * 200))
    const { message } = await rejection(handle.get(key))
    order.push(`${key} ${asked.join()}`)
    return message
  })
  expect(await Promise.all(errors)).toStrictEqual(Array(3).fill('Command timed out'))
  expect(order[0]).toBe('first first,second,third')
  handle.disconnect()
  await silent.stop()
})
