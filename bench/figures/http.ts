import { connect as openSocket, type Socket } from 'node:net';
import { percentile } from '../figure.ts';

/**
 * What a run over HTTP saw. Latency in milliseconds, from the first byte out to the last byte in.
 */
export interface HttpRun {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

export interface HttpTarget {
  readonly port: number;
  readonly key: string;
  readonly path: string;
}

/**
 * Sends each body once over `connections` keep-alive connections, the next as soon as the answer
 * to the last is there. A bare client on purpose: it shares the two cores with the hub.
 */
export async function runHttp(
  target: HttpTarget,
  bodies: readonly string[],
  connections: number,
): Promise<HttpRun> {
  const latencies: number[] = [];
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const line = await Line.open(target);
      while (next < bodies.length) {
        const body = bodies[next++] as string;
        const sent = performance.now();
        const status = await line.post(body);
        if (status !== 200 && status !== 201) throw new Error(`answered ${status}: ${line.last}`);
        latencies.push(performance.now() - sent);
      }
      line.close();
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  latencies.sort((a, b) => a - b);
  return {
    perSecond: bodies.length / seconds,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
  };
}

/** One keep-alive connection that knows just enough HTTP/1.1: a status and a content length. */
class Line {
  readonly #socket: Socket;
  readonly #head: string;
  #received = '';
  #answer: ((status: number) => void) | null = null;
  #broken: ((error: Error) => void) | null = null;
  last = '';

  static open(target: HttpTarget): Promise<Line> {
    return new Promise((resolve, reject) => {
      const socket = openSocket(target.port, '127.0.0.1');
      socket.once('error', reject);
      socket.once('connect', () => resolve(new Line(socket, target)));
    });
  }

  private constructor(socket: Socket, { path, key, port }: HttpTarget) {
    this.#socket = socket;
    this.#head =
      `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${key}\r\n` +
      'Content-Type: application/json\r\nContent-Length: ';
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => this.#read(chunk));
    socket.on('error', (error) => this.#broken?.(error));
    socket.on('close', () => this.#broken?.(new Error('the hub closed the connection')));
  }

  post(body: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#answer = resolve;
      this.#broken = reject;
      this.#socket.write(`${this.#head}${Buffer.byteLength(body)}\r\n\r\n${body}`);
    });
  }

  close(): void {
    this.#broken = null;
    this.#socket.destroy();
  }

  #read(chunk: string): void {
    this.#received += chunk;
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = /content-length: (\d+)/i.exec(this.#received.slice(0, end))?.[1];
    const total = end + 4 + Number(length ?? 0);
    if (this.#received.length < total) return;
    const status = Number(this.#received.slice(9, 12));
    this.last = this.#received.slice(end + 4, total);
    this.#received = this.#received.slice(total);
    this.#answer?.(status);
  }
}
