/**
 * How many times `lib/redis.ts` was evaluated in this process, and how many clients came of it.
 *
 * Next bundles a copy of `lib/` into each server entry and evaluates a copy anew after an edit. This
 * module imports `./redis`, so a new evaluation of that file brings a new evaluation of this one,
 * and it counts them. The count must outlive every copy. `process` does: it is the one object that
 * all the bundles of a process share, while a variable of this module starts at zero in each copy.
 */
import { redis } from './redis'

interface Evaluations {
  count: number
  clients: Set<object>
}

const key = Symbol.for('next-app.evaluations')
const shared = process as unknown as Record<symbol, Evaluations | undefined>

shared[key] ??= { count: 0, clients: new Set() }
const evaluations = shared[key]
evaluations.count += 1
evaluations.clients.add(redis)

export function getEvaluations(): { evaluations: number; clients: number } {
  return { evaluations: evaluations.count, clients: evaluations.clients.size }
}
