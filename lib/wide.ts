/**
 * Strings of UTF-8 beyond Latin-1, where V8 is slow to make them.
 *
 * Until version 13 its decoder looks at one byte at a time. Node's own transcoder does not, but gives
 * UTF-16, in which V8 keeps only what Latin-1 has no room for.
 */
import * as buffer from 'node:buffer'
import type { NodeBuffer } from './blocks'

// Node can be built without it.
const transcode: typeof buffer.transcode | undefined = buffer.transcode

const isSlow =
  transcode !== undefined &&
  Number.parseInt(process.versions.v8, 10) < 13 &&
  process.versions.bun === undefined

/** Shorter strings take longer by the detour. */
const LEAST = 1024
/** The first byte of a character beyond Latin-1 is this or more, and no other byte is. */
const BEYOND = 0xc4
/** How many places are looked at, and how many bytes at each: no character has more. */
const PLACES = 16
const WIDEST = 4

/** The string of these bytes, which may be any. */
export function textOf(bytes: NodeBuffer, start: number, end: number): string {
  if (isSlow && end - start >= LEAST && isWide(bytes, start, end)) {
    try {
      const units = transcode(bytes.subarray(start, end), 'utf8', 'ucs2') as NodeBuffer
      return units.ucs2Slice(0, units.length)
    } catch {
      // They are no UTF-8: V8 says what stands for what.
    }
  }
  return bytes.utf8Slice(start, end)
}

/** Whether there is a character beyond Latin-1 in some of the places where there would be many. */
function isWide(bytes: Uint8Array, start: number, end: number): boolean {
  const step = Math.floor((end - start) / PLACES)
  for (let place = start; place < end; place += step) {
    const last = Math.min(place + WIDEST, end)
    for (let at = place; at < last; at++) if (bytes[at] >= BEYOND) return true
  }
  return false
}
