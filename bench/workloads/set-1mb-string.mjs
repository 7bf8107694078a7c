import { setString } from '../blobs.mjs'
import { inFlight } from '../load.mjs'

export const name = 'set-1mb-string'
export const place = 16
export const group = 'Large values'
export const title = 'SET of 1 MB as a string, 4 in flight'
export const unit = 'megabytes'
export const topology = 'keeping'
export const measure = inFlight(setString(1 << 20, 4), 4)
