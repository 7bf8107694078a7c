import { pipeline } from '../collections.mjs'
import { inFlight } from '../load.mjs'

export const name = 'pipeline-1000'
export const place = 9
export const group = 'Many replies and long ones'
export const title = 'Pipeline of 1,000 GETs, one at a time'
export const unit = 'commands'
export const measure = inFlight(pipeline, 1)
