import { get } from '../commands.mjs'
import { inFlight } from '../load.mjs'

export const name = 'get-1'
export const place = 1
export const group = 'Small values'
export const title = 'GET, one at a time'
export const unit = 'commands'
export const measure = inFlight(get, 1)
