import { set } from '../commands.mjs'
import { inFlight } from '../load.mjs'

export const name = 'set-1'
export const place = 5
export const group = 'Small values'
export const title = 'SET, one at a time'
export const unit = 'commands'
export const measure = inFlight(set, 1)
