/**
 * Commands of many keys, in parts: MGET, MSET, DEL, UNLINK, EXISTS and TOUCH whose keys lie in several
 * slots become one command for each slot, and their replies one reply.
 *
 * The servers execute the parts one by one: what was atomic on one server is not across slots.
 */

import type { Argument } from '../arguments'
import { ignore } from '../callback'
import { Command } from '../command'
import { slotOf } from './slots'

/** How a command is taken apart and its replies are joined. */
interface Form {
  /** How many arguments belong to one key. */
  step: number
  join(replies: unknown[], positions: number[][], keys: number): unknown
}

const sum: Form = {
  step: 1,
  join: (replies) => {
    const total = replies.reduce<number>((sum, reply) => sum + Number(reply), 0)
    // With `stringNumbers` numbers are texts.
    return typeof replies[0] === 'string' ? String(total) : total
  },
}

const FORMS: Record<string, Form> = {
  mget: {
    step: 1,
    join: (replies, positions, keys) => {
      const joined: unknown[] = new Array(keys)
      positions.forEach((places, part) => {
        const values = replies[part] as unknown[]
        places.forEach((place, at) => {
          joined[place] = values[at]
        })
      })
      return joined
    },
  },
  mset: { step: 2, join: (replies) => replies[0] },
  del: sum,
  unlink: sum,
  exists: sum,
  touch: sum,
}

const forms = new Map(Object.entries(FORMS))

/** A command in parts, each for one slot. */
export interface Split {
  parts: Command[]
  /** Settles the command by its parts. To be called when they are sent. */
  join(): void
}

/** The parts of a command whose keys lie in several slots; undefined for one that goes as it is. */
export function split(command: Command): Split | undefined {
  const form = forms.get(command.name) ?? forms.get(command.name.toLowerCase())
  const { args } = command
  if (form === undefined || args.length < 2 * form.step || args.length % form.step !== 0) return undefined
  const first = slotOf(args[0])
  let at = form.step
  while (at < args.length && slotOf(args[at]) === first) at += form.step
  if (at >= args.length) return undefined
  return inParts(command, form)
}

function inParts(command: Command, form: Form): Split {
  const { args } = command
  const bySlot = new Map<number, { args: Argument[]; positions: number[] }>()
  for (let at = 0; at < args.length; at += form.step) {
    const slot = slotOf(args[at])
    const part = bySlot.get(slot) ?? { args: [], positions: [] }
    bySlot.set(slot, part)
    for (let i = 0; i < form.step; i++) part.args.push(args[at + i])
    part.positions.push(at / form.step)
  }
  const groups = [...bySlot.values()]
  const parts = groups.map((group) => partOf(command, group.args))
  const positions = groups.map((group) => group.positions)
  const keys = args.length / form.step
  return { parts, join: () => joinParts(command, parts, (replies) => form.join(replies, positions, keys)) }
}

/** A command that does a part of what another one does. */
export function partOf(command: Command, args: readonly unknown[]): Command {
  const part = new Command(command.name, args as unknown[], { replyEncoding: command.replyEncoding })
  part.deadline = command.deadline
  part.since = command.since
  part.isReadOnly = command.isReadOnly
  part.isTraced = command.isTraced
  part.pipelineIndex = command.pipelineIndex
  return part
}

/** Settles a command when all its parts are settled. */
export function joinParts(command: Command, parts: Command[], join: (replies: unknown[]) => unknown): void {
  Promise.allSettled(parts.map(({ promise }) => promise))
    .then((outcomes) => {
      if (command.isSettled) return
      const failures = outcomes.filter((outcome) => outcome.status === 'rejected')
      if (failures.length === 0) {
        command.settle(join(outcomes.map((outcome) => (outcome as PromiseFulfilledResult<unknown>).value)))
        return
      }
      const error: Error & { maybeExecuted?: boolean } = failures[0].reason
      // The other parts are done, whatever became of this one.
      if (failures.length < parts.length) Object.assign(error, { maybeExecuted: true })
      command.reject(error)
    })
    .catch(ignore)
}
