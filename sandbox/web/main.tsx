import { render } from 'preact';
import './styles/tokens.css';
import './styles/layout.css';
import './styles/chat.css';
import './styles/card.css';
import './styles/inputs.css';
import './styles/approvals.css';
import './styles/drawer.css';
import { App } from './app.tsx';
import { become } from './live.ts';
import { as } from './store.ts';

const page = document.getElementById('page');
if (page) render(<App />, page);
become(as.value);
