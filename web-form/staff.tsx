// Entry of the staff's pages: one application, its rooms loaded when somebody goes there.
import { createRoot } from 'react-dom/client';
import { StaffApp } from './staff/app.tsx';
import { watchSession } from './staff/session.ts';
import { listenToKeys } from './staff/shortcuts.ts';

const place = document.getElementById('app');
if (place) {
  listenToKeys();
  watchSession();
  createRoot(place).render(<StaffApp />);
}
