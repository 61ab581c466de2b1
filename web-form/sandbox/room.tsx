// The sandbox, as a room of the staff's pages.
export { SandboxPage as default } from './sandbox-page.tsx';
