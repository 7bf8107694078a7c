// Where a workload is measured: 'single', a redis-server as it comes; 'keeping', one that keeps its memory; 'cluster', or
// 'secured', over TLS.
export const topologyOf = ({ topology }) => topology ?? 'single'
