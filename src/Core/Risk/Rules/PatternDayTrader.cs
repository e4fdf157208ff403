using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Risk.Rules;

/// <summary>How many day trades of stocks a margin account of less than 25,000 dollars may make in five trading days (three, by the rule). Once they are made nothing new is opened, since closing it the same day would be one more.</summary>
/// <remarks>FINRA Rule 4210(f)(8)(B): four or more within five business days make a pattern day trader, who needs $25,000; as the rule stood in 2025.</remarks>
internal sealed class PatternDayTrader() : RiskRule(RefusalCodes.PatternDayTrader, [LimitScope.Account], LimitUnit.Count)
{
    private const decimal Enough = 25_000m;

    public override Measure? Measured(OrderSight sight, Limit limit)
    {
        if (sight.Account.Rules.Kind != AccountKind.Margin || sight.Instrument.AssetClass != AssetClass.Stock) return null;

        // Where nobody knows the rate the account is taken to be small.
        var rate = sight.Account.Currency == Currency.Usd ? 1m : sight.Account.RateOf(Currency.Usd);
        if (rate is { } known && sight.Account.Equity >= Enough * known) return null;

        var made = sight.Watch.DayTradesAt(sight.Now, sight.Instrument.Calendar);
        return new(made, made + 1, limit.Value);
    }

    protected override string Told(OrderSight sight, Limit limit, string wouldBe) => $"Closing it the same day would be day trade {wouldBe} in five trading days, with less than {Enough:0} USD of equity";
}
