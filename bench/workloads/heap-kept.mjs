import { heapOfKept } from '../footprint.mjs'

export const name = 'heap-kept'
export const place = 26
export const group = 'Memory and start'
export const title = 'Heap held by 10,000 kept values of 17 bytes'
export const unit = 'heap'
export const measure = heapOfKept(10_000)
