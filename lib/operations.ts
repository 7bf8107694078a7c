/** The functions of the module that work on the default client, as its callers know them. */

import { redis } from './client'

type Value = string | number | Buffer
type Method = (...args: unknown[]) => Promise<never>

const method = (name: string) => (redis as unknown as Record<string, Method>)[name].bind(redis)

/** The value of a key, or null. */
export function get(key: string | Buffer): Promise<string | null> {
  return method('get')(key)
}

/** Sets a key, with the options of SET behind the value. */
export function set(key: string | Buffer, value: Value, ...options: unknown[]): Promise<string | null> {
  return method('set')(key, value, ...options)
}

/** `PONG`, or the message. */
export function ping(...message: Array<string | Buffer>): Promise<string> {
  return method('ping')(...message)
}

/** The value of a key, or null. */
export function getKey(key: string): Promise<string | null> {
  return method('get')(key)
}

/** Sets a key, for `ttlSeconds` if given. */
export async function setKey(key: string, value: Value, ttlSeconds?: number): Promise<'OK'> {
  if (ttlSeconds === undefined) return method('set')(key, value)
  if (!Number.isInteger(ttlSeconds) || ttlSeconds <= 0) {
    throw new RangeError(`ttlSeconds is ${ttlSeconds}, expected a whole number of seconds above 0`)
  }
  return method('set')(key, value, 'EX', ttlSeconds)
}

/** The values of keys in their order, null where there is none. */
export async function getMultipleKeys(keys: string[]): Promise<Array<string | null>> {
  return keys.length === 0 ? [] : method('mget')(keys)
}

/** What the default client puts in front of each key. */
export function getKeyPrefix(): string {
  return redis.options.keyPrefix ?? ''
}

/** A key as it is stored. Commands of the client do this by themselves. */
export function prefixKey(key: string): string {
  return getKeyPrefix() + key
}

/** A stored key as the client's callers name it; one without the prefix stays as it is. */
export function unprefixKey(key: string): string {
  const prefix = getKeyPrefix()
  return key.startsWith(prefix) ? key.slice(prefix.length) : key
}

/** The name of a channel: the prefix and the parts, joined by colons. */
export function buildRedisChannelName(...parts: Array<string | number>): string {
  if (parts.length === 0) throw new TypeError('a channel name needs at least one part')
  for (const part of parts) {
    if (part === '' || (typeof part !== 'string' && typeof part !== 'number')) {
      throw new TypeError(
        `a part of a channel name is ${JSON.stringify(part) ?? 'undefined'}, expected a text`,
      )
    }
    if (String(part).includes(':')) {
      throw new TypeError(`a part of a channel name is "${part}", expected a text without ":"`)
    }
  }
  const prefix = getKeyPrefix().replace(/:+$/, '')
  return [...(prefix === '' ? [] : [prefix]), ...parts].join(':')
}
