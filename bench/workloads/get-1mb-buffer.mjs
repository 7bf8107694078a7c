import { getBuffer } from '../blobs.mjs'
import { inFlight } from '../load.mjs'

export const name = 'get-1mb-buffer'
export const place = 15
export const group = 'Large values'
export const title = 'GET of 1 MB as a Buffer, 4 in flight'
export const unit = 'megabytes'
export const topology = 'keeping'
export const measure = inFlight(getBuffer(1 << 20, 4), 4)
