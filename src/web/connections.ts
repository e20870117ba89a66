// Knows which connections of an HTTP server have a request in hand. Node's own closeIdleConnections leaves those alone
// that never sent a request, as load balancers keep them; a stop would wait for them.
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Watches a server from now on. `endIdle` ends every connection that has no request in hand. */
export function watchConnections(server: Server): { endIdle(): void } {
  const open = new Set<Socket>();
  const busy = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    busy.add(socket);
    response.once('close', () => busy.delete(socket));
  });
  return {
    endIdle() {
      for (const socket of open) if (!busy.has(socket)) socket.destroy();
    },
  };
}
