import { residentAfterConnect } from '../footprint.mjs'

export const name = 'rss-connect'
export const place = 24
export const group = 'Memory and start'
export const title = 'Resident memory after import and connect'
export const unit = 'memory'
export const measure = residentAfterConnect
