/**
 * Commands that an AbortSignal takes back: a view of a client whose commands follow a signal.
 *
 * The view is the client itself but for `sendCommand`, through which all of them go. It listens to
 * the signal only while a command is pending, and once for all of them.
 *
 * `enableAutoPipelining` does not gather the commands of a view: what it gathers goes by the client's own
 * `sendCommand`, and not before the pipeline ahead of it is through.
 */

import { autoPipelines } from './auto-pipelining'
import { ignore } from './callback'
import { adopted, type Command } from './command'
import { AbortError } from './errors'

/** By this a client takes commands back: what is not written is never sent. */
export const takeBack = Symbol('takeBack')

/** The client of a view. */
export interface Abortable {
  sendCommand(command: Command, stream?: unknown): unknown
}

/** As Node's own AbortError: its cause is the signal's reason. */
function aborted(signal: AbortSignal): Error {
  const error = new AbortError('The operation was aborted')
  Object.defineProperty(error, 'cause', { value: signal.reason, configurable: true, writable: true })
  return Object.assign(error, { code: 'ABORT_ERR' })
}

/** Takes commands back, and rejects them. */
type Cancel = (commands: ReadonlySet<Command>, error: () => Error) => void

class Watch {
  private readonly pending = new Set<Command>()
  private readonly abort = () => {
    const commands = new Set(this.pending)
    this.pending.clear()
    this.cancel(commands, () => aborted(this.signal))
  }

  constructor(
    private readonly signal: AbortSignal,
    private readonly cancel: Cancel,
  ) {}

  /** Whether the command may be sent; otherwise it is rejected. */
  add(command: Command): boolean {
    if (this.signal.aborted) {
      command.reject(Object.assign(aborted(this.signal), { phase: 'queued', maybeExecuted: false }))
      return false
    }
    if (this.pending.has(command)) return true
    if (this.pending.size === 0) this.signal.addEventListener('abort', this.abort, { once: true })
    this.pending.add(command)
    const settled = () => {
      if (this.pending.delete(command) && this.pending.size === 0) {
        this.signal.removeEventListener('abort', this.abort)
      }
    }
    command.promise.then(settled, settled).catch(ignore)
    return true
  }
}

/** A view of `client` whose commands, pipelines and transactions are taken back by `signal`. */
export function abortable<C extends Abortable>(client: C, signal: AbortSignal, cancel: Cancel): C {
  if (typeof signal?.addEventListener !== 'function') {
    throw new TypeError(`withSignal expects an AbortSignal, got ${signal === null ? 'null' : typeof signal}`)
  }
  const watch = new Watch(signal, cancel)
  const sendCommand = (given: Command, stream?: unknown): unknown => {
    const command = adopted(given)
    return watch.add(command) ? client.sendCommand(command, stream) : command.promise
  }
  return new Proxy(client, {
    get: (target, key, receiver) => {
      if (key === autoPipelines) return undefined
      return key === 'sendCommand' ? sendCommand : Reflect.get(target, key, receiver)
    },
    set: (target, key, value) => Reflect.set(target, key, value),
  })
}
