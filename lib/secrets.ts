/**
 * Keeping credentials out of what people look at: inspection, JSON, errors, logs. The values
 * themselves stay where ioredis has them, as libraries read and change `options.password`.
 */

const HIDDEN = '***'
const SECRET = new Set(['password', 'sentinelPassword'])

/** Commands whose arguments may be credentials. */
const SECRET_COMMANDS = new Set(['auth', 'hello', 'acl', 'migrate'])

const inspect = Symbol.for('nodejs.util.inspect.custom')

/** Arguments as an error may show them. */
export function shownArguments<T>(name: string, args: readonly T[]): readonly (T | string)[] {
  const lower = name.toLowerCase()
  const secret = SECRET_COMMANDS.has(lower) || (lower === 'config' && String(args[0]).toLowerCase() === 'set')
  return secret ? args.map(() => HIDDEN) : args
}

function withoutSecrets(value: object): Record<string, unknown> {
  const shown: Record<string, unknown> = { ...value }
  for (const name of Object.keys(shown)) {
    if (SECRET.has(name) && shown[name]) shown[name] = HIDDEN
    if (name === 'redisOptions' && typeof shown[name] === 'object' && shown[name] !== null) {
      shown[name] = withoutSecrets(shown[name])
    }
  }
  return shown
}

/** Makes an object of options show itself without its passwords. */
export function hideSecrets<T extends object>(options: T): T {
  const show = () => withoutSecrets(options)
  for (const key of [inspect, 'toJSON']) {
    Object.defineProperty(options, key, { value: show, configurable: true, writable: true })
  }
  return options
}
