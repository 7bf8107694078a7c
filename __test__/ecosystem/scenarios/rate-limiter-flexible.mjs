// A budget of points that survives the accident, and the rest of a limiter's life.

import { redis } from '@app/redis-native'
import { RateLimiterRedis } from 'rate-limiter-flexible'
import { disturb, tell } from './support.mjs'

const limiter = new RateLimiterRedis({ storeClient: redis, keyPrefix: 'flexible', points: 5, duration: 60 })

const used = []
for (let i = 0; i < 3; i++) used.push((await limiter.consume('ada')).consumedPoints)
await disturb()
for (let i = 0; i < 2; i++) used.push((await limiter.consume('ada')).consumedPoints)
const refusal = await limiter.consume('ada').catch((refused) => refused)

const crowd = await Promise.allSettled(Array.from({ length: 8 }, () => limiter.consume('crowd')))
await limiter.penalty('eve', 4)
await limiter.reward('eve', 1)
await limiter.block('mallory', 30)

tell({
  used,
  refused: [refusal.consumedPoints, refusal.remainingPoints, refusal.msBeforeNext > 50_000],
  admitted: crowd.filter(({ status }) => status === 'fulfilled').length,
  eve: (await limiter.get('eve')).remainingPoints,
  blocked: await limiter.consume('mallory').then(
    () => false,
    ({ msBeforeNext }) => msBeforeNext > 20_000,
  ),
  deleted: await limiter.delete('ada'),
  afresh: (await limiter.consume('ada')).consumedPoints,
})
