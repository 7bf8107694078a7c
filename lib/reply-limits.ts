/**
 * How large a reply may be: what callers may give, and the defaults. The addon holds replies to it
 * while they come.
 */

export interface ReplyLimits {
  /** Bytes of one reply in all, as they are kept: those of its strings, and four for each value. */
  bytes?: number
  /** Bytes of one string. */
  bulk?: number
  /** Items of one array, set, map or push. */
  items?: number
  /** How deep collections may lie in one another. */
  depth?: number
}

const DEFAULTS: Required<ReplyLimits> = {
  bytes: 2 ** 30,
  bulk: 2 ** 29,
  items: 2 ** 27,
  depth: 128,
}

/** With less, clients can not shake hands; more does not fit what replies are laid in. */
const LEAST: Required<ReplyLimits> = { bytes: 65_536, bulk: 65_536, items: 1_024, depth: 8 }
const MOST: Required<ReplyLimits> = {
  bytes: 2 ** 32 - 1,
  bulk: 2 ** 32 - 1,
  items: 2 ** 31 - 1,
  depth: 1_024,
}

const NAMES = Object.keys(DEFAULTS) as Array<keyof ReplyLimits>

/** What is wrong with the option `replyLimits`, each in a line. */
export function replyLimitProblems(given: unknown): string[] {
  if (given === undefined || given === null) return []
  if (typeof given !== 'object') return [`the option replyLimits is "${String(given)}", expected an object`]
  return Object.entries(given).flatMap(([name, value]) => {
    if (!Object.hasOwn(DEFAULTS, name)) {
      return [`the option replyLimits.${name} is not known, expected one of ${NAMES.join(', ')}`]
    }
    const limit = name as keyof ReplyLimits
    const fits = Number.isInteger(value) && value >= LEAST[limit] && value <= MOST[limit]
    if (value === undefined || fits) return []
    const range = `a whole number from ${LEAST[limit]} to ${MOST[limit]}`
    return [`the option replyLimits.${name} is "${String(value)}", expected ${range}`]
  })
}

/** The figures for the addon. */
export function replyLimits(given: ReplyLimits | null | undefined): Required<ReplyLimits> {
  const limits = { ...DEFAULTS }
  for (const name of NAMES) limits[name] = given?.[name] ?? limits[name]
  return limits
}
