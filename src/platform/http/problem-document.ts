import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Problem, Rejection } from '../../kernel/problem.ts';

interface FrameworkError extends Error {
  code?: string;
  statusCode?: number;
}

/** Carries the problems of a schema through the framework, which writes on the error. */
export class SchemaRefusal extends Error {
  readonly rejection: Rejection;

  constructor(problems: readonly Problem[]) {
    super('the request does not fit its schema');
    this.rejection = new Rejection(400, problems);
  }
}

/** What the framework refuses, in our words. */
const REFUSALS: Record<string, Omit<Problem, 'path'>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'unsupported_media_type',
    detail: 'The body has a content type that this route does not read.',
    fix: 'Send JSON with `content-type: application/json`.',
  },
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: 'body_too_large',
    detail: 'The body is larger than this hub accepts.',
    fix: 'Send fewer items at once, or raise HACHI_BODY_BYTES_MAX.',
  },
  FST_ERR_CTP_EMPTY_JSON_BODY: {
    code: 'invalid_json',
    detail: 'The body is empty.',
    fix: 'Send a JSON object, or leave `content-type` out.',
  },
  FST_ERR_BAD_URL: {
    code: 'invalid_url',
    detail: 'The path cannot be decoded.',
    fix: 'Write special characters of the path as %XX in UTF-8.',
  },
  FST_ERR_MAX_PARAM_LENGTH: {
    code: 'invalid_url',
    detail: 'A part of the path is too long.',
    fix: 'Parts of a path have at most 500 characters.',
  },
};

/** The one mapper from what was thrown to an RFC 9457 problem document. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const rejection = rejectionOf(error);
  if (rejection === undefined) request.log.error({ err: error, requestId: request.id }, 'bug');
  const { status, problems, retryAfter } = rejection ?? BUG;
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  reply
    .code(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemDocument(status, problems, request.id)));
}

/** The document: the first problem stands at the top, for clients that read only one. */
export function problemDocument(status: number, problems: readonly Problem[], requestId: string) {
  const first = problems[0];
  return {
    type: `urn:hachi:problem:${first?.code ?? 'rejected'}`,
    title: STATUS_CODES[status] ?? 'Refused',
    status,
    code: first?.code ?? 'rejected',
    path: first?.path ?? '',
    detail: first?.detail ?? '',
    fix: first?.fix ?? '',
    requestId,
    problems,
  };
}

const BUG = new Rejection(500, [
  {
    code: 'internal_error',
    path: '',
    detail: 'The hub made a mistake; nothing was changed.',
    fix: 'Try again; if it stays, report the request id to who runs the hub.',
  },
]);

const TOO_LONG = new Rejection(
  503,
  [
    {
      code: 'read_too_long',
      path: '',
      detail: 'The answer took longer than HACHI_READ_SECONDS_MAX.',
      fix: 'Ask for a smaller page, or again when the hub is less busy.',
    },
  ],
  5,
);

function rejectionOf(error: unknown): Rejection | undefined {
  if (error instanceof Rejection) return error;
  if (error instanceof SchemaRefusal) return error.rejection;
  return refusalOf(error as FrameworkError);
}

function refusalOf(error: FrameworkError): Rejection | undefined {
  if (error.code === 'FST_ERR_HANDLER_TIMEOUT') return TOO_LONG;
  const status = error.statusCode ?? 500;
  if (status < 400 || status >= 500) return undefined;
  const known = REFUSALS[error.code ?? ''];
  if (known) return new Rejection(status, [{ ...known, path: '' }]);
  const json = error instanceof SyntaxError || /JSON/.test(error.code ?? '');
  return new Rejection(status, [
    {
      code: json ? 'invalid_json' : 'bad_request',
      path: '',
      detail: json ? 'The body is not valid JSON.' : error.message,
      fix: json ? 'Send one JSON value, in UTF-8.' : 'See /docs for what this route reads.',
    },
  ]);
}

/** What is not even HTTP is answered on the bare connection. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const long = error.code === 'HPE_HEADER_OVERFLOW';
  const status = late ? 408 : long ? 431 : 400;
  const problem = {
    code: late ? 'request_timeout' : long ? 'headers_too_large' : 'invalid_http',
    path: '',
    detail: 'The request could not be read.',
    fix: 'Send a complete HTTP/1.1 request within a minute.',
  };
  const body = JSON.stringify(problemDocument(status, [problem], ''));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\n` +
      `content-type: application/problem+json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
