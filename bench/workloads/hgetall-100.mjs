import { hgetall } from '../collections.mjs'
import { inFlight } from '../load.mjs'

export const name = 'hgetall-100'
export const place = 11
export const group = 'Many replies and long ones'
export const title = 'HGETALL of 100 fields, 10 in flight'
export const unit = 'items'
export const measure = inFlight(hgetall, 10)
