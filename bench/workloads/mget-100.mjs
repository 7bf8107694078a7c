import { mget } from '../collections.mjs'
import { inFlight } from '../load.mjs'

export const name = 'mget-100'
export const place = 10
export const group = 'Many replies and long ones'
export const title = 'MGET of 100, 10 in flight'
export const unit = 'items'
export const measure = inFlight(mget, 10)
