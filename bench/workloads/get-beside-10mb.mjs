import { besideLarge } from '../beside.mjs'

export const name = 'get-beside-10mb'
export const place = 23
export const group = 'Beside a large reply'
export const title = 'GET beside replies of 10 MB on the same connection, p99'
export const unit = 'milliseconds'
export const measure = besideLarge(10 << 20)
