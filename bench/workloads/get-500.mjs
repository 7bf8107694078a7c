import { get } from '../commands.mjs'
import { inFlight } from '../load.mjs'

export const name = 'get-500'
export const place = 3
export const title = 'GET, 500 in flight'
// Many in flight: redis-benchmark's row beside it shows what the server itself gives.
export const reference = true
// The least that ours must do, as a multiple of ioredis with its defaults.
export const target = 2
export const measure = inFlight(get, 500)
