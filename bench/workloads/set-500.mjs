import { set } from '../commands.mjs'
import { inFlight } from '../load.mjs'

export const name = 'set-500'
export const place = 7
export const title = 'SET, 500 in flight'
// The least that ours must do, as a multiple of ioredis with its defaults.
export const target = 2
export const measure = inFlight(set, 500)
