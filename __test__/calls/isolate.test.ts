/** Connections that are lent for what depends on their state, and the one that monitors. */
import { redis } from '@app/redis-native'
import { rejection } from '../support/clients'
import { event } from '../support/events'
import { until, useSharedClient } from './shared-client'

const shared = useSharedClient('calls-isolate')

const others = async () => (await shared.connections()).length

test('isolate gives what its function returns', async () => {
  expect(await redis.isolate(async (own) => own.ping())).toBe('PONG')
  expect(await redis.isolate(() => 7)).toBe(7)
})

test('what is changed within stays within', async () => {
  await redis.isolate(async (own) => {
    expect(own).not.toBe(redis)
    await own.select(5)
    await own.set('key', 'in 5')
  })
  expect(await redis.get('key')).toBeNull()
  expect(await shared.server.cli('-n', '5', 'GET', 'key')).toBe('in 5')
})

test('WATCH sees a change of another, and its transaction is null', async () => {
  const result = await redis.isolate(async (own) => {
    await own.watch('balance')
    await redis.set('balance', '1')
    return own.multi().set('balance', '2').exec()
  })
  expect(result).toBeNull()
  expect(await redis.get('balance')).toBe('1')
})

test('WATCH without a change lets the transaction through', async () => {
  const result = await redis.isolate(async (own) => {
    await own.watch('balance')
    return own.multi().set('balance', '2').exec()
  })
  expect(result).toStrictEqual([[null, 'OK']])
})

test('several at once do not see one another', async () => {
  const databases = await Promise.all(
    [1, 2, 3, 4].map((db) =>
      redis.isolate(async (own) => {
        await own.select(db)
        await own.set('key', String(db))
        return own.get('key')
      }),
    ),
  )
  expect(databases).toStrictEqual(['1', '2', '3', '4'])
})

test('the error of the function is the error of isolate, and the connection goes back', async () => {
  await redis.ping()
  const problem = new Error('mine')
  const error = await rejection(
    redis.isolate(async (own) => {
      await own.ping()
      throw problem
    }),
  )
  expect(error).toBe(problem)
  const thrown = redis.isolate(() => {
    throw problem
  })
  expect(await rejection(thrown)).toBe(problem)
  await until(async () => (await others()) === 1)
})

test('no connection remains when isolate is over', async () => {
  await redis.ping()
  for (let i = 0; i < 20; i++) await redis.isolate((own) => own.watch('key'))
  await until(async () => (await others()) === 1)
})

test('MULTI without pipeline works within', async () => {
  const replies = await redis.isolate(async (own) => {
    await (own as any).multi({ pipeline: false })
    expect(await own.set('key', '1')).toBe('QUEUED')
    return own.exec()
  })
  expect(replies).toStrictEqual([[null, 'OK']])
})

test('monitor is a connection of its own that shows the commands of all', async () => {
  const monitor = await redis.monitor()
  try {
    expect(monitor).not.toBe(redis)
    const line = event(monitor, 'monitor')
    await redis.set('seen', 'value')
    const [, args] = await line
    expect(args).toStrictEqual(['set', 'seen', 'value'])
    expect(await redis.get('seen')).toBe('value')
  } finally {
    monitor.disconnect()
  }
  await until(async () => (await others()) === 1)
})
