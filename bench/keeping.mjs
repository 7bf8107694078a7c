// A throw-away redis-server that keeps the memory that it has had. Any other gives that of a value of 16 MB back at once, and
// asks the system for the next one page by page, for longer than all else takes: then it is what is measured.
import { startServer } from './server.mjs'

const FOR_EVER = 'oversize_threshold:0,dirty_decay_ms:-1,muzzy_decay_ms:-1'
// Debian's redis-server reads one of them, and what is built with Redis's own jemalloc the other.
const MEMORY = { MALLOC_CONF: FOR_EVER, JE_MALLOC_CONF: FOR_EVER }

export const startKeeping = () => startServer(['--jemalloc-bg-thread', 'no'], MEMORY)
