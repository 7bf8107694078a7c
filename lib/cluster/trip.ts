/**
 * What is sent again as a whole: one command, or a transaction.
 *
 * A trip knows how often it has failed and how long it may take; the router decides where it goes. A
 * command has none until it fails for the first time.
 */

import type { Command, Route } from '../command'
import type { Waiting } from './delays'
import type { Node } from './nodes'

/** Where trips are sent. */
export interface Sender {
  /** Sends a trip to `node`, or to the one that the slots say. */
  go(trip: Trip, node?: Node, asking?: boolean): void
  /** A transaction failed as a whole by `cause`, which is the first refusal or the loss of the connection. */
  transactionFailed(trip: TransactionTrip, cause: Error): void
  /** The error of a trip whose time is over. */
  expired(trip: Trip): Error
}

export abstract class Trip implements Waiting {
  /** How often it has failed. */
  attempts = 0
  lastError: Error | undefined

  constructor(
    protected readonly sender: Sender,
    readonly slot: number,
    readonly until: number,
  ) {}

  abstract readonly commands: readonly Command[]

  /** Whether nobody waits for it any more. */
  abstract readonly isOver: boolean

  /** Fails it for good. */
  abstract fail(error: Error): void

  again(): void {
    if (!this.isOver) this.sender.go(this)
  }

  expire(): void {
    this.fail(this.sender.expired(this))
  }
}

export class CommandTrip extends Trip {
  readonly commands: readonly Command[]

  constructor(sender: Sender, command: Command, slot: number, until: number) {
    super(sender, slot, until)
    this.commands = [command]
  }

  get isOver(): boolean {
    return this.commands[0].isSettled
  }

  fail(error: Error): void {
    const [command] = this.commands
    command.route = undefined
    command.reject(error)
  }
}

/** Failures of a command that are not those of its transaction. */
function isOwn(error: Error): boolean {
  return error.name !== 'ReplyError' && error.message !== 'Connection is closed.'
}

/** MULTI to EXEC. What its commands fail with is held until EXEC says what became of all. */
export class TransactionTrip extends Trip implements Route {
  node: Node | undefined
  private readonly held = new Map<Command, Error>()
  private readonly last: Command

  constructor(
    sender: Sender,
    readonly commands: readonly Command[],
    slot: number,
    until: number,
  ) {
    super(sender, slot, until)
    this.last = commands[commands.length - 1]
    const release = () => this.release()
    this.last.promise.then(release, release)
  }

  get isOver(): boolean {
    return this.last.isSettled
  }

  failed(command: Command, error: Error): void {
    if (command === this.last) {
      const refusal = error.message.startsWith('EXECABORT') ? this.held.values().next().value : undefined
      this.lastError = error
      this.sender.transactionFailed(this, refusal ?? error)
    } else if (isOwn(error)) {
      settle(command, error)
    } else {
      this.held.set(command, error)
    }
  }

  /** Forgets what failed, as all is sent again. */
  begin(): void {
    this.held.clear()
  }

  fail(error: Error): void {
    for (const command of this.commands) {
      if (command !== this.last && !command.isSettled && !this.held.has(command)) settle(command, error)
    }
    this.release()
    settle(this.last, error)
  }

  /** Gives EXEC its own error, and the commands theirs. */
  end(): void {
    this.fail(this.lastError as Error)
  }

  private release(): void {
    for (const [command, error] of this.held) settle(command, error)
    this.held.clear()
  }
}

function settle(command: Command, error: Error): void {
  command.route = undefined
  command.reject(error)
}
