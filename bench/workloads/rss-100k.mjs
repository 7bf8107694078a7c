import { residentAtPeak } from '../footprint.mjs'

export const name = 'rss-100k'
export const place = 25
export const group = 'Memory and start'
export const title = 'Peak resident memory, 100,000 GETs in flight'
export const unit = 'memory'
export const measure = residentAtPeak(100_000)
