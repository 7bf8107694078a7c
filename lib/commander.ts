/**
 * The methods that commands have in common on clients and pipelines: one for each command of the
 * table with its `Buffer` twin, `call`, and scripts. Each makes a `Command` and hands it to
 * `sendCommand`, which is the only thing that differs, and which tracers may replace.
 */

import { type AutoPipelines, autoPipelines } from './auto-pipelining'
import type { Callback } from './callback'
import { Command } from './command'
import { METHODS } from './commands'
import type { RedisOptions } from './options'
import { define as setOwn } from './replies'
import { Script, type ScriptContainer, type ScriptDefinition } from './script'

/** What the methods need of the object that they are called on. */
export interface Commander extends ScriptContainer {
  options: RedisOptions
  scriptsSet: Record<string, Script>
  addedBuiltinSet: Set<string>
  sendCommand(command: Command): unknown
  [autoPipelines]?: AutoPipelines
}

type Method = (this: Commander, ...args: unknown[]) => unknown

type Encoding = BufferEncoding | null

function takeCallback(args: unknown[]): Callback | undefined {
  return typeof args[args.length - 1] === 'function' ? (args.pop() as Callback) : undefined
}

/** The options, or none where they can not be read: sending the command then tells why. */
export function optionsOf(commander: { options: RedisOptions }): RedisOptions {
  try {
    return commander.options
  } catch {
    return {}
  }
}

/** With the method's name, `enableAutoPipelining` may gather the command. */
function commandMethod(name: string, encoding: Encoding, method?: string): Method {
  return function (...args) {
    const callback = takeCallback(args)
    const options = optionsOf(this)
    if (options.enableAutoPipelining && method !== undefined) {
      const auto = this[autoPipelines]
      if (auto?.takes(name, options.autoPipeliningIgnoredCommands))
        return auto.add(method, args, callback, name)
    }
    return this.sendCommand(
      new Command(
        name,
        args,
        {
          errorStack: options.showFriendlyErrorStack ? new Error() : undefined,
          keyPrefix: options.keyPrefix,
          replyEncoding: encoding,
        },
        callback,
      ),
    )
  }
}

/** `call('get', 'key')`, `call(['get', 'key'])` and `call('get', ['key'])`. */
function callMethod(encoding: Encoding): Method {
  return function (...args) {
    const [first, ...rest] = args
    const [name, given] = Array.isArray(first)
      ? [String(first[0]), [first.slice(1), ...rest]]
      : [first as string, rest]
    const options = optionsOf(this)
    const auto = options.enableAutoPipelining ? this[autoPipelines] : undefined
    if (auto?.takes(name, options.autoPipeliningIgnoredCommands)) {
      const callback = takeCallback(given)
      return auto.add(encoding === null ? 'callBuffer' : 'call', [name, ...given], callback, name, given)
    }
    return commandMethod(name, encoding).apply(this, given)
  }
}

function scriptMethod(name: string, script: Script, encoding: Encoding): Method {
  return function (...args) {
    const callback = takeCallback(args)
    const options = optionsOf(this)
    const auto = options.enableAutoPipelining ? this[autoPipelines] : undefined
    if (auto?.takes(name, options.autoPipeliningIgnoredCommands)) {
      return auto.add(
        encoding === null ? `${name}Buffer` : name,
        args,
        callback,
        'evalsha',
        script.given(args),
      )
    }
    const errorStack = options.showFriendlyErrorStack ? new Error() : undefined
    return script.execute(this, args, { replyEncoding: encoding, errorStack }, callback)
  }
}

function define(target: object, name: string, string: Method, buffer: Method): void {
  for (const [key, value] of [
    [name, string],
    [`${name}Buffer`, buffer],
  ] as const) {
    Object.defineProperty(target, key, { value, configurable: true, enumerable: true, writable: true })
  }
}

/** The methods that are no commands of their own. */
const own: Record<string, unknown> = {
  getBuiltinCommands(): string[] {
    return METHODS.slice()
  },

  createBuiltinCommand(name: string) {
    return { string: commandMethod(name, 'utf8'), buffer: commandMethod(name, null) }
  },

  addBuiltinCommand(this: Commander, name: string): void {
    this.addedBuiltinSet.add(name)
    define(this, name, commandMethod(name, 'utf8', name), commandMethod(name, null, `${name}Buffer`))
  },

  defineCommand(this: Commander, name: string, definition: ScriptDefinition): void {
    const script = new Script(
      definition.lua,
      definition.numberOfKeys,
      optionsOf(this).keyPrefix,
      definition.readOnly,
    )
    setOwn(this.scriptsSet as Record<string, unknown>, name, script)
    define(this, name, scriptMethod(name, script, 'utf8'), scriptMethod(name, script, null))
  },
}

/** Puts all methods on a prototype. */
export function addCommands(prototype: object): void {
  // A prototype that has lost a property is kept as a table from then on: each of the many methods
  // would copy the description of all before it otherwise.
  Object.assign(prototype, { a: 1, b: 2 })
  for (const name of ['a', 'b']) Reflect.deleteProperty(prototype, name)
  for (const name of METHODS) {
    define(prototype, name, commandMethod(name, 'utf8', name), commandMethod(name, null, `${name}Buffer`))
  }
  define(prototype, 'call', callMethod('utf8'), callMethod(null))
  const methods = { ...own, send_command: callMethod('utf8') }
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(prototype, name, { value, configurable: true, enumerable: false, writable: true })
  }
}
