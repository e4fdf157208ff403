using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Strategies;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Strategies;
using AlgoTrendy.Tests.Fast.Core.Engine;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Strategies;

/// <summary>Strategies in markets that their authors may not have thought of: other currencies, missing data, parameters at their ends.</summary>
public class OddMarketTests
{
    private static readonly Instrument Yen = Market.Instrument("USDJPY") with { AssetClass = AssetClass.Forex, BaseCurrency = Currency.Usd, Currency = new("JPY"), LotSize = 1m };

    [Fact]
    public void A_grid_ends_above_zero()
    {
        var orders = new List<Order>();

        var result = Backtest.Run(new Watched(new AlgoTrendy.Strategies.Grid(new() { Levels = 8, Spacing = 20 }), orders), [Market.Minutes(Market.Coin, (100, 100), (100, 100))], Market.Frictionless);

        Assert.Equal([80m, 60m, 40m, 20m], orders.Where(order => order.Status == OrderStatus.Accepted).Select(order => ((LimitTerms)order.Terms).Limit.Value));
        Assert.Empty(result.Rejected);
    }

    [Fact]
    public void A_grid_of_another_currency_holds_its_share_of_the_account()
    {
        var orders = new List<Order>();

        Backtest.Run(new Watched(new AlgoTrendy.Strategies.Grid(new() { Levels = 1, Spacing = 1, Weight = 0.5m }), orders), [Market.Minutes(Yen, (200, 200), (200, 200))], Market.Frictionless);

        // 5,000 USD are 1,000,000 JPY: 5,050 at 198.
        Assert.Equal(5_050m, orders[0].Quantity.Value);
    }

    [Fact]
    public void A_purchase_in_another_currency_spends_the_amount_in_the_accounts()
    {
        var result = Backtest.Run(new DollarCostAverage(new() { Days = 1, Share = 0.1m }), [Market.Minutes(Yen, (200, 200), (200, 200))], Market.Frictionless);

        Assert.Equal(1_000m, Assert.Single(result.Fills).Quantity.Value);
    }

    [Fact]
    public void The_share_held_in_another_currency_is_known_so_that_nothing_is_traded_within_the_band()
    {
        var random = new RandomSource(4);
        var bars = new (double, double)[400];
        for (var index = 0; index < bars.Length; index++) bars[index] = (200, Math.Round(200 + random.NextNormal() * 0.02, 2));

        var result = Backtest.Run(new VolatilityTarget(new() { Length = 20 }), [Market.Minutes(Yen, bars)], Market.Frictionless);

        Assert.Single(result.Fills);
    }

    [Theory, InlineData("pairs"), InlineData("momentum-rotation")]
    public void What_a_gap_cancelled_is_ordered_again(string name)
    {
        // Something is decided at the close of minute 11, after which data is missing.
        var (left, right) = (Market.Instrument("LEFT"), Market.Instrument("RIGHT"));
        var closes = Enumerable.Range(0, 30).Select(index => index < 11 ? 100.0 + index % 2 * 0.1 : 110.0).ToArray();
        BarSeries[] series =
        [
            Market.Minutes(left, [.. closes.Select(close => (close, close))]).Without(12, 2),
            Market.Minutes(right, [.. closes.Select((_, index) => (100.0, 100.0))]).Without(12, 2),
        ];
        Strategy strategy = name == "pairs"
            ? new PairsReversion(new() { Length = 10, Entry = 2, Exit = 0.5 })
            : new MomentumRotation(new() { Length = 5, Top = 1, Every = 12 });

        var result = Backtest.Run(strategy, series, Market.Frictionless);

        Assert.Contains(result.Gaps, gap => gap.OrdersCancelled > 0);
        Assert.Equal(Market.Start + Duration64.FromMinutes(15), result.Fills[0].Time);
        Assert.Equal(name == "pairs" ? 2 : 1, result.Fills.Count(fill => fill.Time == result.Fills[0].Time));
    }

    /// <summary>Keeps the orders of another strategy as they move.</summary>
    private sealed class Watched(Strategy inner, List<Order> orders) : Strategy
    {
        private bool _hasBegun;

        public override void OnBar(BarStream stream, in Bar bar)
        {
            if (!_hasBegun) inner.Begin(Context);
            _hasBegun = true;
            inner.OnBar(stream, in bar);
        }

        public override void OnOrder(Order order)
        {
            if (!orders.Contains(order)) orders.Add(order);
            inner.OnOrder(order);
        }
    }
}
