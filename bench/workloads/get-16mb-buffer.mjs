import { getBuffer } from '../blobs.mjs'
import { inFlight } from '../load.mjs'
import { bareReader } from '../reference.mjs'

export const name = 'get-16mb-buffer'
export const place = 19
export const group = 'Large values'
export const title = 'GET of 16 MB as a Buffer, one at a time'
export const unit = 'megabytes'
export const topology = 'keeping'
export const reference = bareReader
export const measure = inFlight(getBuffer(16 << 20, 1), 1)
