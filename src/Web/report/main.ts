import './report.css';
import { chartSection } from './chartSection';
import { readRun } from './document';
import { element } from './dom';
import { excursionsSection } from './excursions';
import { headline, trust } from './headline';
import { gapsSection, monthlySection, provenance, statisticsSection } from './tables';
import { tradesSection } from './tradeTable';
import type { Trade } from './trades';

const run = readRun();
const charts = chartSection(run);
let show: ((trade: Trade) => void) | null = null;

const footer = element('footer', { class: 'muted' },
  'A backtest tells what would have happened under its assumptions, not what will. Charts by ',
  element('a', { href: 'https://www.tradingview.com/', rel: 'noreferrer' }, 'TradingView Lightweight Charts\u2122'),
  ', Copyright \u00a9 2025 TradingView, Inc., Apache License 2.0.');

document.body.prepend(
  element('main', {},
    headline(run),
    trust(run),
    charts.element,
    monthlySection(run),
    statisticsSection(run),
    tradesSection(run, run.chart.instruments.length > 0 ? (trade) => show?.(trade) : null),
    excursionsSection(run) ?? '',
    gapsSection(run),
    provenance(run)),
  footer);

show = charts.draw()?.show ?? null;

// Paper has no way to open what is closed.
addEventListener('beforeprint', () => document.querySelectorAll('details').forEach((details) => (details.open = true)));
