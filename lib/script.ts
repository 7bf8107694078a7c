/**
 * Lua scripts as commands. The first use on a connection sends the whole script by EVAL, which
 * also loads it; later uses send its digest by EVALSHA. A server that has forgotten the script
 * gets it once more. Within a transaction nothing can be sent once more, so each transaction sends
 * its scripts whole at their first use, whatever the connection has loaded.
 */

import { createHash } from 'node:crypto'
import { asCallback, type Callback, ignore } from './callback'
import { Command, type CommandOptions } from './command'

export interface ScriptDefinition {
  lua: string
  numberOfKeys?: number | null
  readOnly?: boolean
}

/** What runs a script: a client or a pipeline. */
export interface ScriptContainer {
  isPipeline?: boolean
  redis?: ScriptContainer
  sendCommand(command: Command): unknown
}

const digests = new Map<string, string>()

/** The SHA-1 of a script, computed once for each text. */
function digestOf(lua: string): string {
  let digest = digests.get(lua)
  if (digest === undefined) {
    digest = createHash('sha1').update(lua).digest('hex')
    digests.set(lua, digest)
  }
  return digest
}

/** EVALSHA or EVAL, decided when it is written. */
export class ScriptCommand extends Command {
  constructor(
    readonly script: Script,
    args: unknown[],
    options: CommandOptions,
  ) {
    super('evalsha', [script.sha, ...args], options)
  }

  /** Chooses the form for a connection that knows the scripts of `loaded`. */
  choose(loaded: Set<string>): void {
    const { sha, lua } = this.script
    if (loaded.has(sha)) {
      this.name = 'evalsha'
      this.args[0] = sha
    } else {
      loaded.add(sha)
      this.name = 'eval'
      this.args[0] = lua
    }
  }

  /** Takes back that the connection knows the script. */
  forgotten(loaded: Set<string>): void {
    loaded.delete(this.script.sha)
  }
}

/**
 * What loads the scripts that commands are to run by their digests, but for those that are being loaded:
 * a server may have lost them, and what it refuses would run after what follows it.
 */
export function loadsFor(commands: readonly Command[], loading: readonly Command[]): Command[] {
  const known = new Set(loading.map(({ args }) => args[1]))
  const loads: Command[] = []
  for (const command of commands) {
    if (!(command instanceof ScriptCommand)) continue
    const { lua } = command.script
    if (command.name === 'evalsha' && !known.has(lua)) loads.push(new Command('script', ['LOAD', lua]))
    known.add(lua)
  }
  return loads
}

export class Script {
  readonly sha: string

  constructor(
    readonly lua: string,
    private readonly numberOfKeys: number | null = null,
    private readonly keyPrefix: string | undefined = '',
    private readonly readOnly = false,
  ) {
    this.sha = digestOf(lua)
  }

  /** The arguments of EVALSHA for those of a call. */
  given(args: unknown[]): unknown[] {
    return typeof this.numberOfKeys === 'number'
      ? [this.sha, this.numberOfKeys, ...args]
      : [this.sha, ...args]
  }

  execute(
    container: ScriptContainer,
    args: unknown[],
    options: CommandOptions,
    callback?: Callback,
  ): unknown {
    if (typeof this.numberOfKeys === 'number') args.unshift(this.numberOfKeys)
    if (this.keyPrefix) options.keyPrefix = this.keyPrefix
    if (this.readOnly) options.readOnly = true
    const command = new ScriptCommand(this, args, options)
    const promise = command.promise.catch((error: Error) => {
      if (!error.message.includes('NOSCRIPT')) throw error
      const again = new ScriptCommand(this, args, options)
      const client = container.isPipeline ? container.redis : container
      return client?.sendCommand(again)
    })
    command.promise = promise
    asCallback(promise, callback)
    try {
      return container.sendCommand(command)
    } catch (error) {
      // Who called hears it at once.
      promise.catch(ignore)
      throw error
    }
  }
}
