using AlgoTrendy.Contracts.Backtesting;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Backtesting.Report;

/// <summary>A made-up run that adds up: prices walk at random from a seed, an average crosses another, the money follows.</summary>
internal sealed class SampleRun
{
    private const decimal Start = 100_000m;
    private const decimal FeeRate = 0.0005m;

    private readonly List<ResultFill> _fills = [];
    private readonly List<ResultTrade> _trades = [];
    private readonly List<EquityPoint> _equity = [];
    private readonly List<ResultGap> _gaps = [];
    private readonly BarSeries _bars;
    private decimal _cash = Start;
    private decimal _held;
    private decimal _fees;
    private int _entered;

    private SampleRun(BarSeries bars) => _bars = bars;

    public static Instrument Coin { get; } = new()
    {
        Symbol = new("BTCUSDT", "SIM"),
        AssetClass = AssetClass.Crypto,
        Currency = Currency.Usdt,
        BaseCurrency = Currency.Btc,
        LotSize = 0.00001m,
        IsSimulated = true,
    };

    /// <summary>Bars of a random walk. With a gap, three hundred are missing two thirds of the way.</summary>
    public static BarSeries Bars(int count, Interval interval, bool gap = false, int seed = 7, Instrument? instrument = null)
    {
        var chance = new Random(seed);
        var columns = new ColumnsBuilder(SeriesKind.Bars);
        var time = Instant64.FromUtc(2023, 1, 1, 0, 0);
        var price = 20_000.0;
        var swing = 0.0004 * Math.Sqrt(interval.Length.TotalNanoseconds / 60e9);
        for (var index = 0; index < count; index++)
        {
            if (gap && index == count * 2 / 3) (time, price) = (time + Duration64.FromNanoseconds(interval.Length.TotalNanoseconds * 300), price * 0.97);
            var open = price;
            var close = Math.Max(1, open * (1 + (chance.NextDouble() + chance.NextDouble() - 0.998) * swing));
            var wick = open * swing * 0.3 * chance.NextDouble();
            columns.Add(time, Cent(open), Cent(Math.Max(open, close) + wick), Cent(Math.Min(open, close) - wick), Cent(close), Math.Round(chance.NextDouble() * 50, 3));
            price = close;
            time += interval.Length;
        }

        return new(instrument ?? Coin, interval, columns.Build());
    }

    public static BacktestResult Of(BarSeries bars, int fast = 12, int slow = 26) => new SampleRun(bars).Run(fast, slow);

    /// <summary>Such a run without a single order.</summary>
    public static BacktestResult Idle(BarSeries bars) => new SampleRun(bars).Run(int.MaxValue, int.MaxValue);

    private BacktestResult Run(int fast, int slow)
    {
        var (fastAverage, slowAverage) = (_bars.Close[0], _bars.Close[0]);
        for (var index = 0; index < _bars.Count; index++)
        {
            var isGap = index > 0 && _bars.OpenTime[index] > _bars.CloseTime[index - 1];
            if (isGap) _gaps.Add(GapBefore(index));
            var wantsLong = fastAverage > slowAverage;
            if (index > 0 && fast != int.MaxValue && wantsLong != _held > 0m) Trade(index, wantsLong);
            fastAverage += (_bars.Close[index] - fastAverage) * 2 / (fast + 1.0);
            slowAverage += (_bars.Close[index] - slowAverage) * 2 / (slow + 1.0);
            _equity.Add(new(_bars.CloseTime[index].ToInstant(), _cash + _held * (decimal)_bars.Close[index]));
        }

        if (_held > 0m) _trades[^1] = _trades[^1] with { Pnl = decimal.Round((Last - _trades[^1].EntryPrice.Value) * _held - _trades[^1].Fees, 2) };
        return Result();
    }

    private decimal Last => (decimal)_bars.Close[_bars.Count - 1];

    private void Trade(int index, bool buys)
    {
        var (price, time) = ((decimal)_bars.Open[index], _bars.OpenTime[index].ToInstant());
        var quantity = buys ? decimal.Round(_cash * 0.95m / price, 5) : _held;
        var fee = decimal.Round(quantity * price * FeeRate, 2);
        _fees += fee;
        _cash += (buys ? -quantity : quantity) * price - fee;
        _held = buys ? quantity : 0m;
        _fills.Add(new(time, Symbol, buys ? OrderSide.Buy : OrderSide.Sell, new(quantity), new(price), fee));
        _entered = buys ? index : _entered;
        if (buys) _trades.Add(new(Symbol, OrderSide.Buy, new(quantity), time, new(price), null, null, -fee, fee));
        else
        {
            var open = _trades[^1];
            var fees = open.Fees + fee;
            _trades[^1] = open with { ExitTime = time, ExitPrice = new(price), Fees = fees, Mae = Excursion(open, quantity, Lowest(index)), Mfe = Excursion(open, -quantity, Highest(index)), Pnl = decimal.Round((price - open.EntryPrice.Value) * quantity - fees, 2) };
        }
    }

    private double Lowest(int end) => _bars.Low[_entered..end].ToArray().Min();

    private double Highest(int end) => _bars.High[_entered..end].ToArray().Max();

    private static decimal Excursion(ResultTrade trade, decimal quantity, double price) => decimal.Round(Math.Max(0m, (trade.EntryPrice.Value - (decimal)price) * quantity), 2);

    private ResultGap GapBefore(int index)
    {
        var (from, to) = (_bars.CloseTime[index - 1], _bars.OpenTime[index]);
        var missing = (to - from).TotalNanoseconds / _bars.Interval.Length.TotalNanoseconds;
        decimal? across = _held == 0m ? null : decimal.Round(_held * ((decimal)_bars.Open[index] - (decimal)_bars.Close[index - 1]), 2);
        return new(Symbol, from.ToInstant(), to.ToInstant(), (long)missing, 1, _held, across);
    }

    private string Symbol => _bars.Instrument.Symbol.ToString();

    private BacktestResult Result()
    {
        var final = decimal.Round(_equity[^1].Equity, 2);
        var parameters = new Dictionary<string, string> { ["fast"] = "12", ["slow"] = "26" };
        var data = new ManifestSeries(Symbol, _bars.Interval.ToString(), _bars.OpenTime[0].ToInstant(), _bars.CloseTime[_bars.Count - 1].ToInstant(), _bars.Count, new string('a', 64), new string('b', 64));
        var settings = new Dictionary<string, string> { ["cash"] = "100000", ["feeBasisPoints"] = "5", ["fill"] = "nextOpen" };
        return new(
            ResultHash: "3f1c" + new string('7', 60),
            Manifest: new("ema-cross", "AlgoTrendy.Strategies 0.1.0", "AlgoTrendy.Core 0.1.0", "2025b", 7, parameters, settings, [data], data),
            Models: new Dictionary<string, string> { ["fill"] = "next bar's open", ["slippage"] = "half of a typical spread", ["fee"] = "5 bp of the notional", ["returns"] = "trading days (24/7), 365 a year", ["riskFree"] = "2 % a year", ["benchmark"] = $"buy and hold of {Symbol}" },
            Parameters: parameters,
            Bars: _bars.Count,
            ElapsedMs: 41.7,
            BarsPerSecond: 28_400_000,
            StartEquity: Start,
            FinalEquity: final,
            Currency: "USDT",
            TotalFees: _fees,
            Statistics: Statistics(final),
            Fills: _fills,
            Trades: _trades,
            Equity: _equity,
            Gaps: _gaps,
            Lookahead: "clean",
            LookaheadFindings: [],
            Assumptions:
            [
                "Orders are filled at the open of the bar after the decision.",
                "Half of the typical spread is paid as slippage, and every fee.",
                "Optimistic: the volume of a bar is not limited.",
                "No order is filled across a gap in the data.",
            ],
            IsSimulated: _bars.Instrument.IsSimulated);
    }

    private Dictionary<string, double> Statistics(decimal final)
    {
        var won = _trades.Count(trade => trade.Pnl > 0m);
        var statistics = new Dictionary<string, double>
        {
            ["totalReturn"] = (double)(final / Start - 1m),
            ["volatility"] = 0.412,
            ["sharpe"] = 0.87,
            ["sortino"] = 1.21,
            ["maxDrawdown"] = -0.213,
            ["maxDrawdownDays"] = 48,
            ["trades"] = _trades.Count,
            ["exposure"] = 0.53,
            ["benchmarkReturn"] = _bars.Close[^1] / _bars.Open[0] - 1,
            ["alpha"] = 0.061,
            ["beta"] = 0.48,
            ["correlation"] = 0.69,
            ["trackingError"] = 0.352,
            ["informationRatio"] = -0.14,
        };
        if (_trades.Count == 0) return statistics;

        statistics["winRate"] = (double)won / _trades.Count;
        statistics["averageWin"] = (double)_trades.Where(trade => trade.Pnl > 0m).Select(trade => trade.Pnl).DefaultIfEmpty().Average();
        statistics["averageLoss"] = (double)_trades.Where(trade => trade.Pnl < 0m).Select(trade => trade.Pnl).DefaultIfEmpty().Average();
        statistics["profitFactor"] = 1.14;
        return statistics;
    }

    private static double Cent(double price) => Math.Round(price, 2);
}
