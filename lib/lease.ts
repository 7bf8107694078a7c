/**
 * What a handle has on loan from its shared client: a connection for each command that blocks, and
 * places for those that `isolate` makes.
 *
 * The addon lends, for all handles of the process, and takes a connection back when the reply of
 * its command has come. What a handle borrows ends with the handle.
 */

import type { Command } from './command'
import type { Session } from './session'

export class Leases {
  private session: Session | undefined

  constructor(private readonly open: () => Session) {}

  private borrow(): Session {
    this.session ??= this.open()
    return this.session
  }

  /** Sends a command on a connection of its own; it is rejected when too many are lent. */
  run(command: Command, deadline: number): void {
    this.borrow().send(command, deadline)
  }

  /** Takes a place for a connection. Throws when all are taken. Returns what gives it back. */
  reserve(): () => void {
    const session = this.borrow()
    session.reserve()
    return () => {
      if (this.session === session) session.release()
    }
  }

  /** Takes commands back; a connection that one of them blocks ends. Returns those not here. */
  cancel(commands: ReadonlySet<Command>, error: () => Error): ReadonlySet<Command> {
    return this.session?.cancel(commands, error) ?? commands
  }

  /** Ends all that is on loan: a late element would go to nobody. */
  close(error: (command: Command) => Error): void {
    this.session?.failAll(error)
    this.session?.close()
    this.session = undefined
  }
}
