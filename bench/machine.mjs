// What the figures were taken on. It names kinds and versions, never a host, a user or a path.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import os from 'node:os'

const redisVersion = () =>
  /v=(\S+)/.exec(execFileSync('redis-server', ['--version'], { encoding: 'utf8' }))?.[1]

// What paces the packets of both sides: BBR's timer costs large values much on loopback.
function congestionControl() {
  try {
    return readFileSync('/proc/sys/net/ipv4/tcp_congestion_control', 'utf8').trim()
  } catch {
    return 'unknown'
  }
}

export function machine() {
  const cpus = os.cpus()
  return {
    CPU: `${cpus[0]?.model.trim() ?? 'unknown'}, ${cpus.length} cores, ${os.arch()}`,
    Memory: `${Math.round(os.totalmem() / 2 ** 30)} GiB`,
    System: `${os.type()} ${os.release()}`,
    'TCP congestion control': congestionControl(),
    Node: process.versions.node,
    Redis: redisVersion() ?? 'unknown',
  }
}
