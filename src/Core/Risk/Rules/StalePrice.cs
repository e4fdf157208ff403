using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Risk.Rules;

/// <summary>How old the price may be that an order is judged by.</summary>
internal sealed class StalePrice() : RiskRule(RefusalCodes.StalePrice, Everywhere, LimitUnit.Seconds)
{
    private const decimal NanosecondsASecond = 1_000_000_000m;

    // A price of which nobody knows when it came is older than any.
    private const decimal Unknown = 1e9m;

    public override Measure? Measured(OrderSight sight, Limit limit)
    {
        var age = sight.Watch.PricedAt(sight.Place) is { } at ? Math.Max(0m, (sight.Now - at).TotalNanoseconds) / NanosecondsASecond : Unknown;
        return new(age, age, limit.Value);
    }

    protected override string Told(OrderSight sight, Limit limit, string wouldBe) =>
        sight.Watch.PricedAt(sight.Place) is null ? $"Nobody knows how old the price of {sight.Instrument.Symbol} is" : $"The price of {sight.Instrument.Symbol} is {wouldBe} old";
}
