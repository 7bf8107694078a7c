/**
 * The slot that a command belongs to, by its first key.
 *
 * For most commands the first key has a fixed place, which is found out once by asking the command
 * table; for the others the table is asked each time.
 */

import { exists, getKeyIndexes } from '@ioredis/commands'
import type { Command } from '../command'
import { slotOf } from './slots'

/** Commands without keys have no slot. */
export const NO_SLOT = -1

/** The first key has no fixed place. */
const VARIES = -1

// Arguments that name a number of keys, and arguments that do not.
const NUMBERS = Array.from({ length: 8 }, () => '1')
const WORDS = Array.from({ length: 8 }, () => 'x')

/** Its key has another place where the third argument is empty. */
const IRREGULAR = new Set(['migrate'])

const places = new Map<string, number>()

function placeOf(name: string): number {
  const known = places.get(name)
  if (known !== undefined) return known
  // Names come from callers: only those of the table are remembered.
  if (!exists(name)) return VARIES
  const [first = VARIES] = getKeyIndexes(name, NUMBERS)
  const [other = VARIES] = getKeyIndexes(name, WORDS)
  const place = first === other && !IRREGULAR.has(name) ? first : VARIES
  places.set(name, place)
  return place
}

/** The slot of a call that is no command yet, whose arguments are as its caller gave them. */
export function slotOfCall(name: string, args: unknown[], prefix = ''): number {
  const flat = args.flat() as string[]
  const place = placeOf(name)
  const key = place === VARIES ? (exists(name) ? flat[getKeyIndexes(name, flat)[0]] : undefined) : flat[place]
  if (key === undefined || key === null) return NO_SLOT
  return slotOf(Buffer.isBuffer(key) ? Buffer.concat([Buffer.from(prefix), key]) : prefix + key)
}

/** The slot of a command; {@link NO_SLOT} for one without keys. */
export function slotOfCommand(command: Command): number {
  const { args } = command
  const place = placeOf(command.name)
  const key = place === VARIES ? command.getKeys()[0] : args[place]
  return key === undefined ? NO_SLOT : slotOf(key)
}
