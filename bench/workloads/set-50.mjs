import { set } from '../commands.mjs'
import { inFlight } from '../load.mjs'

export const name = 'set-50'
export const place = 6
export const group = 'Small values'
export const title = 'SET, 50 in flight'
export const unit = 'commands'
export const measure = inFlight(set, 50)
