/** Which channels and patterns a connection is subscribed to, by the confirmations of its server. */

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

  del(type: string, channel: Buffer | string): void {
    this.groups[groupOf(type)]?.delete(channel.toString())
  }

  channels(type: string): string[] {
    return [...this.groups[groupOf(type)].keys()]
  }

  isEmpty(): boolean {
    return Object.values(this.groups).every((group) => group.size === 0)
  }
}
