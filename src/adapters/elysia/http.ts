// The HTTP surface put together: features behind one entrance, every error a problem document.
import { type AnyElysia, Elysia } from 'elysia';
import { sessionRoutes } from './access/routes.ts';
import { auditRoutes } from './audit/routes.ts';
import { customerRoutes } from './customers/routes.ts';
import { deadLetterRoutes } from './dead-letters/routes.ts';
import type { Desk, Operations } from './desk.ts';
import { docsRoutes } from './docs/routes.ts';
import { type Answer, entrance, whereThrown } from './entrance.ts';
import { faultOf, methodsByPath } from './faults.ts';
import { looks } from './guard/looks.ts';
import { inboxRoutes } from './inbox/routes.ts';
import { insightRoutes } from './insight/routes.ts';
import { createKit, type HttpOptions, type Kit } from './kit.ts';
import { articleRoutes } from './knowledge/articles.ts';
import { knowledgeRoutes } from './knowledge/routes.ts';
import { suggestionRoutes } from './knowledge/suggestions.ts';
import { lastResort } from './last-resort.ts';
import { pageRoutes } from './operations/pages.ts';
import { operationsRoutes, sandboxRoute } from './operations/routes.ts';
import { overviewRoutes } from './overview/routes.ts';
import { privacyRoutes } from './privacy/routes.ts';
import { problemResponse } from './problem.ts';
import { suppressedRoutes } from './staff/suppressed.ts';
import { undeliveredRoutes } from './staff/undelivered.ts';
import { articleRoute } from './support/article.ts';
import { followUpRoutes } from './support/follow-up.ts';
import { statusRoute } from './support/status.ts';
import { submitRoute } from './support/submit.ts';
import { webhookRoutes } from './webhooks/routes.ts';

/** Version of the HTTP interface, as its document states it. */
const interfaceVersion = '1.0.0';

/**
 * Builds the HTTP surface. It listens to nothing yet: see `listen`, or call `handle` with a Request.
 * @param desk the application's functions
 */
export function createHttp(desk: Desk, options: HttpOptions) {
  const kit = createKit(options);
  const unhurried = (request: Request) => app.server?.timeout(request, 0);
  const features = new Elysia({ normalize: false })
    .use(submitRoute(desk, kit))
    .use(statusRoute(desk, kit))
    .use(followUpRoutes(desk, kit))
    .use(articleRoute(desk))
    .use(webhookRoutes(desk.webhooks, kit))
    .use(auditRoutes(desk, kit, unhurried))
    .use(suppressedRoutes(desk.staff, kit))
    .use(insightRoutes(desk.insight, kit))
    .use(overviewRoutes(desk.overview, kit))
    .use(suggestionRoutes(desk.suggestions, kit))
    .use(articleRoutes(desk.knowledge, kit))
    .use(knowledgeRoutes(desk.knowledge, kit, unhurried))
    .use(undeliveredRoutes(desk.staff, kit))
    .use(customerRoutes(desk.customers, kit))
    .use(privacyRoutes(desk.privacy, kit))
    .use(deadLetterRoutes(desk.deadLetters, kit))
    .use(operationsRoutes(desk, kit));
  if (desk.inbox) features.use(inboxRoutes(desk.inbox, kit, unhurried));
  if (desk.access) features.use(sessionRoutes(desk.access, kit));
  if (desk.sandboxMessages) features.use(sandboxRoute(desk.sandboxMessages, desk.standIns, kit));
  const app = surface(kit, features)
    .use(docsRoutes(features, interfaceVersion))
    .use(pageRoutes(options.pages));
  return Object.assign(app, { failed: lastResort(options) });
}

/** What every process serves that serves no customers: whether it is alive and ready, and its metrics. */
export function createOperationsHttp(operations: Operations, options: HttpOptions) {
  const kit = createKit(options);
  return Object.assign(surface(kit, operationsRoutes(operations, kit)), { failed: lastResort(options) });
}

/** Puts the entrance before the features, and turns every error into a problem document. */
function surface(kit: Kit, features: AnyElysia) {
  const { telemetry, peerOf } = kit.options;
  const enter = entrance(kit, peerOf ?? ((request: Request) => app.server?.requestIP(request)?.address));
  // Else the router looks for the path from the fifth character of the host on, and past the whole host of `http://api/`.
  const app = new Elysia({ normalize: false, handler: { standardHostname: false } })
    .wrap(
      ((answer: Answer) => (request: Request) => enter(request, answer)) as unknown as Parameters<
        Elysia['wrap']
      >[0],
    )
    .onTransform(({ request, route }) => {
      kit.exchanges.of(request).route = route;
    })
    .onBeforeHandle(async ({ request, route, params }) => {
      const what = request.method === 'GET' ? looks[route.replace(/\/$/, '')] : undefined;
      if (what === undefined) return;
      // A route without any has no object for them.
      const { reference, customerId } = Object(params) as { reference?: string; customerId?: string };
      const ticket = reference === undefined ? {} : { reference: reference.toUpperCase() };
      await kit.recordRead(request, { what, ...ticket, ...(customerId === undefined ? {} : { customerId }) });
    })
    .onError(({ error, code, request, route }) => {
      const exchange = kit.exchanges.of(request);
      const { requestId } = exchange.context;
      if (code === 'NOT_FOUND') {
        methods ??= methodsByPath(app);
        const others = methods(exchange.path);
        return others.length === 0
          ? problemResponse('not-found', requestId)
          : problemResponse('method-not-allowed', requestId, { headers: { allow: others.join(', ') } });
      }
      exchange.route = route;
      const fault = faultOf(error);
      if (fault.ours) telemetry.log('error', 'a request failed', { requestId, ...whereThrown(error) });
      return problemResponse(fault.problem, requestId, fault.extras);
    })
    .use(features);
  let methods: ReturnType<typeof methodsByPath> | undefined;
  return app;
}
