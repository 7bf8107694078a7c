import { get } from '../commands.mjs'
import { perTick } from '../load.mjs'
import { redisBenchmark } from '../reference.mjs'

export const name = 'get-tick'
export const place = 4
export const group = 'Small values'
export const title = 'GET, 1,000 per tick'
export const unit = 'commands'
// Many in flight: redis-benchmark's row beside it shows what the server itself gives.
export const reference = redisBenchmark
export const measure = perTick(get, 1000)
