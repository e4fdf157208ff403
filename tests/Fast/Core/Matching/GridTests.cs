using AlgoTrendy.Core.Engine;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Tests.Fast.Core.Engine;
using FsCheck;
using FsCheck.Fluent;

namespace AlgoTrendy.Tests.Fast.Core.Matching;

/// <summary>What a strategy rounds by the instrument is never refused for its tick or its lot.</summary>
public class GridTests
{
    private static readonly decimal[] Steps = [1m, 0.01m, 0.00000001m, 0.25m, 0.05m, 0.03125m, 0.0000125m, 5m, 0.003m];

    [Fact]
    public void Prices_and_quantities_from_the_doors_that_round_are_never_off_the_grid() => Prop.ForAll<ulong>(seed =>
    {
        var random = new RandomSource(seed);
        var instrument = Market.Instrument("ODD") with { TickSize = Steps[random.NextBelow(Steps.Length)], LotSize = Steps[random.NextBelow(Steps.Length)] };
        var scale = PortableMath.Exp(random.NextNormal() * 4);
        var series = Market.Minutes(instrument, (scale + 2, scale + 2), (scale + 2, scale + 2), (scale + 2, scale + 2));
        var codes = new List<string?>();
        var strategy = new Scripted
        {
            Bar = (context, _, _, _) =>
            {
                var (one, other) = (context.ToPrice(instrument, 3 * (double)instrument.TickSize + scale * random.NextUnit() * 2), context.ToPrice(instrument, 3 * (double)instrument.TickSize + scale * random.NextUnit() * 2));
                var quantity = instrument.RoundDownToLot((decimal)(random.NextUnit() * 1e6) + instrument.LotSize);
                var order = context.Submit(new OrderRequest(instrument, (OrderSide)random.NextBelow(2), quantity, random.NextBelow(3) switch { 0 => new LimitTerms(one), 1 => new StopTerms(one), _ => new StopLimitTerms(one, other) }));
                codes.Add((order.State as OrderState.Rejected)?.Reason.Code);
            },
        };

        Backtest.Run(strategy, [series], Market.Frictionless with { Leverage = 1e15m });

        Assert.Equal(3, codes.Count);
        Assert.All(codes, code => Assert.Contains(code, (string?[])[null, RefusalCodes.InsufficientBuyingPower]));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Adjusted_prices_lie_off_the_grid_and_may()
    {
        Order? order = null;
        var adjusted = Tape.Minutes("33.3333 33.3333 33.3333 33.3333", "33.3333 33.3333 30 33.3333");
        BarSeries series = new(adjusted.Instrument, adjusted.Interval, adjusted.Columns) { IsAdjusted = true };

        var result = Backtest.Run(Tape.At((0, context => order = context.Submit(OrderRequest.Limit(Market.Coin, OrderSide.Buy, new(1m), context.ToPrice(Market.Coin, 33.3333 * 0.95))))), [series], Market.Frictionless);

        Assert.Equal(("Filled", 31.666635m), (order!.Told(), result.Fills[0].Price.Value));
    }
}
