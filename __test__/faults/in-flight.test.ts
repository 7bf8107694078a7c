/** The server dies with a thousand commands in flight: each settles, once, and tells the truth. */
import { getRedis } from '@app/redis-native'
import { event, within } from '../support/events'
import { type RedisServer, startRedis } from '../support/server'

const COUNT = 500
let server: RedisServer
let redis: any

beforeEach(async () => {
  server = await startRedis()
  redis = getRedis({
    host: '127.0.0.1',
    port: server.port,
    commandTimeout: 20_000,
    // How long the next server takes to start is not what is tested.
    maxRetriesPerRequest: null,
  })
  redis.on('error', () => {})
  await redis.ping()
})
afterEach(async () => {
  redis.disconnect()
  await server.stop()
})

/** Sends while the server is stopped, so that nothing is answered; then the server dies and another comes. */
async function loseInFlight(send: () => Promise<any>[]): Promise<PromiseSettledResult<any>[]> {
  process.kill(server.pid, 'SIGSTOP')
  // Heard from the start: what rejects while another server starts is no unhandled rejection.
  const settled = Promise.allSettled(send())
  // A turn of the loop later all is written: these are few bytes.
  await new Promise((resolve) => setImmediate(resolve))
  const closed = event(redis, 'close')
  await server.kill()
  await closed
  server = await startRedis({ port: server.port })
  return within(30_000, settled, 'what was in flight')
}

const times = <T>(make: (i: number) => T): T[] => Array.from({ length: COUNT }, (_, i) => make(i))

describe('a shared client whose server dies', () => {
  it('sends reads again, and rejects writes as maybe executed', async () => {
    const settled = await loseInFlight(() => times((i) => [redis.get(`k${i}`), redis.set(`k${i}`, i)]).flat())
    expect(settled).toHaveLength(2 * COUNT)
    for (const [i, outcome] of settled.entries()) {
      if (i % 2 === 0) {
        expect(outcome).toStrictEqual({ status: 'fulfilled', value: null })
      } else {
        expect(outcome.status).toBe('rejected')
        const { reason } = outcome as PromiseRejectedResult
        expect(reason).toBeInstanceOf(Error)
        expect(reason).toMatchObject({ maybeExecuted: true, phase: 'sent' })
        expect(reason.message).not.toBe('')
      }
    }
    expect(await redis.dbsize()).toBe(0)
  })

  it('gives each command an error of its own', async () => {
    const settled = await loseInFlight(() => times((i) => redis.incr(`k${i}`)))
    const reasons = settled.map((outcome) => (outcome as PromiseRejectedResult).reason)
    expect(new Set(reasons).size).toBe(COUNT)
    expect(reasons[7].command).toStrictEqual({ name: 'incr', args: ['k7'] })
  })

  it('settles each callback once', async () => {
    let calls = 0
    const promises = () =>
      times((i) => {
        const count = () => {
          calls += 1
        }
        return i % 2 === 0 ? redis.get(`k${i}`, count) : redis.incr(`k${i}`, count)
      })
    const settled = await loseInFlight(promises)
    expect(settled).toHaveLength(COUNT)
    await redis.ping()
    expect(calls).toBe(COUNT)
  })

  it('sends a pipeline of reads again, and none that holds a write', async () => {
    const [reads, writes] = await loseInFlight(() => [
      redis.pipeline(times((i) => ['get', `k${i}`])).exec(),
      redis.pipeline(times((i) => ['incr', `k${i}`])).exec(),
    ])
    expect((reads as PromiseFulfilledResult<any>).value).toStrictEqual(times(() => [null, null]))
    const results = (writes as PromiseFulfilledResult<any>).value
    expect(results).toHaveLength(COUNT)
    for (const [error] of results) expect(error).toMatchObject({ maybeExecuted: true })
    expect(await redis.dbsize()).toBe(0)
  })

  it('does not send a transaction in part', async () => {
    const [outcome] = await loseInFlight(() => [redis.multi().incr('n').incr('n').exec()])
    expect(outcome.status).toBe('rejected')
    expect(await redis.get('n')).toBeNull()
  })

  it('sends what was called while it was away, once the server is back', async () => {
    const closed = event(redis, 'close')
    await server.kill()
    await closed
    const later = Promise.all(times((i) => redis.set(`k${i}`, i)))
    server = await startRedis({ port: server.port })
    expect(await within(20_000, later)).toStrictEqual(times(() => 'OK'))
    expect(await redis.dbsize()).toBe(COUNT)
  })
})
