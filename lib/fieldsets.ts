/**
 * `himportFieldsets`: field sets that a connection has to know before HIMPORT SET may name them.
 *
 * Each new connection prepares all of them; a command whose set is not prepared waits for that, and
 * is sent once more when the server has forgotten the set.
 */

import { isBuffer } from './arguments'
import { Command } from './command'

export interface HimportFieldset {
  readonly name: string | Buffer
  readonly fields: readonly (string | Buffer)[]
}

const copy = (value: string | Buffer) => (isBuffer(value) ? Buffer.from(value) : value)
const keyOf = (name: string | Buffer) => Buffer.from(name as string).toString('base64')
const isText = (value: unknown): value is string | Buffer => typeof value === 'string' || isBuffer(value)

/** A frozen copy of the option. Throws when it can not be used. */
export function checkFieldsets(given: unknown): readonly HimportFieldset[] | undefined {
  if (given === undefined) return undefined
  if (!Array.isArray(given)) throw new TypeError('himportFieldsets must be an array')
  const names = new Set<string>()
  const copies = given.map((fieldset) => {
    if (!fieldset || typeof fieldset !== 'object') {
      throw new TypeError('Each HIMPORT fieldset must be an object')
    }
    if (!isText(fieldset.name)) throw new TypeError('Each HIMPORT fieldset name must be a string or Buffer')
    if (!Array.isArray(fieldset.fields)) {
      throw new TypeError('Each HIMPORT fieldset fields value must be an array')
    }
    if (names.has(keyOf(fieldset.name))) throw new TypeError('Duplicate HIMPORT fieldset name')
    names.add(keyOf(fieldset.name))
    for (const field of fieldset.fields) {
      if (!isText(field)) throw new TypeError('Each HIMPORT field must be a string or Buffer')
    }
    return Object.freeze({ name: copy(fieldset.name), fields: Object.freeze(fieldset.fields.map(copy)) })
  })
  return Object.freeze(copies)
}

export class Fieldsets {
  private readonly byName: Map<string, HimportFieldset>
  /** What the connection knows, or is being told. */
  private prepared = new Map<string, Promise<void> | true>()
  private readonly own = new WeakSet<Command>()
  private readonly allowed = new WeakSet<Command>()
  private readonly watched = new WeakSet<Command>()

  constructor(
    fieldsets: readonly HimportFieldset[],
    private readonly send: (command: Command) => void,
  ) {
    this.byName = new Map(fieldsets.map((fieldset) => [keyOf(fieldset.name), fieldset]))
  }

  /** The connection is gone, or was reset, and what it knew with it. */
  forget(): void {
    this.prepared = new Map()
  }

  /** Prepares what is not prepared yet; `onError` hears of each that can not be. */
  prepareAll(onError: (error: Error) => void): void {
    for (const fieldset of this.byName.values()) this.prepare(fieldset)?.catch(onError)
  }

  /** Prepares what the commands of a pipeline need; undefined where nothing is missing. */
  prepareFor(commands: readonly Command[]): Promise<unknown> | undefined {
    const needed = commands.flatMap((command) => {
      const fieldset = this.neededBy(command)
      const preparation = fieldset && this.prepare(fieldset)
      return preparation ? [preparation] : []
    })
    return needed.length === 0 ? undefined : Promise.all(needed)
  }

  /** Whether a command has to wait; `resume` is called when it may be sent. */
  holds(command: Command, ready: boolean, resume: () => void): boolean {
    if (command.pipelineIndex !== undefined || this.own.has(command)) return false
    if (command.name.toLowerCase() === 'reset') this.forget()
    const fieldset = this.neededBy(command)
    if (fieldset === undefined) return false
    this.watch(command, fieldset, resume)
    if (this.allowed.delete(command)) return false
    if (!ready) {
      // The sets go before the command into what waits for the connection.
      this.prepareAll(() => {})
      return false
    }
    const preparation = this.prepare(fieldset)
    if (preparation === undefined) return false
    preparation.then(
      () => this.release(command, resume),
      (error: Error) => command.reject(error),
    )
    return true
  }

  private neededBy(command: Command): HimportFieldset | undefined {
    const [action, , name] = command.args
    if (command.name.toLowerCase() !== 'himport' || String(action).toUpperCase() !== 'SET') return undefined
    return isText(name) ? this.byName.get(keyOf(name)) : undefined
  }

  /** Has a command sent once more when the server does not know its set. */
  private watch(command: Command, fieldset: HimportFieldset, resume: () => void): void {
    if (this.watched.has(command)) return
    this.watched.add(command)
    const { reject } = command
    let again = true
    command.reject = (error) => {
      if (!again || !/no such fieldset/i.test(error.message)) {
        reject.call(command, error)
        return
      }
      again = false
      if (this.prepared.get(keyOf(fieldset.name)) === true) this.prepared.delete(keyOf(fieldset.name))
      Promise.resolve(this.prepare(fieldset)).then(
        () => this.release(command, resume),
        (failure: Error) => reject.call(command, failure),
      )
    }
  }

  private release(command: Command, resume: () => void): void {
    if (command.isSettled) return
    this.allowed.add(command)
    resume()
  }

  private prepare(fieldset: HimportFieldset): Promise<void> | undefined {
    const key = keyOf(fieldset.name)
    const { prepared } = this
    const state = prepared.get(key)
    if (state === true) return undefined
    if (state !== undefined) return state
    const command = new Command('himport', ['PREPARE', fieldset.name, ...fieldset.fields])
    this.own.add(command)
    // On another connection by then, it is to be prepared there.
    const moved = () =>
      this.prepared === prepared ? undefined : (this.prepare(fieldset) ?? Promise.resolve())
    const promise: Promise<void> = command.promise.then(
      () => moved() ?? void prepared.set(key, true),
      (error: Error) => {
        const elsewhere = moved()
        if (elsewhere !== undefined) return elsewhere
        prepared.delete(key)
        throw error
      },
    )
    prepared.set(key, promise)
    this.send(command)
    return promise
  }
}
