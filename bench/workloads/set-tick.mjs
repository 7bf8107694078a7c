import { set } from '../commands.mjs'
import { perTick } from '../load.mjs'

export const name = 'set-tick'
export const place = 8
export const group = 'Small values'
export const title = 'SET, 1,000 per tick'
export const unit = 'commands'
export const measure = perTick(set, 1000)
