import { getString } from '../blobs.mjs'
import { inFlight } from '../load.mjs'

export const name = 'get-1mb-string'
export const place = 14
export const group = 'Large values'
export const title = 'GET of 1 MB as a string, 4 in flight'
export const unit = 'megabytes'
export const topology = 'keeping'
export const measure = inFlight(getString(1 << 20, 4), 4)
