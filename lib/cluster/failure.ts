/** What the failure of a command says about where, and when, it is to be sent again. */

import { CONNECTION_CLOSED } from '../errors'

/** The reasons for which a command goes again; the delays of ioredis's options are named so. */
export type Reason = 'moved' | 'ask' | 'tryagain' | 'clusterdown' | 'failover'

export interface Redirection {
  reason: Reason
  /** Of `moved` and `ask`, as the server said them. */
  slot?: string
  endpoint?: string
}

/** Replies of a node that is not able to execute anything yet. */
const NOT_YET = new Set(['LOADING', 'MASTERDOWN'])

/** Where a failed command is to go; undefined where its failure is final. */
export function readFailure(error: Error): Redirection | undefined {
  const { message } = error
  if (message === CONNECTION_CLOSED) return { reason: 'failover' }
  const word = firstWord(message)
  if (word === 'MOVED' || word === 'ASK') {
    const [, slot, endpoint] = message.split(' ')
    return { reason: word === 'MOVED' ? 'moved' : 'ask', slot, endpoint }
  }
  if (word === 'TRYAGAIN' || NOT_YET.has(word)) return { reason: 'tryagain' }
  return word === 'CLUSTERDOWN' ? { reason: 'clusterdown' } : undefined
}

function firstWord(message: string): string {
  const end = message.indexOf(' ')
  return end === -1 ? message : message.slice(0, end)
}

/** Whether a node that is not able to yet has refused a command, which ioredis takes for final. */
export function isNotYet(error: Error): boolean {
  return NOT_YET.has(firstWord(error.message))
}

/** Whether the server may have executed a command that failed so. */
export function maybeExecuted(error: Error): boolean {
  return (error as { maybeExecuted?: boolean }).maybeExecuted === true
}

/** ioredis's error for a command that is sent from node to node. */
export function tooManyRedirections(last: Error): Error {
  const error = new Error(`Too many Cluster redirections. Last error: ${last}`)
  Object.defineProperty(error, 'cause', { value: last, configurable: true, writable: true })
  const { phase, maybeExecuted: maybe, command } = last as unknown as Record<string, unknown>
  if (phase !== undefined) Object.assign(error, { phase, maybeExecuted: maybe })
  return Object.assign(error, command === undefined ? {} : { command })
}
