// The sandbox, as a room of the staff's pages.
import { SandboxPage } from './sandbox-page.tsx';

export default function SandboxRoom() {
  return <SandboxPage base={location.origin} />;
}
