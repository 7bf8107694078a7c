import { set } from '../commands.mjs'
import { inFlight } from '../load.mjs'

export const name = 'set-500'
export const place = 7
export const group = 'Small values'
export const title = 'SET, 500 in flight'
export const unit = 'commands'
export const measure = inFlight(set, 500)
