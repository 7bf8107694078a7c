/**
 * The circuit breaker's figures: what callers may give, and the defaults. The breaker itself is in
 * the addon, one for each shared client.
 */

export type BreakerMode = 'closed' | 'open' | 'half-open'

export interface BreakerOptions {
  /** Opens when so many commands fell to the network within `window`; 0 never. */
  failures?: number
  /** Milliseconds. */
  window?: number
  /** And when they are at least so many of a hundred. */
  percent?: number
  /** Opens after so many milliseconds without a connection; 0 never. */
  outage?: number
  /** While open, a connection is tried this often, in milliseconds. */
  probe?: number
}

export const BREAKER_DEFAULTS: Required<BreakerOptions> = {
  failures: 20,
  window: 10_000,
  percent: 50,
  outage: 10_000,
  probe: 1000,
}

const LEAST: Required<BreakerOptions> = { failures: 0, window: 1, percent: 0, outage: 0, probe: 1 }
const MOST: Required<BreakerOptions> = {
  failures: 2 ** 31 - 1,
  window: 2 ** 31 - 1,
  percent: 100,
  outage: 2 ** 31 - 1,
  probe: 2 ** 31 - 1,
}

/** What is wrong with the option `circuitBreaker`, each in a line. */
export function breakerProblems(given: unknown): string[] {
  if (given === undefined || given === null || typeof given === 'boolean') return []
  if (typeof given !== 'object') {
    return [`the option circuitBreaker is "${String(given)}", expected true, false or an object`]
  }
  return Object.entries(given).flatMap(([name, value]) => {
    if (!Object.hasOwn(BREAKER_DEFAULTS, name)) {
      const known = Object.keys(BREAKER_DEFAULTS).join(', ')
      return [`the option circuitBreaker.${name} is not known, expected one of ${known}`]
    }
    const figure = name as keyof BreakerOptions
    if (value === undefined || (Number.isInteger(value) && value >= LEAST[figure] && value <= MOST[figure])) {
      return []
    }
    return [
      `the option circuitBreaker.${name} is "${String(value)}", expected a whole number from ${LEAST[figure]} to ${MOST[figure]}`,
    ]
  })
}

/** The figures for the addon; null is off. */
export function breakerLimits(given: unknown): Required<BreakerOptions> | null {
  if (given === false) return null
  const limits = { ...BREAKER_DEFAULTS }
  if (typeof given !== 'object' || given === null) return limits
  for (const name of Object.keys(limits) as Array<keyof BreakerOptions>) {
    limits[name] = (given as BreakerOptions)[name] ?? limits[name]
  }
  return limits
}
