import { setBuffer } from '../blobs.mjs'
import { inFlight } from '../load.mjs'
import { bareWriter } from '../reference.mjs'

export const name = 'set-16mb-buffer'
export const place = 21
export const group = 'Large values'
export const title = 'SET of 16 MB as a Buffer, one at a time'
export const unit = 'megabytes'
export const topology = 'keeping'
export const reference = bareWriter
export const measure = inFlight(setBuffer(16 << 20, 1), 1)
