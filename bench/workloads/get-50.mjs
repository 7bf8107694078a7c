import { get } from '../commands.mjs'
import { inFlight } from '../load.mjs'

export const name = 'get-50'
export const place = 2
export const title = 'GET, 50 in flight'
// Many in flight: redis-benchmark's row beside it shows what the server itself gives.
export const reference = true
// The least that ours must do, as a multiple of ioredis with its defaults.
export const target = 2
export const measure = inFlight(get, 50)
