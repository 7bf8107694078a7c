/**
 * Short strings of ASCII bytes, each made at once and alone.
 *
 * `latin1Slice` calls into C++, which costs more than making the string up to {@link LONGEST} bytes; a
 * substring of something longer is slow to compare and keeps all of it alive. `fromCharCode` is fast
 * with a fixed number of arguments only: hence the table.
 */

const { fromCharCode } = String

/** From more bytes on, `latin1Slice` is faster. */
export const LONGEST = 32

/** The string of `size` bytes at `a`, {@link LONGEST} at most. All must be ASCII. */
// biome-ignore format: a table
export function short(b: Uint8Array, a: number, size: number): string {
  switch (size) {
    case 1: return fromCharCode(b[a])
    case 2: return fromCharCode(b[a], b[a + 1])
    case 3: return fromCharCode(b[a], b[a + 1], b[a + 2])
    case 4: return fromCharCode(b[a], b[a + 1], b[a + 2], b[a + 3])
    case 5: return fromCharCode(b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4])
    case 6: return fromCharCode(b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5])
    case 7: return fromCharCode(b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6])
    case 8: return fromCharCode(b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6], b[a + 7])
    case 9: return fromCharCode(
      b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6], b[a + 7],
      b[a + 8])
    case 10: return fromCharCode(
      b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6], b[a + 7],
      b[a + 8], b[a + 9])
    case 11: return fromCharCode(
      b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6], b[a + 7],
      b[a + 8], b[a + 9], b[a + 10])
    case 12: return fromCharCode(
      b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6], b[a + 7],
      b[a + 8], b[a + 9], b[a + 10], b[a + 11])
    case 13: return fromCharCode(
      b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6], b[a + 7],
      b[a + 8], b[a + 9], b[a + 10], b[a + 11], b[a + 12])
    case 14: return fromCharCode(
      b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6], b[a + 7],
      b[a + 8], b[a + 9], b[a + 10], b[a + 11], b[a + 12], b[a + 13])
    case 15: return fromCharCode(
      b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6], b[a + 7],
      b[a + 8], b[a + 9], b[a + 10], b[a + 11], b[a + 12], b[a + 13], b[a + 14])
    case 16: return fromCharCode(
      b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6], b[a + 7],
      b[a + 8], b[a + 9], b[a + 10], b[a + 11], b[a + 12], b[a + 13], b[a + 14], b[a + 15])
    case 17: return fromCharCode(
      b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6], b[a + 7],
      b[a + 8], b[a + 9], b[a + 10], b[a + 11], b[a + 12], b[a + 13], b[a + 14], b[a + 15],
      b[a + 16])
    case 18: return fromCharCode(
      b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6], b[a + 7],
      b[a + 8], b[a + 9], b[a + 10], b[a + 11], b[a + 12], b[a + 13], b[a + 14], b[a + 15],
      b[a + 16], b[a + 17])
    case 19: return fromCharCode(
      b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6], b[a + 7],
      b[a + 8], b[a + 9], b[a + 10], b[a + 11], b[a + 12], b[a + 13], b[a + 14], b[a + 15],
      b[a + 16], b[a + 17], b[a + 18])
    case 20: return fromCharCode(
      b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6], b[a + 7],
      b[a + 8], b[a + 9], b[a + 10], b[a + 11], b[a + 12], b[a + 13], b[a + 14], b[a + 15],
      b[a + 16], b[a + 17], b[a + 18], b[a + 19])
    case 21: return fromCharCode(
      b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6], b[a + 7],
      b[a + 8], b[a + 9], b[a + 10], b[a + 11], b[a + 12], b[a + 13], b[a + 14], b[a + 15],
      b[a + 16], b[a + 17], b[a + 18], b[a + 19], b[a + 20])
    case 22: return fromCharCode(
      b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6], b[a + 7],
      b[a + 8], b[a + 9], b[a + 10], b[a + 11], b[a + 12], b[a + 13], b[a + 14], b[a + 15],
      b[a + 16], b[a + 17], b[a + 18], b[a + 19], b[a + 20], b[a + 21])
    case 23: return fromCharCode(
      b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6], b[a + 7],
      b[a + 8], b[a + 9], b[a + 10], b[a + 11], b[a + 12], b[a + 13], b[a + 14], b[a + 15],
      b[a + 16], b[a + 17], b[a + 18], b[a + 19], b[a + 20], b[a + 21], b[a + 22])
    case 24: return fromCharCode(
      b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6], b[a + 7],
      b[a + 8], b[a + 9], b[a + 10], b[a + 11], b[a + 12], b[a + 13], b[a + 14], b[a + 15],
      b[a + 16], b[a + 17], b[a + 18], b[a + 19], b[a + 20], b[a + 21], b[a + 22], b[a + 23])
    case 25: return fromCharCode(
      b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6], b[a + 7],
      b[a + 8], b[a + 9], b[a + 10], b[a + 11], b[a + 12], b[a + 13], b[a + 14], b[a + 15],
      b[a + 16], b[a + 17], b[a + 18], b[a + 19], b[a + 20], b[a + 21], b[a + 22], b[a + 23],
      b[a + 24])
    case 26: return fromCharCode(
      b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6], b[a + 7],
      b[a + 8], b[a + 9], b[a + 10], b[a + 11], b[a + 12], b[a + 13], b[a + 14], b[a + 15],
      b[a + 16], b[a + 17], b[a + 18], b[a + 19], b[a + 20], b[a + 21], b[a + 22], b[a + 23],
      b[a + 24], b[a + 25])
    case 27: return fromCharCode(
      b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6], b[a + 7],
      b[a + 8], b[a + 9], b[a + 10], b[a + 11], b[a + 12], b[a + 13], b[a + 14], b[a + 15],
      b[a + 16], b[a + 17], b[a + 18], b[a + 19], b[a + 20], b[a + 21], b[a + 22], b[a + 23],
      b[a + 24], b[a + 25], b[a + 26])
    case 28: return fromCharCode(
      b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6], b[a + 7],
      b[a + 8], b[a + 9], b[a + 10], b[a + 11], b[a + 12], b[a + 13], b[a + 14], b[a + 15],
      b[a + 16], b[a + 17], b[a + 18], b[a + 19], b[a + 20], b[a + 21], b[a + 22], b[a + 23],
      b[a + 24], b[a + 25], b[a + 26], b[a + 27])
    case 29: return fromCharCode(
      b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6], b[a + 7],
      b[a + 8], b[a + 9], b[a + 10], b[a + 11], b[a + 12], b[a + 13], b[a + 14], b[a + 15],
      b[a + 16], b[a + 17], b[a + 18], b[a + 19], b[a + 20], b[a + 21], b[a + 22], b[a + 23],
      b[a + 24], b[a + 25], b[a + 26], b[a + 27], b[a + 28])
    case 30: return fromCharCode(
      b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6], b[a + 7],
      b[a + 8], b[a + 9], b[a + 10], b[a + 11], b[a + 12], b[a + 13], b[a + 14], b[a + 15],
      b[a + 16], b[a + 17], b[a + 18], b[a + 19], b[a + 20], b[a + 21], b[a + 22], b[a + 23],
      b[a + 24], b[a + 25], b[a + 26], b[a + 27], b[a + 28], b[a + 29])
    case 31: return fromCharCode(
      b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6], b[a + 7],
      b[a + 8], b[a + 9], b[a + 10], b[a + 11], b[a + 12], b[a + 13], b[a + 14], b[a + 15],
      b[a + 16], b[a + 17], b[a + 18], b[a + 19], b[a + 20], b[a + 21], b[a + 22], b[a + 23],
      b[a + 24], b[a + 25], b[a + 26], b[a + 27], b[a + 28], b[a + 29], b[a + 30])
    case 32: return fromCharCode(
      b[a], b[a + 1], b[a + 2], b[a + 3], b[a + 4], b[a + 5], b[a + 6], b[a + 7],
      b[a + 8], b[a + 9], b[a + 10], b[a + 11], b[a + 12], b[a + 13], b[a + 14], b[a + 15],
      b[a + 16], b[a + 17], b[a + 18], b[a + 19], b[a + 20], b[a + 21], b[a + 22], b[a + 23],
      b[a + 24], b[a + 25], b[a + 26], b[a + 27], b[a + 28], b[a + 29], b[a + 30], b[a + 31])
    default: return ''
  }
}
