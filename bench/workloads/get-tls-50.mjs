import { get } from '../commands.mjs'
import { inFlight } from '../load.mjs'

export const name = 'get-tls-50'
export const place = 29
export const group = 'TLS'
export const title = 'GET over TLS, 50 in flight'
export const unit = 'commands'
export const topology = 'secured'
export const measure = inFlight(get, 50)
