/**
 * What a server has seen of one run.
 *
 * @typedef {object} Seen
 * @property {number | null} firstRequestAt seconds since 1970 at which the first request began; null where it is not known
 * @property {number} requests
 * @property {number} connections
 * @property {number} overHttp2 requests over HTTP/2
 * @property {number} refused requests that were not answered with 200
 * @property {number} imageSeconds median time from the first byte of a picture's request to the last one sent
 */

/**
 * Reads an access log of nginx, whose lines are `$msec $request_time $connection $server_protocol $status $uri`. nginx
 * writes a line when the reply is over.
 *
 * @param {string} log
 * @returns {Seen}
 */
export function readAccessLog(log) {
  const lines = log
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [end, took, connection, protocol, status, path = ''] = line.split(' ')
      return { start: Number(end) - Number(took), took: Number(took), connection, protocol, status, path }
    })
  const images = lines.filter(({ path }) => path.startsWith('/i/')).map(({ took }) => took)
  images.sort((a, b) => a - b)
  return {
    firstRequestAt:
      lines.length === 0 ? null : lines.reduce((least, { start }) => Math.min(least, start), Infinity),
    requests: lines.length,
    connections: new Set(lines.map(({ connection }) => connection)).size,
    overHttp2: lines.filter(({ protocol }) => protocol === 'HTTP/2.0').length,
    refused: lines.filter(({ status }) => status !== '200').length,
    imageSeconds: images[Math.floor(images.length / 2)] ?? 0,
  }
}
