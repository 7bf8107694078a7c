/** The slot of a key, by the words of the cluster specification and not by a client under test. */

export const SLOTS = 16_384

export function slotOf(key: string): number {
  const open = key.indexOf('{')
  const close = open === -1 ? -1 : key.indexOf('}', open + 1)
  const hashed = close > open + 1 ? key.slice(open + 1, close) : key
  let crc = 0
  for (const byte of Buffer.from(hashed)) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff
  }
  return crc % SLOTS
}

/** Short texts that, in the braces of a key, name the slots of a set: the first that are found. */
export function tagsOf(wanted: (slot: number) => boolean, count = 1): string[] {
  const tags: string[] = []
  for (let i = 0; tags.length < count; i++) {
    const tag = i.toString(36)
    if (wanted(slotOf(tag))) tags.push(tag)
  }
  return tags
}
