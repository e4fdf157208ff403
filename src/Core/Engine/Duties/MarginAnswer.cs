using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Core.Engine;

/// <summary>What is done once equity no longer carries the positions: all waiting orders end, and these are given.</summary>
/// <param name="Reason">Why the waiting ones end.</param>
/// <param name="Orders">They close what is too much at the next opportunity; no limit stops them.</param>
public sealed record MarginAnswer(MarginStatus Status, Refusal Reason, IReadOnlyList<OrderRequest> Orders)
{
    /// <summary>By which such orders are known.</summary>
    public const string Tag = "margin call";

    /// <summary>Null where equity carries all, or the last answer has not traded yet.</summary>
    internal static MarginAnswer? To(Account account, IEnumerable<Order> open)
    {
        if (!account.MayBeCalled || MarginRules.StatusOf(account) is not { IsCalled: true } status || open.Any(order => order.Request.Tag == Tag)) return null;

        var reason = new Refusal(RefusalCodes.MarginCall, $"Equity of {status.Equity:0.##} {account.Currency} is below the {status.Maintenance:0.##} that positions need.");
        return new(status, reason, [.. MarginRules.CutsFor(account).Select(cut => RequestOf(account, cut))]);
    }

    private static OrderRequest RequestOf(Account account, MarginCut cut) =>
        OrderRequest.Market(account.Positions[cut.Instrument].Instrument, cut.Quantity > 0m ? OrderSide.Buy : OrderSide.Sell, new(Math.Abs(cut.Quantity)), Tag) with { ReduceOnly = true };
}
