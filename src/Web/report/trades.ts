import type { RunDocument, TradeColumns } from './document';
import { amount, count, duration, number, percent, plain, signed, tone, utc } from './format';
import type { Column } from './pagedTable';

/** One trade as the table shows it; times in milliseconds since 1970. */
export interface Trade {
  number: number;
  symbol: string;
  isLong: boolean;
  quantity: number;
  entryTime: number;
  entryPrice: number;
  exitTime: number | null;
  exitPrice: number | null;
  pnl: number;
  /** Profit against what was paid or received at the entry; a fraction. */
  gain: number | null;
  held: number | null;
  fees: number;
  /** Maximum adverse and favourable excursion, the most that it was down and up while it was held, against what was paid or received at the entry; fractions. */
  maeShare: number | null;
  mfeShare: number | null;
}

export function tradesOf(run: RunDocument): Trade[] {
  const columns = run.trades;
  const multipliers = new Map(run.chart.instruments.map((instrument) => [instrument.symbol, instrument.multiplier]));
  return columns.number.map((number, row) => tradeAt(columns, row, number, multipliers));
}

function tradeAt(columns: TradeColumns, row: number, number: number, multipliers: Map<string, number>): Trade {
  const symbol = columns.symbols[columns.symbol[row]!]!;
  const [entryTime, exitTime, quantity, entryPrice, pnl] = [columns.entryTime[row]!, columns.exitTime[row]!, columns.quantity[row]!, columns.entryPrice[row]!, columns.pnl[row]!];
  const paid = Math.abs(entryPrice) * quantity * (multipliers.get(symbol) ?? 1);
  const share = (value: number | null) => (value === null || paid <= 0 ? null : value / paid);
  return {
    number, symbol, quantity, entryTime, entryPrice, exitTime, pnl,
    isLong: columns.isLong[row] === 1,
    exitPrice: columns.exitPrice[row]!,
    gain: share(pnl),
    held: exitTime === null ? null : exitTime - entryTime,
    fees: columns.fees[row]!,
    maeShare: share(columns.mae[row]!),
    mfeShare: share(columns.mfe[row]!),
  };
}

export function tradeColumns(run: RunDocument): Column<Trade>[] {
  const decimals = new Map(run.chart.instruments.map((instrument) => [instrument.symbol, instrument.decimals]));
  const price = (trade: Trade, value: number) => {
    const digits = decimals.get(trade.symbol);
    return digits === undefined ? plain(value) : number(value, digits);
  };
  const columns: Column<Trade>[] = [
    { name: 'number', title: 'No.', isNumber: true, text: (trade) => count(trade.number) },
    { name: 'symbol', title: 'Symbol', isNumber: false, text: (trade) => trade.symbol },
    { name: 'isLong', title: 'Side', isNumber: false, text: (trade) => (trade.isLong ? 'Long' : 'Short') },
    { name: 'quantity', title: 'Quantity', isNumber: true, text: (trade) => plain(trade.quantity) },
    { name: 'entryTime', title: 'Entry (UTC)', isNumber: false, text: (trade) => utc(trade.entryTime) },
    { name: 'entryPrice', title: 'Entry price', isNumber: true, text: (trade) => price(trade, trade.entryPrice) },
    { name: 'exitTime', title: 'Exit (UTC)', isNumber: false, text: (trade) => (trade.exitTime === null ? 'open' : utc(trade.exitTime)) },
    { name: 'exitPrice', title: 'Exit price', isNumber: true, text: (trade) => (trade.exitPrice === null ? 'open' : price(trade, trade.exitPrice)) },
    { name: 'held', title: 'Held', isNumber: true, text: (trade) => (trade.held === null ? 'open' : duration(trade.held)) },
    { name: 'pnl', title: `Profit, ${run.currency}`, isNumber: true, text: (trade) => amount(trade.pnl, run.currency), tone: (trade) => tone(trade.pnl) },
    { name: 'gain', title: 'Profit, %', isNumber: true, text: (trade) => (trade.gain === null ? 'none' : signed(trade.gain, percent)), tone: (trade) => tone(trade.gain ?? 0) },
    { name: 'fees', title: `Fees, ${run.currency}`, isNumber: true, text: (trade) => amount(trade.fees, run.currency) },
    { name: 'maeShare', title: 'MAE, %', isNumber: true, text: (trade) => (trade.maeShare === null ? 'none' : percent(trade.maeShare)) },
    { name: 'mfeShare', title: 'MFE, %', isNumber: true, text: (trade) => (trade.mfeShare === null ? 'none' : percent(trade.mfeShare)) },
  ];
  return run.trades.symbols.length > 1 ? columns : columns.filter((column) => column.name !== 'symbol');
}
