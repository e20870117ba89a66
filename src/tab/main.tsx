// Starts the tab: finds out where it is, then shows the page that was asked for. Each page is loaded when it is needed.
import { createRoot } from 'react-dom/client';
import { Shell } from './shell.tsx';

const place = document.getElementById('tab');
if (place) createRoot(place).render(<Shell />);
