// The audit room.
import { AuditApp } from './audit-app.tsx';

export default function AuditRoom() {
  return <AuditApp base={location.origin} />;
}
