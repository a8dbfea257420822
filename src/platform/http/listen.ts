import { StartFailure } from '../start-failure.ts';
import type { HttpServer } from './server.ts';

/**
 * Begins to listen.
 * @returns the address as a person opens it.
 * @throws {StartFailure} when the port is taken or may not be used.
 */
export async function listen(
  app: HttpServer,
  { host, port }: { host: string; port: number },
): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw explained(error as NodeJS.ErrnoException, host, port);
  }
  const address = app.server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  const everywhere = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host);
  return `http://${everywhere ? 'localhost' : host}:${bound}`;
}

function explained(error: NodeJS.ErrnoException, host: string, port: number): unknown {
  if (error.code === 'EADDRINUSE') {
    return new StartFailure(
      'port_taken',
      `Port ${port} on ${host} is taken by another program.`,
      'Choose another with --port N (0 for any free one), or stop that program.',
      error,
    );
  }
  if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new StartFailure(
      'address_refused',
      `This machine does not let Hachi listen on ${host}:${port}.`,
      'Choose a port of 1024 or more, and a --host that this machine has.',
      error,
    );
  }
  return error;
}
