/**
 * Keeping credentials out of what people look at: inspection, JSON, errors, logs. The values
 * themselves stay where ioredis has them, as libraries read and change `options.password`.
 */

const HIDDEN = '***'
const SECRET = new Set(['password', 'sentinelPassword'])

/** What of `tls` nobody may see. */
const SECRET_TLS = new Set(['key', 'passphrase', 'pfx'])

/** Commands whose arguments may be credentials. */
const SECRET_COMMANDS = new Set(['auth', 'hello', 'acl', 'migrate'])
/** And with which first argument, where that decides. */
const SECRET_FORMS: Record<string, RegExp> = { config: /^set$/i, sentinel: /^(set|config)$/i }

/** What a rule of ACL SETUSER begins with, or is, when it is no password. */
const PLAIN_RULE =
  /^(?:[~&+%()-]|(?:on|off|nopass|reset|(?:reset)?(?:pass|keys|channels)|all(?:keys|channels|commands)|nocommands|clearselectors|(?:skip-)?sanitize-payload)$)/i

const inspect = Symbol.for('nodejs.util.inspect.custom')

/** Whether the arguments of a command may be credentials. */
export function isSecret(name: string, args: readonly unknown[]): boolean {
  const lower = name.toLowerCase()
  if (SECRET_COMMANDS.has(lower)) return true
  return Object.hasOwn(SECRET_FORMS, lower) && SECRET_FORMS[lower].test(String(args[0]))
}

/** Arguments as an error may show them. */
export function shownArguments<T>(name: string, args: readonly T[]): readonly (T | string)[] {
  return isSecret(name, args) ? args.map(() => HIDDEN) : args
}

/** Those arguments of a secret command that are credentials. */
function credentials(name: string, texts: string[]): string[] {
  switch (name.toLowerCase()) {
    case 'auth':
      return texts
    case 'acl':
      return texts.slice(2).filter((rule) => !PLAIN_RULE.test(rule))
    default:
      // What follows AUTH, AUTH2, requirepass, auth-pass and their like.
      return texts.filter((_, i) =>
        /auth|pass/i.test(`${texts[i - 1]} ${/auth2/i.test(texts[i - 2]) ? 'auth' : ''}`),
      )
  }
}

/** Takes credentials out of what the server says to a command: it may repeat the arguments. */
export function conceal(error: Error, name: string, args: readonly unknown[]): void {
  if (!isSecret(name, args)) return
  const { message, stack } = error
  let shown = message.replace(/(with args beginning with:).*/s, `$1 ${HIDDEN}`)
  for (const text of credentials(name, args.map(String))) {
    if (text.length > 2) shown = shown.replaceAll(text, HIDDEN)
  }
  if (shown === message) return
  error.message = shown
  if (stack !== undefined) error.stack = stack.replaceAll(message, shown)
}

/** Makes the objects of a class show what `show` gives; `this` for all that they have. */
export function showAs<T extends object>(prototype: T, show: (it: T) => object): void {
  Object.defineProperty(prototype, inspect, {
    value(this: T) {
      return show(this)
    },
    configurable: true,
    writable: true,
  })
}

/** A list of addresses that shows no passwords, neither of options nor of URLs. */
export function hideAddresses<T>(addresses: readonly T[]): T[] {
  const list = [...addresses]
  const shown = (address: T) => {
    if (typeof address === 'object' && address !== null) return withoutSecrets(address)
    return typeof address === 'string' && /@|password=/i.test(address) ? HIDDEN : address
  }
  for (const key of [inspect, 'toJSON']) {
    Object.defineProperty(list, key, { value: () => list.map(shown), configurable: true, writable: true })
  }
  return list
}

function withoutSecrets(value: object): Record<string, unknown> {
  const shown: Record<string, unknown> = { ...value }
  for (const name of Object.keys(shown)) {
    if (SECRET.has(name) && shown[name]) shown[name] = HIDDEN
    if (
      (name === 'tls' || name === 'sentinelTLS') &&
      typeof shown[name] === 'object' &&
      shown[name] !== null
    ) {
      shown[name] = withoutKeys(shown[name])
    }
    if (name === 'redisOptions' && typeof shown[name] === 'object' && shown[name] !== null) {
      shown[name] = withoutSecrets(shown[name])
    }
  }
  return shown
}

function withoutKeys(value: object): Record<string, unknown> {
  const shown: Record<string, unknown> = { ...value }
  for (const name of SECRET_TLS) {
    if (shown[name]) shown[name] = HIDDEN
  }
  return shown
}

/** Makes an object of options show itself without its passwords. */
export function hideSecrets<T extends object>(options: T): T {
  return showWithout(options, withoutSecrets)
}

/** Makes settings of TLS show themselves without private keys. */
export function hideKeys<T extends object>(tls: T): T {
  return showWithout(tls, withoutKeys)
}

function showWithout<T extends object>(object: T, without: (object: T) => unknown): T {
  const show = () => without(object)
  for (const key of [inspect, 'toJSON']) {
    Object.defineProperty(object, key, { value: show, configurable: true, writable: true })
  }
  return object
}
