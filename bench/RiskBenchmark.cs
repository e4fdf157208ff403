using System.Diagnostics;
using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Risk.Portfolio;
using AlgoTrendy.Core.Statistics;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Bench;

/// <summary>The gate with fifty limits, all of which pass, in an account that holds twenty instruments and waits for twenty orders; beside it the same gate without limits. And the risk of a hundred positions over 500 days.</summary>
internal static class RiskBenchmark
{
    private const int Instruments = 20;
    private const int Verdicts = 20_000;
    private const int Positions = 100;
    private const int Days = 500;

    public static void Run()
    {
        RunGate();
        RunTail();
    }

    private static void RunGate()
    {
        var (sight, order) = Scene();
        var without = sight with { Limits = null };
        var approved = 0;

        var seconds = Measure.MedianSeconds(() => approved = Judge(order, sight), () => Judge(order, without), () => Assess(order, sight), () => JudgeAndTell(order, sight));

        if (approved != Verdicts) throw new InvalidOperationException($"The order is refused: {RiskGate.Judge(order, order.Terms, order.Quantity, in sight, out _)?.Message}");
        Console.WriteLine($"gate, {sight.Limits!.Limits!.Items.Count} limits   {seconds[0] / Verdicts * 1e6,8:0.00} us   without limits {seconds[1] / Verdicts * 1e6:0.00} us   assessment of all {seconds[2] / Verdicts * 1e6:0.00} us   in a portfolio, and telling the others {seconds[3] / Verdicts * 1e6:0.00} us");
        Console.WriteLine($"gate, slowest hundredth of single verdicts from {Slowest(order, sight):0.0} us");
    }

    private static int Judge(Order order, GateSight sight)
    {
        var approved = 0;
        for (var count = 0; count < Verdicts; count++)
            if (RiskGate.Judge(order, order.Terms, order.Quantity, in sight, out _) is null) approved++;
        return approved;
    }

    // What an account does while no other of its portfolio may.
    private static void JudgeAndTell(Order order, GateSight sight)
    {
        var (asked, gross) = (sight.Limits!, 0m);
        var others = OrdersShare.Of("other", sight.Waiting, asked.Watch);
        for (var count = 0; count < Verdicts; count++)
        {
            var membership = new PortfolioMembership("all", new(1_000m, 1_000m, 1_000m, 1_000m, 1_000m, 1_000m, new(1_000m, 1_000m, 10m, 10m)), Orders: [others]);
            var seen = sight with { Limits = asked with { Limits = asked.Limits!.For(new(Instant64.MaxValue, [membership])) } };
            RiskGate.Judge(order, order.Terms, order.Quantity, in seen, out _);
            gross += HoldingsShare.Of(sight.Account, sight.Waiting).Gross;
            others = OrdersShare.Of("other", sight.Waiting, asked.Watch);
        }

        if (gross == 0m) throw new InvalidOperationException("The account holds nothing.");
    }

    private static void Assess(Order order, GateSight sight)
    {
        for (var count = 0; count < Verdicts; count++) RiskGate.Assess(order, order.Terms, order.Quantity, in sight);
    }

    private static double Slowest(Order order, GateSight sight)
    {
        var times = new double[Verdicts];
        for (var count = 0; count < Verdicts; count++)
        {
            var from = Stopwatch.GetTimestamp();
            RiskGate.Judge(order, order.Terms, order.Quantity, in sight, out _);
            times[count] = Stopwatch.GetElapsedTime(from).TotalMicroseconds;
        }

        Array.Sort(times);
        return times[Verdicts * 99 / 100];
    }

    /// <summary>A run that buys a little of everything and leaves orders waiting; its account and its orders are what the gate then sees.</summary>
    private static (GateSight Sight, Order Order) Scene()
    {
        var coins = Enumerable.Range(0, Instruments).Select(index => Coin($"C{index}")).ToArray();
        var opener = new Opener();
        var settings = new RunSettings { StartingCash = new(1_000_000m, Currency.Usdt), Leverage = 2m, Matching = new() { Slippage = NoSlippage.Instance, Fees = NoFee.Instance, VolumeShare = null } };
        var result = Backtest.Run(opener, [.. coins.Select(Two)], settings);

        var now = Instant64.FromUtc(2024, 1, 1, 0, 2);
        var watch = new RiskWatch(result.Account, DateTimeZone.Utc, now);
        for (var place = 0; place < Instruments; place++) watch.OnPrice(place, now);
        foreach (var waiting in opener.Waiting) watch.OnOrder(waiting, 0, "trend", now);
        var limits = new LimitSight(new(1, now, Limits()), watch, "main", "trend", "all");
        var order = new Order(new(1_000_000), OrderRequest.Limit(coins[0], OrderSide.Buy, new(1m), new(100m)), now);
        return (new(result.Account, 0, opener.Waiting, true, now) { Limits = limits }, order);
    }

    // Every rule that a coin is judged by, for each scope that it has, until there are fifty.
    private static Limit[] Limits()
    {
        LimitRule[] rules = [LimitRule.MaxOrderValue, LimitRule.MaxOrderQuantity, LimitRule.PriceCollar, LimitRule.MaxPosition, LimitRule.MaxGrossExposure, LimitRule.MaxNetExposure, LimitRule.MaxLeverage, LimitRule.MaxConcentration, LimitRule.MaxOrdersPerMinute, LimitRule.MaxDailyLoss, LimitRule.MaxDrawdown, LimitRule.SelfTrade, LimitRule.StalePrice, LimitRule.MaxRiskPerTrade, LimitRule.RestrictedSymbols];
        var all = from round in Enumerable.Range(0, 2)
                  from rule in rules
                  from scope in Enum.GetValues<LimitScope>()
                  from unit in Enum.GetValues<LimitUnit>()
                  let limit = new Limit($"{rule} {scope} {round}", scope, Limit.Every, rule, 1_000_000m, unit)
                  where limit.Fault() is null && !(rule == LimitRule.SelfTrade && unit == LimitUnit.Percent)
                  select limit;
        return [.. all.Take(50)];
    }

    private static void RunTail()
    {
        var random = new RandomSource(7);
        double[][] returns = [.. Enumerable.Range(0, Positions).Select(_ => Enumerable.Range(0, Days).Select(_ => random.NextNormal() * 0.02).ToArray())];
        double[] amounts = [.. Enumerable.Range(0, Positions).Select(_ => random.NextNormal() * 10_000)];
        var sum = 0.0;

        // From the bare returns each time, as when a question comes in.
        PortfolioReturns Asked() => new(amounts, new(returns));
        var seconds = Measure.MedianSeconds(
            () => sum += HistoricalRisk.Of(Asked(), 0.99).ValueAtRisk,
            () => sum += ParametricRisk.Of(Asked(), 0.99).ValueAtRisk,
            () => sum += MonteCarloRisk.Of(Asked(), 0.99, new RandomSource(1)).ValueAtRisk,
            () => sum += RiskContributions.Of(Asked())[0],
            () => sum += Asked().Table.Correlation()[1, 0],
            () => sum += Asked().Gains[0]);

        string[] names = ["historical", "parametric", $"Monte Carlo, {MonteCarloRisk.UsualDraws} draws", "contributions", "correlations", "the sums alone"];
        foreach (var (name, time) in names.Zip(seconds)) Console.WriteLine($"{Positions} positions, {Days} days: {name,-26} {time * 1e3,8:0.00} ms");
        if (double.IsNaN(sum)) throw new InvalidOperationException("A figure is no number.");
    }

    private static Instrument Coin(string ticker) => new()
    {
        Symbol = new(ticker, "BENCH"),
        AssetClass = AssetClass.Crypto,
        Currency = Currency.Usdt,
        TickSize = 0.01m,
        LotSize = 0.001m,
    };

    private static BarSeries Two(Instrument coin)
    {
        var builder = new ColumnsBuilder(SeriesKind.Bars);
        for (var minute = 0; minute < 2; minute++) builder.Add(Instant64.FromUtc(2024, 1, 1, 0, minute), 100, 101, 99, 100, 1_000);
        return new(coin, Interval.OneMinute, builder.Build());
    }

    private sealed class Opener : Strategy
    {
        public List<Order> Waiting { get; } = [];

        public override void OnBar(BarStream stream, in Bar bar)
        {
            if (bar.OpenTime > Instant64.FromUtc(2024, 1, 1, 0, 0)) return;

            Context.Submit(OrderRequest.Market(stream.Instrument, OrderSide.Buy, new(10m)));
            Waiting.Add(Context.Submit(OrderRequest.Limit(stream.Instrument, OrderSide.Buy, new(1m), new(50m))));
        }
    }
}
