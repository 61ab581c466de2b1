// Entry of the customer's pages.
import { createRoot } from 'react-dom/client';
import { CustomerApp } from './page/customer-app.tsx';

const place = document.getElementById('app');
if (place) createRoot(place).render(<CustomerApp />);
