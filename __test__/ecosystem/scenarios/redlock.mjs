// A lock that is held over the accident: nobody else gets it, its owner extends and releases it.

import { redis } from '@app/redis-native'
import RedlockModule from 'redlock'
import { disturb, sleep, tell } from './support.mjs'

const Redlock = RedlockModule.default ?? RedlockModule
const redlock = new Redlock([redis], { retryCount: 0 })
const patient = new Redlock([redis], { retryCount: 50, retryDelay: 20, retryJitter: 10 })
const errors = []
for (const one of [redlock, patient]) one.on('error', ({ name }) => errors.push(name))
const taken = (promise) =>
  promise.then(
    () => 'acquired',
    ({ name }) => name,
  )

let lock = await redlock.acquire(['account:1', 'account:2'], 5000)
const before = await taken(redlock.acquire(['account:2'], 1000))
await disturb()
const during = await taken(redlock.acquire(['account:1'], 1000))
lock = await lock.extend(8000)
const extended = await redis.pttl('account:1')
await lock.release()

// Both must change what they have read, one after the other.
await redis.set('balance', 100)
const withdraw = (amount) =>
  patient.using(['balance-lock'], 2000, async (signal) => {
    const balance = Number(await redis.get('balance'))
    await sleep(20)
    if (signal.aborted) throw signal.error
    await redis.set('balance', balance - amount)
  })
await Promise.all([10, 20, 30].map(withdraw))

tell({
  before,
  during,
  extended: extended > 5000 && extended <= 8000,
  after: await taken(redlock.acquire(['account:1', 'account:2'], 100)),
  balance: await redis.get('balance'),
  left: await redis.exists('balance-lock'),
  errors: [...new Set(errors)],
})
