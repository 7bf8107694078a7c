import { getString } from '../blobs.mjs'
import { inFlight } from '../load.mjs'

export const name = 'get-16mb-string'
export const place = 18
export const group = 'Large values'
export const title = 'GET of 16 MB as a string, one at a time'
export const unit = 'megabytes'
export const topology = 'keeping'
export const measure = inFlight(getString(16 << 20, 1), 1)
