import { reject } from '../../kernel/problem.ts';
import { formatInstant } from '../../kernel/time.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Pool, transaction } from '../../platform/db/pool.ts';
import { actorOf } from '../../platform/http/caller.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { type Alert, alertsBefore, markSeen } from './alert-store.ts';
import type { LoggedRow } from './core/entry.ts';
import type { AuditLog } from './log.ts';
import { readPlace, writePlace } from './place.ts';
import * as schemas from './routes-schema.ts';
import { rowsBefore } from './store.ts';

interface LogParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly audit: AuditLog;
}

/** `GET /v1/audit/log` and the alerts: reading the log is a row of it, too. */
export function logRoutes(app: HttpServer, { pool, clock, audit }: LogParts): void {
  app.get(
    '/v1/audit/log',
    {
      config: { permission: 'audit.read' },
      schema: {
        ...about('readLog', 'Who read or changed what, newest first'),
        querystring: schemas.LogQuery,
        response: { 200: schemas.LogBody },
      },
    },
    ({ query, caller }) => {
      const { actor = null, action = null, subject = null, limit, cursor } = query;
      const from = query.from === undefined ? null : Date.parse(query.from);
      const until = query.until === undefined ? null : Date.parse(query.until);
      const before = readPlace(cursor);
      return transaction(pool, async (client) => {
        const asked = { actor, action, subject, from, until, before, limit };
        const rows = await rowsBefore(client, asked);
        const detail = { of: actor, did: action, rows: rows.length };
        await audit.note(client, [
          { actor: actorOf(caller), action: 'audit.read', subject, detail },
        ]);
        const last = rows.at(-1);
        const next = last && rows.length === limit ? writePlace(last) : null;
        return { rows: rows.map(shownRow), next };
      });
    },
  );
  app.get(
    '/v1/audit/alerts',
    {
      config: { permission: 'audit.read' },
      schema: {
        ...about('listAlerts', 'What somebody should look at, newest first'),
        querystring: schemas.AlertsQuery,
        response: { 200: schemas.AlertsBody },
      },
    },
    async ({ query: { state, before = null, limit } }) => {
      const alerts = await alertsBefore(pool, { open: state === 'open', before, limit });
      const next = alerts.length === limit ? (alerts.at(-1)?.id ?? null) : null;
      return { alerts: alerts.map(shownAlert), next };
    },
  );
  app.post(
    '/v1/audit/alerts/:id/seen',
    {
      config: { permission: 'audit.read' },
      schema: {
        ...about('seeAlert', 'Say that an alert has been looked at, and what came of it'),
        params: schemas.AlertPath,
        body: schemas.SeenBody,
        response: { 200: schemas.Alert },
      },
    },
    ({ params: { id }, body: { note }, caller }) =>
      transaction(pool, async (client) => {
        const by = actorOf(caller);
        const seen = await markSeen(client, id, { by, note, at: clock.now() });
        if (!seen) throw reject(409, NOT_OPEN);
        const { subject, kind } = seen;
        const detail = { alert: id, kind };
        await audit.note(client, [
          { actor: by, action: 'alerts.see', subject, detail, reason: note },
        ]);
        return shownAlert(seen);
      }),
  );
}

function about(operationId: string, summary: string) {
  return { operationId, summary, tags: ['audit'], security: [{ key: [] }] };
}

function shownRow(row: LoggedRow) {
  const { fields, detail } = row;
  return {
    ...row,
    at: formatInstant(row.at),
    fields: fields === null ? null : (JSON.parse(fields) as string[]),
    detail: detail === null ? null : (JSON.parse(detail) as Record<string, unknown>),
  };
}

function shownAlert(alert: Alert) {
  const seenAt = alert.seenAt === null ? null : formatInstant(alert.seenAt);
  return { ...alert, at: formatInstant(alert.at), seenAt };
}

const NOT_OPEN = {
  code: 'alert_not_open',
  path: '/path/id',
  detail: 'No alert of this number waits to be seen.',
  fix: 'See GET /v1/audit/alerts.',
};
