// Entry of the pages for auditors and for trying things out: the audit and the sandbox.
import { createRoot } from 'react-dom/client';
import { AuditApp } from './audit/audit-app.tsx';
import { Frame } from './page/frame.tsx';
import { SandboxPage } from './sandbox/sandbox-page.tsx';

const place = document.getElementById('app');
const sandbox = location.pathname.startsWith('/sandbox');
if (place) {
  createRoot(place).render(
    sandbox ? (
      <Frame area="Sandbox">
        <SandboxPage base={location.origin} />
      </Frame>
    ) : (
      <Frame area="Audit" wide>
        <AuditApp base={location.origin} />
      </Frame>
    ),
  );
}
