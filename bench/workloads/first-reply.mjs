import { firstReply } from '../footprint.mjs'

export const name = 'first-reply'
export const place = 27
export const group = 'Memory and start'
export const title = 'From the start of a process to its first reply'
export const unit = 'milliseconds'
export const measure = firstReply
