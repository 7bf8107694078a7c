import { setString } from '../blobs.mjs'
import { inFlight } from '../load.mjs'

export const name = 'set-16mb-string'
export const place = 20
export const group = 'Large values'
export const title = 'SET of 16 MB as a string, one at a time'
export const unit = 'megabytes'
export const topology = 'keeping'
export const measure = inFlight(setString(16 << 20, 1), 1)
