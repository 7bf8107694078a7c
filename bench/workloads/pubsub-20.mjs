import { fanout } from '../fanout.mjs'
import { byteCounter } from '../reference.mjs'

export const name = 'pubsub-20'
export const place = 22
export const group = 'Subscriptions'
export const title = '20 listeners, messages of 100 bytes'
export const unit = 'messages'
// How fast the server publishes, which no client can pass.
export const reference = byteCounter
export const measure = fanout(20, 10_000)
