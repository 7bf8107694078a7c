import { lrange } from '../collections.mjs'
import { inFlight } from '../load.mjs'

export const name = 'lrange-1000'
export const place = 12
export const group = 'Many replies and long ones'
export const title = 'LRANGE of 1,000, 5 in flight'
export const unit = 'items'
export const measure = inFlight(lrange, 5)
