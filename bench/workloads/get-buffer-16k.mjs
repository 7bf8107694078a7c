import { getBuffer } from '../blobs.mjs'
import { inFlight } from '../load.mjs'

export const name = 'get-buffer-16k'
export const place = 13
export const group = 'Large values'
export const title = 'getBuffer of 16 KB, 50 in flight'
export const unit = 'megabytes'
export const measure = inFlight(getBuffer(16 << 10, 100), 50)
