/**
 * A server that can not be asked just now: it is not there, cuts the connection, or does not serve yet. Servers of
 * a topology do that whenever roles change, a sentinel by CLIENT KILL, a replica while it loads what its master
 * sent. Who waits asks again (`askUntil`); to everybody else it is an error like any other.
 */
export class Unavailable extends Error {
  override name = 'Unavailable'
}

/** What a server says that has done nothing, and will when it is what it is to become. */
const NOT_YET = /^(LOADING|MASTERDOWN|READONLY) /

/** What redis-cli says when it had no connection, or lost it. */
const NO_CONNECTION =
  /^Could not connect to Redis|^Error: (Server closed the connection|Connection reset|Broken pipe)/m

/** The error for the words of a server, or of redis-cli in its place. */
export function failure(words: string, asked: string): Error {
  const passes = NOT_YET.test(words) || NO_CONNECTION.test(words)
  return new (passes ? Unavailable : Error)(`${asked}: ${words}`)
}
