using AlgoTrendy.Core.Orders;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Risk.Rules;

/// <summary>When may be traded: in the sessions of a calendar, less so many minutes after each opens and before it closes.</summary>
internal sealed class WithinTradingHours() : RiskRule(RefusalCodes.TradingHours, Everywhere, LimitUnit.Minutes, LimitUnit.None)
{
    public override Measure? Measured(OrderSight sight, Limit limit)
    {
        var (calendar, margin) = (limit.Hours ?? sight.Instrument.Calendar, Margin(limit));
        if (!calendar.IsOpen(sight.Now)) return Measure.Forbidden(true);
        if (calendar.IsAlwaysOpen || margin == Duration64.Zero) return Measure.Forbidden(false);

        var session = calendar.SessionAtOrAfter(sight.Now);
        return Measure.Forbidden(sight.Now < session.Open + margin || sight.Now >= session.Close - margin);
    }

    protected override string Told(OrderSight sight, Limit limit, string wouldBe) => $"{sight.Instrument.Symbol} is not to be traded at {sight.Now}";

    protected override string Allowed(OrderSight sight, Limit limit)
    {
        var hours = $"allows the hours of {(limit.Hours ?? sight.Instrument.Calendar).Name}";
        return Margin(limit) == Duration64.Zero ? hours : $"{hours} but for {limit.Value:0.##} minutes at both ends";
    }

    private static Duration64 Margin(Limit limit) => limit.Unit == LimitUnit.None ? Duration64.Zero : Duration64.FromSeconds((long)(limit.Value * 60m));
}
