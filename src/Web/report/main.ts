import './report.css';
import { chartSection } from './chartSection';
import { readRun } from './document';
import { element } from './dom';
import { excursionsSection } from './excursions';
import { headline, outcome, trust } from './headline';
import { bestTitle, searchHeadline, searchProvenance } from './search/headline';
import { heatMapSection } from './search/heatMapSection';
import { trialsSection } from './search/trialTable';
import { eventsSection, gapsSection, monthlySection, provenance, statisticsSection } from './tables';
import { tradesSection } from './tradeTable';
import type { Trade } from './trades';

const run = readRun();
const charts = chartSection(run);
let show: ((trade: Trade) => void) | null = null;

const footer = element('footer', { class: 'muted' },
  'A backtest tells what would have happened under its assumptions, not what will. Charts by ',
  element('a', { href: 'https://www.tradingview.com/', rel: 'noreferrer' }, 'TradingView Lightweight Charts\u2122'),
  ', Copyright \u00a9 2025 TradingView, Inc., Apache License 2.0.');

// Of a search: the search first, then the report of its best trial.
const { search } = run;
const opening = search
  ? [searchHeadline(run, search), trust(run), heatMapSection(run, search), trialsSection(run, search), searchProvenance(search), bestTitle(search), ...outcome(run)]
  : [headline(run), trust(run)];

document.body.prepend(
  element('main', {},
    ...opening,
    charts.element,
    monthlySection(run),
    statisticsSection(run),
    tradesSection(run, run.chart.instruments.length > 0 ? (trade) => show?.(trade) : null),
    excursionsSection(run) ?? '',
    gapsSection(run),
    eventsSection(run) ?? '',
    provenance(run)),
  footer);

show = charts.draw()?.show ?? null;

// Paper has no way to open what is closed.
addEventListener('beforeprint', () => document.querySelectorAll('details').forEach((details) => (details.open = true)));
