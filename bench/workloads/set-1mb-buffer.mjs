import { setBuffer } from '../blobs.mjs'
import { inFlight } from '../load.mjs'

export const name = 'set-1mb-buffer'
export const place = 17
export const group = 'Large values'
export const title = 'SET of 1 MB as a Buffer, 4 in flight'
export const unit = 'megabytes'
export const topology = 'keeping'
export const measure = inFlight(setBuffer(1 << 20, 4), 4)
