/** Which channels and patterns a connection is subscribed to, by the confirmations of its server, and what it hears. */

import { EventEmitter } from 'node:events'
import type { Message, MessageEvent } from './replies'

type Group = 'subscribe' | 'psubscribe' | 'ssubscribe'

function groupOf(type: string): Group {
  return (type.includes('unsubscribe') ? type.replace('un', '') : type) as Group
}

export class SubscriptionSet {
  private readonly groups: Record<Group, Map<string, Buffer | string>> = {
    subscribe: new Map(),
    psubscribe: new Map(),
    ssubscribe: new Map(),
  }

  add(type: string, channel: Buffer | string): void {
    this.groups[groupOf(type)]?.set(channel.toString(), channel)
  }

  /** Returns whether it was here. */
  del(type: string, channel: Buffer | string): boolean {
    return this.groups[groupOf(type)]?.delete(channel.toString()) ?? false
  }

  channels(type: string): string[] {
    return [...this.groups[groupOf(type)].keys()]
  }

  isEmpty(): boolean {
    return Object.values(this.groups).every((group) => group.size === 0)
  }
}

/** A channel, pattern or shard channel, by the name of the command that speaks of it. */
export const keyOf = (type: string, name: unknown): string => `${type.toLowerCase()} ${String(name)}`

/** What commands ask for that are not settled. */
export class Asked {
  private readonly counts = new Map<string, number>()

  /** Notes what a command asks for. Returns what is called when it is settled. */
  add(keys: readonly string[]): () => void {
    for (const key of keys) this.counts.set(key, this.count(key) + 1)
    return () => {
      for (const key of keys) {
        const count = this.count(key) - 1
        if (count > 0) this.counts.set(key, count)
        else this.counts.delete(key)
      }
    }
  }

  /** How many commands ask for it. */
  count(key: string): number {
    return this.counts.get(key) ?? 0
  }
}

/** Who hears messages. */
export interface Hearer {
  emit(event: string, ...args: unknown[]): boolean
  listenerCount(event: string): number
}

/** What a confirmation says. */
export interface Confirmation {
  type: string
  channel: Buffer
}

const BUFFER_EVENTS = { message: 'messageBuffer', pmessage: 'pmessageBuffer', smessage: 'smessageBuffer' }

/** Whether somebody hears the Buffers of messages, or overhears what is emitted. */
export function hearsBuffers(hearer: Hearer, event: MessageEvent): boolean {
  return hearer.listenerCount(BUFFER_EVENTS[event]) > 0 || hearer.emit !== EventEmitter.prototype.emit
}

/** Emits a message that nobody hears as Buffers. */
export function tell(hearer: Hearer, { event, pattern, channel, text }: Message): void {
  if (pattern === undefined) hearer.emit(event, channel, text)
  else hearer.emit(event, pattern, channel, text)
}

/** Emits a message. Returns the confirmation where the push is one. */
export function hear(hearer: Hearer, push: unknown[]): Confirmation | undefined {
  const [type, ...rest] = push.map((item) => (typeof item === 'string' ? Buffer.from(item) : item))
  if (!Buffer.isBuffer(type)) return undefined
  const name = String(type)
  const [first, second, third] = rest
  if (name === 'message' || name === 'smessage') {
    if (Buffer.isBuffer(first) && Buffer.isBuffer(second)) emitMessage(hearer, name, first, second)
  } else if (name === 'pmessage') {
    if (Buffer.isBuffer(first) && Buffer.isBuffer(second) && Buffer.isBuffer(third)) {
      emitPatternMessage(hearer, first, second, third)
    }
  } else if (Buffer.isBuffer(first)) {
    return { type: name, channel: first }
  }
  return undefined
}

function emitMessage(hearer: Hearer, event: string, channel: Buffer, message: Buffer): void {
  // Strings are made only for those who listen for them.
  if (hearer.listenerCount(event) > 0) hearer.emit(event, channel.toString(), message.toString())
  hearer.emit(`${event}Buffer`, channel, message)
}

function emitPatternMessage(hearer: Hearer, pattern: Buffer, channel: Buffer, message: Buffer): void {
  const text = pattern.toString()
  if (hearer.listenerCount('pmessage') > 0) {
    hearer.emit('pmessage', text, channel.toString(), message.toString())
  }
  hearer.emit('pmessageBuffer', text, channel, message)
}
