using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using static AlgoTrendy.Tests.Fast.Core.Risk.LimitDesk;

namespace AlgoTrendy.Tests.Fast.Core.Risk;

/// <summary>An entry of 10 at 100 that waits, with a stop at 80, in an account of 10,000 of which a trade may risk 1 %: less than it does by now.</summary>
public class EntryStopTests
{
    [Theory]
    [InlineData(85.0, false)] // risks 1.5 %, and less than before
    [InlineData(80.0, false)]
    [InlineData(79.0, true)]
    [InlineData(null, true)]
    public void Another_stop_may_risk_no_more_than_the_one_there_is(double? price, bool isRefused)
    {
        var (desk, entry, stop) = Waiting();

        var refusal = RiskGate.JudgeStop(stop, price is { } at ? new StopTerms(new((decimal)at)) : null, desk.Sight(entry));

        Assert.Equal(isRefused ? RefusalCodes.MaxRiskPerTrade : null, refusal?.Code);
    }

    [Fact]
    public void It_is_judged_by_stale_limits_too()
    {
        var (desk, entry, stop) = Waiting();
        desk.Limits = new(2, Start, desk.Limits!.Items, Start);

        Assert.Equal(RefusalCodes.MaxRiskPerTrade, RiskGate.JudgeStop(stop, null, desk.Sight(entry))?.Code);
    }

    [Fact]
    public void What_an_entry_has_bought_its_stop_may_leave()
    {
        var (desk, entry, stop) = Waiting();
        foreach (var state in (OrderState[])[OrderState.PendingRisk, OrderState.Submitting, OrderState.Accepted]) entry.MoveTo(state);
        entry.Fill(new(10m));

        Assert.Null(RiskGate.JudgeStop(stop, null, desk.Sight(entry)));
    }

    [Theory]
    [InlineData(100.0, 95.0, true)] // until the stop that there is
    [InlineData(89.0, 78.0, true)] // until the next one
    [InlineData(89.0, 85.0, false)]
    public void An_entry_that_is_changed_while_its_stop_is_being_changed_is_judged_by_whichever_risks_more(double limit, double next, bool isRefused)
    {
        var (desk, entry, stop) = Waiting();
        stop.Wanted = (new StopTerms(new((decimal)next)), stop.Quantity);

        var refusal = RiskGate.Judge(entry, new LimitTerms(new((decimal)limit)), entry.Quantity, desk.Sight(entry), out _);

        Assert.Equal(isRefused ? RefusalCodes.MaxRiskPerTrade : null, refusal?.Code);
    }

    [Theory]
    [InlineData(85.0, false)]
    [InlineData(79.0, true)]
    [InlineData(null, false)] // then it is an order without a stop
    public void Where_orders_without_a_stop_do_not_count_only_a_worse_stop_is_refused(double? price, bool isRefused)
    {
        var (desk, _, stop) = Waiting(countsWithoutStop: false);

        var refusal = RiskGate.JudgeStop(stop, price is { } at ? new StopTerms(new((decimal)at)) : null, desk.Sight(stop));

        Assert.Equal(isRefused ? RefusalCodes.MaxRiskPerTrade : null, refusal?.Code);
    }

    [Theory]
    [InlineData(84.0, 10.0, 79.5, true)] // as it is: risks 20 to the stop that there is, and more to another
    [InlineData(84.0, 10.0, 85.0, false)]
    [InlineData(130.0, 10.0, 79.5, true)] // as it is to become
    [InlineData(89.0, 2.0, 79.5, true)] // as it is, of ten
    [InlineData(81.0, 40.0, 77.0, true)] // as it is to become, of forty
    [InlineData(81.0, 2.0, 90.5, false)] // neither, by now
    public void A_stop_that_is_changed_while_its_entry_is_being_changed_is_judged_by_whichever_risks_more(double limit, double quantity, double price, bool isRefused)
    {
        var (desk, entry, stop) = Waiting();
        entry.Wanted = (new LimitTerms(new((decimal)limit)), new((decimal)quantity));

        var refusal = RiskGate.JudgeStop(stop, new StopTerms(new((decimal)price)), desk.Sight(entry));

        Assert.Equal(isRefused ? RefusalCodes.MaxRiskPerTrade : null, refusal?.Code);
    }

    private static (LimitDesk Desk, Order Entry, Order Stop) Waiting(bool? countsWithoutStop = null)
    {
        var desk = new LimitDesk(Rule(LimitRule.MaxRiskPerTrade, 1m, LimitUnit.Percent) with { CountsWithoutStop = countsWithoutStop });
        var entry = desk.Order(Buy(10m, 100m), new(new(1), OrderGroupType.Bracket));
        var stop = desk.Order(new OrderRequest(Coin, OrderSide.Sell, new(10m), new StopTerms(new Price(80m))) { ReduceOnly = true }, new(new(1), OrderGroupType.Bracket, entry));
        desk.Waiting.AddRange([entry, stop]);
        return (desk, entry, stop);
    }
}
