// Which routes of staff show personal data: each look goes on record before it is answered. A test holds that every route
// that reads is in one of the two lists.

/** Route → what is looked at there. */
export const looks: Readonly<Record<string, string>> = {
  '/api/audit/tickets': 'tickets',
  '/api/audit/tickets/:reference/events': 'history',
  '/api/audit/tickets/:reference/state': 'state',
  '/api/audit/tickets/:reference/bundle': 'bundle',
  '/api/audit/identifiers': 'identifier',
  '/api/audit/bundle': 'bundle',
  '/api/audit/export': 'ledger',
  '/api/inbox/tickets': 'inbox',
  '/api/inbox/tickets/:reference': 'ticket',
  '/api/inbox/tickets/:reference/files/:fileId': 'file',
  '/api/suppressed': 'suppressed',
  '/api/undelivered': 'undelivered',
  '/api/customers/conflicts': 'conflicts',
  '/api/customers/:customerId': 'customer',
  '/api/customers/:customerId/mood': 'mood',
  '/api/tickets/:reference/why': 'why',
  '/api/knowledge/suggestions': 'suggestions',
  '/api/knowledge/gaps': 'gaps',
  '/api/customers/:customerId/merge': 'merge-preview',
  '/api/privacy/customers/:customerId/export': 'export',
  '/sandbox/messages': 'captured',
};

/** Routes that show ids, numbers and names of ours, and nothing of what somebody wrote or is known by. */
export const impersonal: readonly string[] = [
  '/api/audit/checkpoints',
  '/api/audit/checkpoints/file',
  '/api/audit/public-key',
  '/api/audit/tickets/:reference/looks',
  '/api/audit/verifier',
  '/api/feed',
  '/api/inbox/queues',
  '/api/inbox/staff',
  '/api/session',
  '/api/session/oidc',
  '/api/session/oidc/callback',
  '/api/sessions',
  '/api/sign-in',
  '/api/dead-letters',
  '/api/dead-letters/:id',
  '/api/knowledge/articles',
  '/api/knowledge/articles/:slug',
  '/api/knowledge/articles/:slug/differences',
  '/api/overview',
  '/api/privacy/erasures',
  '/api/privacy/reads',
];
