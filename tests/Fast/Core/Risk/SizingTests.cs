using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk.Sizing;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Tests.Fast.Core.Accounts;
using AlgoTrendy.Tests.Fast.Core.Engine;
using FsCheck;
using FsCheck.Fluent;

namespace AlgoTrendy.Tests.Fast.Core.Risk;

public class SizingTests
{
    /// <summary>With 10,000 at a price of 30, lots of 0.001, a stop at 27.5, a range of 1.2 and a volatility of 60 %.</summary>
    private static readonly SizingQuestion Asked = new(Market.Coin, 10_000m, new(30m)) { Stop = new(27.5m), Atr = 1.2, Volatility = 0.6 };

    private static readonly Dictionary<string, (SizingMethod Method, decimal Quantity)> Sizes = new()
    {
        ["fixed"] = (new FixedSize(new(1.2345m)), 1.234m),
        ["a tenth of the equity"] = (new PercentOfEquity(new(10m)), 33.333m), // 1000 / 30
        ["2 % at risk"] = (new RiskPerTrade(new(2m)), 80m), // 200 / 2.5
        ["1 % a range"] = (new AtrSize(new(1m)), 83.333m), // 100 / 1.2
        ["1 % in two ranges"] = (new AtrSize(new(1m), 2m), 41.666m),
        ["15 % a year"] = (new VolatilityTarget(new(15m)), 83.333m), // a quarter of the equity
        ["90 % a year, capped"] = (new VolatilityTarget(new(90m)), 333.333m),
        ["90 % a year, twice the equity at most"] = (new VolatilityTarget(new(90m), 2m), 500m), // one and a half times
        ["half of Kelly"] = (new KellyFraction(0.6m, 1m, new(25m)), 33.333m), // 0.6 - 0.4 = 0.2, half of it
        ["all of Kelly, capped"] = (new KellyFraction(0.6m, 1m, new(15m), 1m), 50m),
        ["Kelly with a payoff"] = (new KellyFraction(0.4m, 2m, new(100m), 1m), 33.333m), // 0.4 - 0.6 / 2
    };

    private static readonly Dictionary<string, (SizingMethod Method, SizingQuestion Question, string Code, string Sentence)> Refused = new()
    {
        ["less than a lot"] = (new FixedSize(new(0.0009m)), Asked, RefusalCodes.BelowMinimumQuantity, "0.0009 COIN.TEST is less than the least order of 0.001."),
        ["less than the least quantity"] = (new FixedSize(new(4m)), Asked with { Instrument = Market.Coin with { MinQuantity = 5m } }, RefusalCodes.BelowMinimumQuantity, "4 COIN.TEST is less than the least order of 5."),
        ["less than the least worth"] = (new FixedSize(new(1m)), Asked with { Instrument = Market.Coin with { MinNotional = 30.01m } }, RefusalCodes.BelowMinimumNotional, "1 COIN.TEST is worth 30 USD; the least order is worth 30.01."),
        ["without equity"] = (new PercentOfEquity(new(10m)), Asked with { Equity = 0m }, RefusalCodes.NoEquity, "Equity is 0 USD; there is nothing to size by."),
        ["without a stop"] = (new RiskPerTrade(new(2m)), Asked with { Stop = null }, RefusalCodes.NoStop, "What a trade risks is counted to its stop, and there is none away from the price."),
        ["a stop at the price"] = (new RiskPerTrade(new(2m)), Asked with { Stop = new(30m) }, RefusalCodes.NoStop, "What a trade risks is counted to its stop, and there is none away from the price."),
        ["without a range"] = (new AtrSize(new(2m)), Asked with { Atr = double.NaN }, RefusalCodes.NoVolatility, "The average true range of COIN.TEST is not known, or zero."),
        ["a range of next to nothing"] = (new AtrSize(new(2m)), Asked with { Atr = 1e-20 }, RefusalCodes.BadTerms, "A unit of COIN.TEST would cost or risk 0, which no size follows from."),
        ["without volatility"] = (new VolatilityTarget(new(2m)), Asked with { Volatility = 0 }, RefusalCodes.NoVolatility, "The volatility of COIN.TEST is not known, or zero."),
        ["without an edge"] = (new KellyFraction(0.5m, 1m, new(10m)), Asked, RefusalCodes.NoEdge, "Winning 0.5 of the trades, 1 times what is lost by the others, is no edge to bet on."),
    };

    public static TheoryData<string> SizeNames => [.. Sizes.Keys];

    public static TheoryData<string> RefusedNames => [.. Refused.Keys];

    [Theory, MemberData(nameof(SizeNames))]
    public void Each_method_gives_the_size_that_its_formula_says_in_whole_lots(string name)
    {
        var sizing = Sizes[name].Method.Size(Asked);

        Assert.Equal((Sizes[name].Quantity, null), (sizing.Quantity.Value, sizing.Refusal));
    }

    [Theory, MemberData(nameof(RefusedNames))]
    public void What_cannot_be_sized_is_refused_with_a_code_and_a_sentence(string name)
    {
        var (method, question, code, sentence) = Refused[name];

        var sizing = method.Size(question);

        Assert.Equal((Quantity.Zero, new Refusal(code, sentence)), (sizing.Quantity, sizing.Refusal));
    }

    [Fact]
    public void A_contract_counts_with_its_multiplier()
    {
        var question = new SizingQuestion(Desk.Mini, 1_000_000m, new(5_000m)) { Stop = new(5_010m) };

        Assert.Equal(20m, new RiskPerTrade(new(1m)).Size(question).Quantity.Value); // 10,000 / (10 × 50)
        Assert.Equal(4m, new PercentOfEquity(new(100m)).Size(question).Quantity.Value); // 1,000,000 / 250,000
    }

    [Fact]
    public void What_is_lost_at_the_stop_is_never_more_than_the_risk_and_one_lot_more_would_be() => Prop.ForAll<ulong>(seed =>
    {
        var random = new RandomSource(seed);
        var (equity, price) = (decimal.Round((decimal)(random.NextUnit() * 1e6), 2) + 100m, decimal.Round((decimal)(random.NextUnit() * 1e3), 2) + 1m);
        var (distance, risk) = (decimal.Round((decimal)random.NextUnit(), 4) + 0.0001m, new Percent(1m + random.NextBelow(10)));

        var size = new RiskPerTrade(risk).Size(new(Market.Coin, equity, new(price)) { Stop = new(price + (random.NextBelow(2) == 0 ? distance : -distance)) });

        Assert.Null(size.Refusal);
        Assert.True(size.Quantity.Value * distance <= equity * risk.Fraction);
        Assert.True((size.Quantity.Value + Market.Coin.LotSize) * distance > equity * risk.Fraction);
    }).QuickCheckThrowOnFailure();
}
