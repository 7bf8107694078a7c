/** Times as the addon takes them: whole milliseconds, and none that its words could not hold. */

/** Some 25 days, the most that a timer of Node's takes. */
export const LONGEST = 2 ** 31 - 1

/** Whole milliseconds, also of a text as a URL has it; 0, which is none, where nothing sensible is said. */
export function milliseconds(value: unknown, most = LONGEST): number {
  const number = Number(value)
  return number > 0 ? Math.min(Math.ceil(number), most) : 0
}
