import type { ErrorRequestHandler } from 'express';
import { ZodError } from 'zod';

/** An error whose message may be shown to the client; Express's own parsers mark theirs with `expose`, too. */
export class HttpError extends Error {
  readonly expose = true;

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

export function notFound(message: string): HttpError {
  return new HttpError(404, message);
}

/** Express knows an error handler by its four parameters. */
export const answerErrors: ErrorRequestHandler = (error, _req, res, next) => {
  if (res.headersSent) {
    next(error);
  } else if (error instanceof ZodError) {
    res.status(400).json({ error: error.issues.map((issue) => issue.message).join(' ') });
  } else if (error.expose === true) {
    res.status(error.status).json({ error: error.message });
  } else {
    console.error(error);
    res.status(500).json({ error: 'The shop failed to answer.' });
  }
};
