import { get } from '../commands.mjs'
import { inFlight } from '../load.mjs'
import { redisBenchmark } from '../reference.mjs'

export const name = 'get-50'
export const place = 2
export const group = 'Small values'
export const title = 'GET, 50 in flight'
export const unit = 'commands'
// Many in flight: redis-benchmark's row beside it shows what the server itself gives.
export const reference = redisBenchmark
export const measure = inFlight(get, 50)
